# Mots de tous les écrans : dates, nombres, et ce qui est partout pareil.

language-name = Français

date-long = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-short = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-with-weekday = { $weekday } { $date }
instant = { $date } à { $time }
time = { $hour } h { $minute }
list-last = { $before } et { $last }

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juill.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche

days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}

yes = Oui
no = Non
