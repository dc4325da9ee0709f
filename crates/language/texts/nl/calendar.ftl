### Calendars: versions, changes of days, subscription.

refusal-no-proposal = Zo’n voorgestelde wijziging is er niet.
refusal-own-proposal = U stelde deze wijziging voor; iemand anders moet die goedkeuren.
refusal-proposal-overtaken = Er is intussen een andere wijziging van dezelfde kalender goedgekeurd. Stel deze opnieuw voor.

date-moved-added = { $count ->
    [one] { $days } is een dag waarop kantoren gesloten zijn, en op zo’n dag eindigt geen termijn.
   *[other] { $days } zijn dagen waarop kantoren gesloten zijn, en op zo’n dag eindigt geen termijn.
}
date-moved-removed = { $count ->
    [one] { $days } is toch een gewone werkdag.
   *[other] { $days } zijn toch gewone werkdagen.
}
date-moved-rules = De regels waarmee we de dagen tellen, zijn veranderd.
date-moved-receipt = De dag waarop uw verzoek ons bereikte, was een andere dan wij hadden vastgelegd.
date-moved-source = Bron: { $reason }.
letter-date-moved = Wij lieten u weten wanneer u ons antwoord uiterlijk zou hebben. Die dag is verschoven: u hebt het uiterlijk op { $date }.
mail-date-moved-subject = Een andere datum voor uw verzoek: { $reference }
mail-date-moved-body =
    Dag,

    Wij lieten u weten wanneer u uiterlijk een antwoord zou hebben op het verzoek met kenmerk { $reference }. Die dag is verschoven: u hebt het uiterlijk op { $date }.

    { $why }

    U kunt uw verzoek hier volgen: { $link }
    U hebt daarvoor het kenmerk en uw toegangscode nodig.

    Dit bericht is automatisch verstuurd.

console-nav-calendars = Kalenders
console-nav-subscription = Agenda-abonnement
console-calendars-title = Kalenders
console-calendars-intro = Een termijn eindigt nooit op een dag die in de kalender gesloten is. Een gewijzigde kalender verschuift op zichzelf geen datum: u ziet eerst wat er zou verschuiven, en beslist dan.
console-calendar-version = Geldende versie
console-calendar-until = Dagen bekend tot en met
console-calendar-computed = Altijd: de dagen worden berekend
console-calendar-listed = Gesloten bij besluit
console-calendar-change = Een dag van { $calendar } wijzigen
console-calendar-change-title = Een dag wijzigen
console-calendar-change-intro = Er verschuift nog niets. De volgende pagina toont welke datums zouden verschuiven en vraagt u te beslissen.
console-calendar-edit = Wat verandert er?
console-calendar-add = Een dag is gesloten: er eindigt geen termijn op
console-calendar-remove = Een dag uit de lijst is een gewone dag
console-calendar-correct = Een dag uit de lijst was een vergissing voor een andere
console-calendar-extend = De dagen in de lijst zijn alle dagen, tot en met de dag hieronder
console-calendar-day = Welke dag?
console-calendar-to = Welke dag was bedoeld?
console-calendar-to-hint = Alleen als een dag uit de lijst een vergissing voor een andere was.
console-calendar-reason = Waar staat dat?
console-calendar-reason-hint = Het besluit of bericht, zoals “Stcrt. 2025, 24713”. Het staat in brieven aan mensen; schrijf dus geen namen.
console-calendar-preview = Tonen wat er zou verschuiven
console-calendar-error-unknown-calendar = Zo’n kalender is er niet
console-calendar-error-listed = Deze dag staat al in de kalender
console-calendar-error-holiday = Deze dag is al een feestdag van de kalender
console-calendar-error-week-end = Dit is een zaterdag of zondag: daarop eindigt hoe dan ook geen termijn
console-calendar-error-not-listed = Deze dag staat niet in de lijst van de kalender en kan er dus niet uit
console-calendar-error-past = Deze dag is voorbij: alleen komende dagen kunnen worden gewijzigd
console-calendar-error-covered = De dagen van deze kalender zijn al zo ver bekend, of worden berekend
console-calendar-error-no-reason = Vul in waar het staat
console-calendar-error-reason = Vul één regel van hoogstens 200 tekens in
console-calendar-ends = De dagen van de kalender { $calendar } zijn maar tot en met { $date } bekend: over { $days ->
        [one] 1 dag
       *[other] { $days } dagen
    } eindigen de gegevens. Een termijn die later eindigt, kan een dag te kort zijn.
