# Teksten van de console.

console-title = Dossierdesk
console-demo = Demonstratie: niets hier is echt.

# Plaatsen.

console-nav-queue = Werklijst
console-nav-search = Zoeken
console-nav-mailroom = Postkamer
console-nav-figures = Cijfers
console-nav-failures = Storingen
console-nav-mailbox = Postvak
console-lists = Lijsten

# Aanmelden.

console-sign-in = Aanmelden
console-sign-in-wrong = De naam of het wachtwoord klopt niet
console-login = Gebruikersnaam
console-password = Wachtwoord

# Wat misging.

console-error-changed = Iemand heeft dit intussen gewijzigd. Er is niets gedaan. Ga terug, laad de pagina opnieuw en kijk wat nieuw is.
console-error-changed-title = Dit is intussen gewijzigd
console-error-newer-build = Dit is vastgelegd door een nieuwere versie van het programma en kan hier niet worden getoond.
console-error-newer-build-title = Vastgelegd door een nieuwere versie
console-upload-harmful = Dit bestand is schadelijk en kan niet worden verstuurd. Kies een ander

# Wat gedaan is.

console-done-verified = De identiteit staat vast. Het dossier gaat zijn weg.
console-done-message-read = Het bericht is als gelezen gemarkeerd.
console-done-rejected = De identiteit is afgewezen. De persoon krijgt bericht.
console-done-asked = Aan de persoon is bewijs gevraagd.
console-done-classified = De indiening is ingedeeld.
console-done-routed = Het dossier is doorgestuurd.
console-done-pause = De klok staat stil.
console-done-resume = De klok loopt weer.
console-done-extend = De verlenging is vastgelegd.
console-done-drafted = Het ontwerp is bewaard. Iemand anders moet het goedkeuren.
console-done-approved = Het ontwerp is goedgekeurd.
console-done-returned = Het ontwerp is teruggegeven aan de auteur.
console-done-held = Het antwoord wacht even. Tot het vertrekt kunt u het terugnemen.
console-done-sent = Het antwoord is onderweg.
console-done-recalled = Het antwoord is teruggenomen.
console-done-posted = De verzending is vastgelegd.
console-done-delivered = De aflevering is vastgelegd.
console-done-came-back = De terugkeer is vastgelegd.
console-done-retried = Het wordt opnieuw geprobeerd.

# Wie het deed.

console-actor-person = De persoon
console-actor-operator = De beheerder
console-actor-program = Het programma
console-actor-staff = Een medewerker
console-legal-day = telt vanaf { $day }

# De werklijst.

console-tab-mine = Te doen
console-tab-identity = Identiteit
console-tab-intake = Intake
console-tab-message = Berichten
console-tab-route = Toe te wijzen
console-tab-answer = Te beantwoorden
console-tab-approve = Goed te keuren
console-tab-held = Wacht even
console-tab-all = Alle open
console-tab-closed = Gesloten
console-queue-caption = Wat het eerst vervalt, bovenaan
console-queue-empty = Hier staat niets. Goed gewerkt.
console-queue-submissions-hint = Wie een identiteit nagaat, ziet niet om welk soort dossier het gaat.
console-queue-identity = { $count ->
    [one] Voor { $count } verzoek staat nog niet vast wie de persoon is
   *[other] Voor { $count } verzoeken staat nog niet vast wie de persoon is
}
console-row-submission = Verzoek van een persoon
console-reference = Kenmerk
console-what = Wat
console-place = Waar
console-stage = Stand
console-received = Ontvangen
console-due-column = Werk tot

console-due-late = { $days ->
    [one] { $days } dag te laat
   *[other] { $days } dagen te laat
}
console-due-today = Vandaag
console-due-days = { $days ->
    [one] nog { $days } dag
   *[other] nog { $days } dagen
}
console-due-paused = Staat stil
console-due-stopped = Beantwoord
console-due-none = Geen termijn

# Hoe ver het staat.

console-stage-received = Ontvangen
console-stage-identity = Identiteit na te gaan
console-stage-identity-asked = Bewijs gevraagd
console-stage-identity-rejected = Identiteit afgewezen
console-stage-in-hand = In behandeling
console-stage-withdrawn = Ingetrokken
console-stage-referred = Toe te wijzen
console-stage-working = Te beantwoorden
console-stage-approval = Goed te keuren
console-stage-approved = Te versturen
console-stage-held = Wacht even
console-stage-sending = Vertrekt
console-stage-answered = Beantwoord
console-stage-closed = Gesloten

