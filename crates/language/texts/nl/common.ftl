# Woorden van elk scherm: datums, getallen, en wat overal gelijk is.

language-name = Nederlands

date-long = { $day } { $month } { $year }
date-short = { $day } { $month } { $year }
date-with-weekday = { $weekday } { $date }
instant = { $date } om { $time }
time = { $hour }.{ $minute } uur
list-last = { $before } en { $last }

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

month-short-1 = jan.
month-short-2 = feb.
month-short-3 = mrt.
month-short-4 = apr.
month-short-5 = mei
month-short-6 = jun.
month-short-7 = jul.
month-short-8 = aug.
month-short-9 = sep.
month-short-10 = okt.
month-short-11 = nov.
month-short-12 = dec.

weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag

days = { $count ->
    [one] { $count } dag
   *[other] { $count } dagen
}
months = { $count ->
    [one] { $count } maand
   *[other] { $count } maanden
}

yes = Ja
no = Nee
