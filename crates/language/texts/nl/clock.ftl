# De klok: verlengingen en hun mededelingen, wat-als, herinneringen, het overzicht.

refusal-extension-under-way = Er is al een mededeling van verlenging onderweg.

clock-notice-subject = We hebben meer tijd nodig voor uw verzoek { $reference }
clock-notice-opening = Op { $received } ontvingen wij uw verzoek. Binnen de eerste termijn kunnen we er niet op antwoorden; daarom verlengen we die. Hieronder leest u waarom.
clock-notice-ground = De grond is: { $ground } ({ $citation }).
clock-notice-ground-complexity = het verzoek is complex
clock-notice-ground-number-of-requests = het aantal verzoeken
clock-notice-until = U krijgt ons antwoord uiterlijk op { $date }; eerder als dat kan.
clock-notice-remedies = Bent u het er niet mee eens, dan kunt u terecht bij:
clock-notice-until-paused = De termijn staat stil tot we hebben wat we u vroegen. Zodra hij weer loopt, delen we u de nieuwe datum mee.

# Wat als.

clock-now = Werk tot, zoals het nu is
clock-then = Werk tot, met deze wijziging
clock-then-told = De betrokkene leest
clock-none-paused = Geen datum zolang de klok stilstaat
clock-after-waiting = { $days ->
    [one] Als het antwoord na 1 dag komt
   *[other] Als het antwoord na { $days } dagen komt
}
clock-notice-by = Laatste dag voor de mededeling
clock-notice-by-paused = Elke dag, zolang de klok stilstaat
clock-notice-plan = Liever verstuurd uiterlijk op
clock-in-hand = { $days ->
    [one] nog 1 dag
   *[other] nog { $days } dagen
}
clock-in-hand-today = vandaag is de laatste dag
clock-in-hand-over = { $days ->
    [one] 1 dag te laat
   *[other] { $days } dagen te laat
}
clock-asked-late = Deze vraag komt meer dan vijf werkdagen na ontvangst. Iemand kan volhouden dat de klok er niet voor had mogen stilstaan.
clock-extension-refusal = Verlengen geeft geen extra tijd om te weigeren. Een weigering, geheel of gedeeltelijk, moet uiterlijk op { $date } de deur uit zijn.
clock-refusal-by = Een weigering, geheel of gedeeltelijk, moet uiterlijk op { $date } de deur uit zijn ({ $left }).
clock-refusal-over = De laatste dag voor een weigering was { $date } ({ $left }). Ze kan nog verstuurd worden; de audit zal tonen dat ze te laat was.
clock-refuse-by = Laatste dag om te weigeren
clock-show = De datums tonen
clock-outlook = Wat dit met de datum doet
clock-outlook-ask = Wat vragen met de datum doet
clock-told-now = De datum die de betrokkene nu ziet
clock-cautions = Om rekening mee te houden

# Een verlenging bevelen.

clock-extend-hint = De betrokkene krijgt een mededeling met uw redenen. De verlenging telt zodra die mededeling de deur uit is, als dat op tijd is; tot dan blijft de datum zoals hij is.
clock-extend-send = De mededeling versturen
clock-extend-preview = De mededeling tonen
clock-extend-as-read = De mededeling, zoals de betrokkene ze zal lezen
clock-extend-language = De betrokkene schreef in deze taal: { $language }. Geef de reden in die taal: ze wordt woord voor woord gelezen.
clock-extend-carriage = Hoe wordt de mededeling verstuurd?
clock-extend-elsewhere = De mededeling is langs een andere weg verstuurd
clock-extended-title = Een mededeling die langs een andere weg is verstuurd
clock-extended-hint = Alleen voor een mededeling die de betrokkene al met de redenen gekregen heeft voor de eerste termijn afliep.
clock-extended-day = Op welke dag is ze verstuurd?
clock-extended-evidence = Hoe weet u dat?
clock-extended-evidence-hint = Bijvoorbeeld het nummer van de aangetekende brief, of waar de kopie bewaard wordt.
clock-extended-send = Vastleggen
clock-under-way = Mededeling van verlenging: { $stage }. Tot ze de deur uit is, geldt de datum hierboven.
clock-under-way-by = Ze moet uiterlijk op { $date } de deur uit ({ $left }).
clock-take-back = De verlenging intrekken
clock-extension-late = De mededeling van verlenging ging op { $day } de deur uit, na de laatste dag daarvoor. Ze heeft geen gevolg; de datum hierboven geldt.

console-done-extension-ordered = De mededeling van verlenging is onderweg. De datum verschuift zodra ze de deur uit is.
console-done-extension-taken-back = De verlenging is ingetrokken. Er is niets veranderd.
console-event-extension-ordered = Verlenging bevolen

# Vragen wie de betrokkene is, zonder antwoord.

console-stage-identity-unanswered = Geen antwoord: afsluiten?
console-event-identity-reminded = De betrokkene is aan de vraag herinnerd
console-event-identity-closure-proposed = Voorgesteld om af te sluiten: geen antwoord
clock-closure-proposed = Op de vraag van { $day } kwam geen antwoord, en de betrokkene is eraan herinnerd. U kunt dit met een gemotiveerde brief afsluiten, door hieronder de identiteit te verwerpen, of het opnieuw vragen. Niets sluit vanzelf.

# Mails aan een functie: kenmerken en dagen, verder niets.

mail-digest-subject = { $cases ->
    [one] Vandaag: 1 datum om op te letten
   *[other] Vandaag: { $cases } datums om op te letten
}
mail-digest-body =
    Goedemorgen,

    Op deze datums moet u letten:

    { $lines }

    Dit bericht is automatisch verstuurd, één keer per dag.
mail-danger-subject = Een datum is in gevaar: { $reference }
mail-danger-body =
    Goedendag,

    Een datum is in gevaar:

    { $line }

    Dit bericht is automatisch verstuurd.
mail-incident-subject = Een incident: de tijd dringt
clock-digest-task = { $reference }: wat beslist is, moest uitgevoerd zijn op { $date } ({ $left })
clock-digest-incident = Incident { $number }: iemand moet ingelicht zijn op { $date } ({ $left })
clock-digest-incident-now = Incident { $number }: iemand moet onverwijld worden ingelicht
clock-digest-line = { $reference }: werk tot { $date } ({ $left })
clock-digest-message = { $reference }: de persoon schreef iets dat niemand heeft gelezen
clock-digest-unclassified = { $reference }: nog niet ingedeeld: werk tot { $date } ({ $left })