console-next-identity = Eerst moet vaststaan wie de persoon is.
console-next-referred = De regels kunnen niet zeggen waar dit dossier heen gaat. Zeg het zelf.
console-next-working = Schrijf het antwoord, of de weigering met haar reden.
console-next-approval = Iemand die het ontwerp niet schreef, moet het goedkeuren.
console-next-approved = Het ontwerp is goedgekeurd. Verstuur het.
console-next-held = Het antwoord wacht even. Het vertrekt vanzelf; neem het terug of verstuur het nu.
console-next-sending = Het antwoord vertrekt. Er is niets te doen.
console-next-answered = De persoon kan het antwoord afhalen, of het is met de post mee.
console-next-closed = Het dossier is gesloten.
console-next = Wat nu komt

# Een indiening.

console-submission-title = Verzoek { $reference }
console-submission-heading = Wie is deze persoon?
console-facts = Gegevens
console-filer = Wie indiende
console-subject = Om wiens gegevens het gaat
console-channel = Binnengekomen via
console-channel-portal = Portaal
console-channel-mail = E-mail
console-channel-post = Brief
console-channel-counter = In persoon
console-channel-phone = Telefoon
console-channel-api = Een ander systeem
console-capacity = Treedt op als
console-capacity-self = Zichzelf
console-capacity-parent = Ouder
console-capacity-guardian = Voogd
console-capacity-lawyer = Advocaat
console-capacity-mandate = Volmachthouder
console-capacity-heir = Erfgenaam
console-capacity-employer = Werkgever
console-capacity-other = Anders
console-language = Taal
console-language-en = Engels
console-language-nl = Nederlands
console-language-fr = Frans
console-language-de = Duits
console-told = Aan de persoon meegedeelde datum
console-person-name = Naam
console-person-born = Geboren
console-person-known-as = Bekend als
console-person-address = Adres
console-person-phone = Telefoon
console-person-email = E-mail
console-person-post = Per post aan
console-own-words = In eigen woorden
console-message = Bericht
console-new-message = Nieuw bericht
console-message-read = Ik heb het gelezen
console-destroyed = De sleutels van deze gegevens zijn vernietigd. Ze zijn niet meer te lezen.
console-evidence = Wat is meegegeven
console-evidence-none = Er is niets meegegeven. Dat is geen bezwaar: vraag alleen bewijs bij redelijke twijfel.
console-document-identity = Kopie van een identiteitsbewijs
console-document-mandate = Volmacht
console-document-annex = Bijlage
console-document-other = Document
console-asked-on = Bewijs gevraagd op { $day }.
console-identity-decide = Beslissen
console-method = Hoe weet u wie het is?
console-method-card = Door de kopie van een identiteitsbewijs
console-method-known = Bekend bij de organisatie
console-method-in-person = In persoon gezien
console-method-call-back = Teruggebeld op een bekend nummer
console-method-eid = Door elektronische identiteit
console-authority = Bevoegdheid om voor iemand anders op te treden
console-authority-open = Nog niet aangetoond
console-authority-asked = Bewijs gevraagd
console-authority-proven = Bewezen
console-authority-refused = Geweigerd
console-authority-how = Waaruit blijkt dat de indiener voor deze persoon mag optreden?
console-authority-by-mandate = Een volmacht die de persoon heeft ondertekend
console-authority-by-lawyer = De indiener is een advocaat aan de balie die voor de persoon optreedt
console-authority-by-parentage = Een geboorteakte of een uittreksel uit het register toont de ouder
console-authority-by-court-decision = Een beslissing van een rechtbank stelt de indiener aan
console-authority-by-succession = Een attest van erfopvolging noemt de indiener
console-verify = Identiteit vaststellen
console-ask = Bewijs vragen
console-ask-question = Wat hebt u nodig, en waarom?
console-ask-hint = De persoon leest dit met zijn code. De klok staat stil tot het antwoord er is, waar de wet dat toelaat. Vraag niet meer dan nodig.
console-ask-send = De vraag versturen
console-reject = De identiteit afwijzen
console-ground = Grond
console-identity-ground-no-proof = Er is geen bewijs gegeven
console-identity-ground-proof-does-not-fit = Het bewijs past niet bij de indiening
console-identity-ground-somebody-else = Het is iemand anders
console-identity-ground-no-authority = Er is niet aangetoond dat de indiener voor iemand anders mag optreden
console-reason = De reden, voor deze persoon
console-reason-hint = De persoon leest dit. Zeg wat in dit geval is afgewogen, niet alleen de regel.
console-reject-send = Afwijzen
console-classify = Wat is dit?
console-class = Het is
console-class-addition = Een aanvulling op een verzoek
console-class-complaint = Een klacht
console-class-question = Een vraag
console-class-service-transfer = Een overdracht aan een nieuwe dienst
console-class-authority-request = Een verzoek van een overheid
console-class-misdirected = Bedoeld voor iemand anders
console-class-not-a-request = Geen verzoek
console-classify-send = Indelen
console-history = Verloop