console-calendar-ended = De dagen van de kalender { $calendar } waren maar tot en met { $date } bekend. Een termijn die later eindigt, kan een dag te kort zijn.
console-calendar-added = Voortaan gesloten
console-calendar-removed = Weer een gewone dag
console-calendar-by = { $who }, { $date }
console-versions = Voorgestelde en besliste wijzigingen
console-versions-none = Er is geen wijziging voorgesteld.
console-version-what = Versie
console-version-calendar = Kalender { $id }, versie { $version }
console-version-pack = Regels van { $id }, versie { $version }
console-version-proposed = Te beslissen
console-version-approved = Goedgekeurd
console-version-applied = Geldt
console-version-declined = Afgewezen
console-version-proposed-by = Voorgesteld door
console-version-by-person = { $who }, { $date }
console-version-by-release = Een nieuwe versie van het programma, { $date }
console-version-cases = Open dossiers die eraan gebonden worden
console-version-moved = Dossiers waarvan de datum verschuift
console-version-told = Waarvan mensen een datum hebben gehoord
console-version-bound = Open dossiers die er al aan gebonden zijn
console-version-left = Open dossiers waarvoor er geen termijn in staat; die blijven zoals ze zijn
console-version-moved-cases = Datums die verschuiven, de vroegste eerst
console-version-before = Nu uiterlijk
console-version-after = Dan uiterlijk
console-version-told-date = Aan de persoon gezegd
console-version-not-told = Niet gezegd
console-version-more = En nog { $count }.
console-version-binding = Open dossiers worden aan deze versie gebonden. Dat gaat vanzelf verder; niets wordt tweemaal gebonden.
console-version-approve-hint = Als u goedkeurt, wordt elk open dossier aan deze versie gebonden, en wie een datum hoorde die verschuift, krijgt de nieuwe datum en de reden.
console-version-approve = Goedkeuren en de open dossiers binden
console-version-decline = Afwijzen
console-done-version-approved = Goedgekeurd. Open dossiers worden eraan gebonden.
console-done-version-declined = Afgewezen. Er verschuift geen datum.
console-calendar-given = Reden
console-subscription-title = Agenda-abonnement
console-subscription-intro = De datums van de dossiers die u mag zien, in uw eigen agendaprogramma. Het toont kenmerken en dagen: nooit een naam, een recht of een soort dossier.
console-subscription-address = Uw privéadres
console-subscription-once = Kopieer het nu naar uw agendaprogramma: het wordt niet nog eens getoond.
console-subscription-since = U hebt een adres sinds { $since }.
console-subscription-private = Wie het adres heeft, ziet deze datums. Geef het aan niemand. Kwam het in andere handen, maak dan een nieuw: het oude werkt meteen niet meer.
console-subscription-make = Een nieuw adres maken
console-subscription-revoke = Het adres intrekken
console-done-subscription-revoked = Ingetrokken. Het adres leidt nergens meer heen.
feed-name = Datums van verzoeken
feed-due = { $reference }: laatste dag om te antwoorden
feed-first-due = { $reference }: laatste dag om te weigeren of te verlengen
feed-safe = { $reference }: streefdag
feed-incident = Incident { $number }: iemand moet ingelicht zijn
feed-incident-at = Incident { $number }: iemand moet ingelicht zijn om { $time }
feed-closed-desk = Een dossier van een gesloten dienst
