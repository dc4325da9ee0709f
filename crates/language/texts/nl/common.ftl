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

# The frame and the components of every page.
web-skip-to-content = Ga naar de inhoud
web-language = Taal
web-menu = Menu
web-signed-in-as = Aangemeld als { $name }
web-sign-out = Afmelden
web-footer-promise = Deze site plaatst alleen de cookies die nodig zijn, volgt niemand en laadt niets van andere sites.
web-error-prefix = Fout:
web-error-summary = Kijk uw antwoorden na
web-notice-success = Gelukt
web-notice-important = Belangrijk
web-warning = Let op
web-back = Terug
web-change = Wijzigen
web-step = Stap { $number } van { $total }
web-day = Dag
web-month = Maand
web-year = Jaar
web-copy = Kopiëren
web-copied = Gekopieerd
web-print = Deze pagina afdrukken
web-pages = Pagina’s
web-page-number = Pagina { $number }
web-previous = Vorige
web-next = Volgende
web-show = Tonen
web-hide = Verbergen
web-password-show = Wachtwoord tonen
web-password-hide = Wachtwoord verbergen
web-password-shown = Uw wachtwoord is zichtbaar
web-password-hidden = Uw wachtwoord is verborgen
web-characters-limit = U kunt tot { $count } tekens schrijven
web-characters-left-one = Nog 1 teken
web-characters-left-other = Nog { $count } tekens
web-characters-none-left = Geen tekens meer over
web-characters-over-one = 1 teken te veel
web-characters-over-other = { $count } tekens te veel