# Een dossier.

console-case-title = Dossier { $reference }
console-right = Recht
console-kind = Soort dossier
console-desk = Dienst
console-office = Ambt
console-work-to = Werk tot
console-held-until = Het vertrekt om { $time }.
console-decision = Beslissing
console-letters = Brieven en e-mails
console-write = Het antwoord schrijven
console-rewrite = Opnieuw schrijven
console-review = Lezen en goedkeuren
console-look = Lezen
console-send = Versturen
console-send-now = Nu versturen
console-recall = Terugnemen
console-route = Elders heen sturen
console-route-title = Waar gaat dit dossier heen?
console-route-elsewhere = Een dienst die niet in de lijst staat, mag dit dossier niet lezen. Het gaat daarheen wanneer de soort dossier wordt verbeterd.
console-route-by-letter = Per aangetekende brief: { $office }
console-route-send = Daarheen sturen
console-referred-by-provision = De regels laten dit aan een mens over.
console-referred-office-not-known = Het is niet bekend welk ambt het dossier heeft.
console-referred-office-not-allowed = Naar het genoemde ambt mag dit verzoek niet gaan.
console-clock-pause-title = De klok stilzetten
console-clock-pause-hint = De klok staat stil terwijl aan de persoon iets wordt gevraagd dat nodig is om verder te gaan. Het dossier blijft op de werklijst.
console-clock-resume-title = De klok weer laten lopen
console-clock-resume-hint = Vanaf de dag waarop de persoon antwoordde.
console-clock-extend-title = De termijn verlengen
console-clock-day = Op welke dag?
console-cause = Waarom?
console-cause-clarification = Aan de persoon is gevraagd wat precies gewenst is
console-cause-identity-question = Aan de persoon is bewijs van identiteit gevraagd
console-extension-ground-complexity = Het verzoek is complex
console-extension-ground-number-of-requests = Er zijn veel verzoeken

# Het antwoord.

console-answer-title = Het antwoord
console-answer-remarks = Wat er moet veranderen
console-answer-language = De persoon vroeg in het { $language }. Schrijf in die taal.
console-answer-text = Wat de persoon zal lezen
console-answer-text-hint = Laat een lege regel tussen alinea's.
console-answer-text-missing = Schrijf het antwoord
console-answer-keep = Het ontwerp bewaren
console-outcome = Wat wordt beslist?
console-choose = Kies
console-outcome-granted = Toegekend
console-outcome-partly = Gedeeltelijk toegekend
console-outcome-refused = Geweigerd
console-outcome-not-held = Niets van dien aard aanwezig
console-outcome-transferred-elsewhere = Het dossier is nu elders
console-outcome-destroyed-by-retention = Vernietigd na de bewaartermijn
console-outcome-misdirected = Bedoeld voor een andere organisatie
console-outcome-withdrawn = Ingetrokken door de persoon
console-outcome-identity-not-established = Identiteit niet vastgesteld
console-outcome-authority-not-established = Bevoegdheid niet vastgesteld
console-outcome-subject-deceased = De persoon is overleden
console-outcome-duplicate = Beantwoord in een ander dossier
console-outcome-not-a-request = Geen verzoek
console-refusal = Bij een gehele of gedeeltelijke weigering
console-enclosed = Bijgevoegd
console-enclosed-hint = Vink weg wat niet mee moet.
console-files = Bestanden bijvoegen
console-files-hint = PDF, JPEG of PNG, hoogstens { $files } tegelijk, elk hoogstens { $megabytes } MB
console-files-again = Kies de bestanden opnieuw: een browser onthoudt ze niet.
console-meanwhile = Wat intussen gebeurde
console-draft-title = Het antwoord zoals het vertrekt
console-draft-by = Geschreven door { $author }, in het { $language }.
console-draft-approved-by = Goedgekeurd door { $approver }.
console-draft-own = U schreef dit. Iemand anders van het ambt { $office } moet het goedkeuren.
console-draft-waits = Iemand van het ambt { $office } moet het goedkeuren.
console-fingerprint = Vingerafdruk van het ontwerp: { $hash }
console-approve = Precies dit goedkeuren
console-give-back = Teruggeven aan de auteur
console-remarks = Wat moet anders?

