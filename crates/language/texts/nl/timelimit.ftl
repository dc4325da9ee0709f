# Waarom een datum is wat ze is. Eén zin per stap van de berekening.

limit-period-hours = { $count } uur
limit-period-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dagen
}
limit-period-working-days = { $count ->
    [one] { $count } werkdag
   *[other] { $count } werkdagen
}
limit-period-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weken
}
limit-period-months = { $count ->
    [one] { $count } maand
   *[other] { $count } maanden
}
limit-period-years = { $count } jaar
limit-period-years-from-year-end = { $count } jaar na het einde van het jaar

limit-cited = { $sentence } ({ $citation })
limit-closed-day = { $date } ({ $why })
limit-closed-days = Dagen die niet meetellen: { $days }.
limit-closed-weekend = weekend

limit-rule-day-of-event = De dag van ontvangst, { $from }, telt niet mee.
limit-rule-period = { $period } vanaf die dag eindigt op { $to }.
limit-rule-extended-period = Met de verlenging is het in totaal { $period }, tot { $to }.
limit-rule-further-period = De verlenging met { $period } komt erbij: { $to }.
limit-rule-month-end = Die maand heeft zo’n dag niet, dus geldt de laatste dag ervan: { $to }.
limit-rule-two-working-days = De termijn moet twee werkdagen bevatten: { $to }.
limit-rule-working-days = { $count ->
    [one] { $count } werkdag wordt geteld: { $to }.
   *[other] { $count } werkdagen worden geteld: { $to }.
}
limit-rule-suspended = { $count ->
    [one] Van { $opened } tot { $closed } stond de termijn stil, dat is { $count } dag erbij: { $to }.
   *[other] Van { $opened } tot { $closed } stond de termijn stil, dat is { $count } dagen erbij: { $to }.
}
limit-rule-suspension-open = Sinds { $opened } staat de termijn stil.
limit-rule-suspension-too-late = De opschorting van { $opened } kwam na de laatste dag en heeft geen gevolg.
limit-rule-suspension-ignored = De tekst kent geen opschorting; die van { $opened } heeft geen gevolg.
limit-rule-runs-on = De opschorting begon op een dag waarnaar het einde was verschoven; de termijn loopt door vanaf { $from }.
limit-rule-extension-in-time = De verlenging is meegedeeld op { $notified }, op tijd.
limit-rule-extension-while-suspended = De verlenging is meegedeeld op { $notified }, terwijl de termijn stilstond.
limit-rule-extension-too-late = De verlenging is meegedeeld op { $notified }, na de laatste dag daarvoor ({ $last }); ze heeft geen gevolg.
limit-rule-extension-none = De tekst kent geen verlenging; de mededeling van { $notified } heeft geen gevolg.
limit-rule-rolled = De laatste dag, { $from }, is geen werkdag; de termijn eindigt op de eerstvolgende, { $to }.
limit-rule-not-rolled = Volgens deze regel verschuift de laatste dag niet voor weekends en feestdagen.
limit-rule-not-rolled-self-imposed = De organisatie stelde deze termijn zelf; de laatste dag verschuift niet voor weekends en feestdagen.
limit-rule-sequential = Geteld vanaf het einde van de eerste termijn zou de termijn eindigen op { $to }.
limit-rule-unrolled = Zonder verschuiving naar een werkdag eindigt de termijn op { $to }.
limit-rule-target = De tekst stelt geen termijn; het streefdoel van { $period } eindigt op { $to }.
limit-rule-no-limit = De tekst stelt geen termijn.

limit-caution-unsuspended = Als de opschorting geen gevolg had: { $date }.
limit-caution-restart = Als de termijn na de opschorting opnieuw begon: { $date }.
limit-warning-coverage = De feestdagen van de kalender zijn niet bekend voor { $date }; de datum kan nog verschuiven.

limit-holiday-new-year = Nieuwjaarsdag
limit-holiday-good-friday = Goede Vrijdag
limit-holiday-easter-monday = paasmaandag
limit-holiday-kings-day = Koningsdag
limit-holiday-labour-day = Dag van de Arbeid
limit-holiday-liberation-day = Bevrijdingsdag
limit-holiday-ascension = Hemelvaartsdag
limit-holiday-whit-monday = pinkstermaandag
limit-holiday-belgian-national-day = nationale feestdag
limit-holiday-assumption = Onze-Lieve-Vrouw-Hemelvaart
limit-holiday-all-saints = Allerheiligen
limit-holiday-armistice = Wapenstilstand
limit-holiday-christmas = Kerstmis
limit-holiday-second-christmas-day = tweede kerstdag