# Brieven en e-mails.

console-dispatch-mail = E-mail
console-dispatch-registered-letter = Aangetekende brief
console-dispatch-letter = Brief
console-dispatch-stage-ordered = Opgedragen
console-dispatch-stage-started = Begonnen
console-dispatch-stage-queued = Af te drukken
console-dispatch-stage-printed = Afgedrukt
console-dispatch-stage-sent = Verstuurd
console-dispatch-stage-delivered = Afgeleverd
console-dispatch-stage-returned = Teruggekomen
console-dispatch-stage-failed = Mislukt
console-dispatch-stage-cancelled = Geannuleerd

# De postkamer.

console-mailroom-title = Postkamer
console-mailroom-to-post = Af te drukken en te posten
console-mailroom-under-way = Onderweg
console-mailroom-done = Aangekomen of terug
console-mailroom-caption = Brieven
console-mailroom-empty = Hier zijn geen brieven.
console-mailroom-person = De persoon
console-addressee = Aan
console-service = Soort zending
console-since = Sinds
console-envelope-title = Brief { $reference }
console-print-heading = 1. Afdrukken
console-print-hint = De brief gaat meteen naar de printer en wordt niet getoond. Vouw hem zo dat het adres in het venster staat. Stop de bijlagen erbij.
console-envelope-cancelled = Deze brief is ingetrokken. Verzend hem niet en vernietig wat is afgedrukt.
console-print = De brief afdrukken
console-print-again = Opnieuw afdrukken
console-enclosure = Bijlage { $number } afdrukken
console-posted-heading = 2. Posten
console-item-number = Zendingsnummer
console-item-number-hint = Het nummer op het etiket: 13 tekens, zoals RR 123 456 785 BE, of 30 cijfers
console-item-number-missing = Vul het zendingsnummer in of scan het
console-item-number-wrong = Dit is geen zendingsnummer: er is een teken fout of te weinig
console-posted-day = Op welke dag is hij aan de post gegeven?
console-posted = Gepost
console-posted-on = Gepost op { $day }.
console-arrived-heading = 3. Wat ervan werd
console-delivered-day = Op welke dag gebeurde dit?
console-delivered = Afgeleverd
console-came-back = Hij kwam terug
console-returned-reason = Waarom kwam hij terug?
console-returned-unclaimed = Niet afgehaald
console-returned-refused = Geweigerd
console-returned-moved = Verhuisd
console-returned-unknown-address = Het adres bestaat niet
console-returned-lost = Verloren

# Storingen.

console-failures-title = Storingen
console-failures-none = Er is niets misgegaan.
console-failures-workers = Gebeurtenissen die niet verwerkt konden worden
console-failures-unsent = Brieven en e-mails die niet verstuurd konden worden
console-failure-worker = Werker
console-failure-reason = Reden
console-failure-waiting = Wordt opnieuw geprobeerd
console-failure-dead = Opgegeven
console-failure-attempt = { $count ->
    [one] na { $count } poging
   *[other] na { $count } pogingen
}
console-template = Tekst
console-retry = Opnieuw proberen

# Het plaatselijke postvak.

console-mailbox-title = Postvak
console-mailbox-hint = De e-mails van deze demonstratie. Geen ervan gaat naar buiten.
console-mailbox-empty = Nog geen e-mails.
console-mail-title = E-mail
console-mail-to = Aan
console-mail-at = Op

# Zoeken.

console-search-title = Zoeken
console-search-label = Kenmerk, naam, e-mailadres of zendingsnummer
console-search-hint = Hele woorden: er wordt niet op het begin van een woord gezocht.
console-search-send = Zoeken
console-search-none = Er is niets gevonden dat u mag zien.

# Cijfers.

console-figures-title = Cijfers
console-figures-open = Open
console-figures-late = Te laat
console-figures-soon = Vervalt binnen 7 dagen
console-figures-paused = Staat stil
console-figures-missed = Gemist in 12 maanden
console-figures-by-desk = Per dienst
console-figures-cases = Open dossiers, wat het eerst vervalt bovenaan
console-figures-no-desk = Nog geen dienst

# Wat er gebeurde.

console-event-submission-received = Ingediend
console-event-submission-classified = Ingedeeld
console-event-identity-check-opened = Identiteit na te gaan
console-event-identity-established = Identiteit vastgesteld
console-event-identity-rejected = Identiteit afgewezen
console-event-identity-question-asked = Bewijs gevraagd
console-event-identity-evidence-received = Bewijs ontvangen
console-event-authority-asked = Bewijs van bevoegdheid gevraagd
console-event-authority-proven = Bevoegdheid bewezen
console-event-authority-refused = Bevoegdheid geweigerd
console-event-authority-ended = Bevoegdheid geëindigd
console-event-submission-handed-over = Overgedragen
console-event-message-received = Bericht ontvangen
console-event-message-sent = Bericht verstuurd
console-event-message-opened = Bericht gelezen
console-event-document-received = Document ontvangen
console-event-submission-withdrawn = Ingetrokken door de persoon
console-event-answer-collected = Antwoord afgehaald
console-event-contact-proven = Contact bewezen
console-event-submission-date-told = Aan de persoon is een datum meegedeeld
console-event-submission-receipt-corrected = Dag van ontvangst verbeterd
console-event-submission-closed = Indiening gesloten
console-event-submission-keys-destroyed = Sleutels vernietigd
console-event-case-opened = Dossier geopend
console-event-case-kind-corrected = Soort dossier verbeterd
console-event-identity-settled = Identiteit staat vast
console-event-case-routed = Doorgestuurd naar wie beslist
console-event-routing-referred = De regels kunnen niet zeggen waarheen
console-event-clock-paused = Klok stilgezet
console-event-clock-resumed = Klok loopt weer
console-event-clock-extended = Termijn verlengd
console-event-receipt-corrected = Dag van ontvangst verbeterd
console-event-receipt-left = Dag van ontvangst niet verbeterd
console-event-fact-retracted = Een vermelding is teruggenomen
console-event-date-told = Aan de persoon is een datum meegedeeld
console-event-party-changed = Een betrokkene gewijzigd
console-event-task-opened = Taak geopend
console-event-task-done = Taak gedaan
console-event-answer-drafted = Antwoord ontworpen
console-event-answer-approved = Ontwerp goedgekeurd
console-event-answer-returned-to-author = Ontwerp teruggegeven
console-event-answer-ordered = Antwoord te versturen
console-event-answer-recalled = Antwoord teruggenomen
console-event-hold-ended = Het wachten is voorbij
console-event-answer-released = Het antwoord is vrijgegeven
console-event-answer-made-available = De persoon kan het antwoord afhalen
console-event-answer-posted = Het antwoord is gepost
console-event-answer-delivered = Het antwoord is bezorgd
console-event-answer-returned = Het antwoord kwam terug
console-event-restriction-changed = Beperking gewijzigd
console-event-alarm-rung = Herinnering
console-event-limit-missed = Termijn gemist
console-event-remedy-opened = Tijd voor klachten begonnen
console-event-case-closed = Dossier gesloten
console-event-case-reopened = Dossier heropend
console-event-legal-hold-set = Bewaarplicht ingesteld
console-event-legal-hold-lifted = Bewaarplicht opgeheven
console-event-pack-rebound = Een andere versie van de regels geldt
console-event-calendar-applied = Een andere versie van de kalender geldt
console-event-keys-destroyed = Sleutels vernietigd
console-event-dispatch-ordered = Brief of e-mail opgedragen
console-event-dispatch-started = Brief of e-mail begonnen
console-event-dispatch-queued = Brief in de postkamer
console-event-dispatch-rendered = Brief gemaakt
console-event-dispatch-printed = Brief afgedrukt
console-event-dispatch-sent = Brief of e-mail verstuurd
console-event-dispatch-delivered = Brief afgeleverd
console-event-dispatch-returned = Brief teruggekomen
console-event-dispatch-failed = Kon niet worden verstuurd
console-event-dispatch-retried = Opnieuw verstuurd
console-event-dispatch-cancelled = Geannuleerd

console-figures-shared = Voor verslagen die de organisatie verlaten
console-figures-shared-text = De verzoeken van de laatste twaalf maanden. Een groep van minder dan { $persons } personen wordt niet getoond, en ook niet waaruit die te berekenen is ({ $citation }).
console-figures-persons = Verzoeken
console-figures-all = Alles samen
console-figures-hidden = Niet getoond
