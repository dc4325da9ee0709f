# Teksten van het portaal. Gericht aan de betrokkene: eenvoudig, warm, kort.

portal-title = Uw gegevens
portal-demo = Demonstratie: niets hier is echt. Typ geen echte gegevens.
portal-nav-start = Verzoek indienen
portal-nav-status = Verzoek volgen
portal-continue = Verder
portal-choose = Kies
portal-reference = Kenmerk
portal-access-code = Toegangscode
portal-due = U krijgt antwoord uiterlijk op
portal-due-rest = U krijgt de rest uiterlijk op
portal-kilobytes = { $kilobytes } kB

# De organisatie kiezen.
portal-start-heading = Uw gegevens, uw recht
portal-start-lead = Bekijk wat een organisatie over u bewaart, laat het verbeteren of laat het wissen. Het is gratis en duurt ongeveer twee minuten.
portal-start-choose = Over welke organisatie gaat het?
portal-start-status = Hebt u al een verzoek ingediend?
portal-start-status-link = Bekijk hoe het ermee staat

# Wat.
portal-what-heading = Wat wilt u graag?
portal-what-lead = U vraagt het aan { $organisation }. Twijfelt u? Kies wat het dichtst in de buurt komt: wij lezen elk verzoek aandachtig.
portal-what-right = Ik wil gebruikmaken van mijn recht op
portal-what-many = U mag meer dan één keuze maken.
portal-what-right-missing = Kies minstens één ding dat u wilt
portal-what-kind = Het gaat over
portal-what-kind-hint = U hoeft niet te weten hoe wij dossiers indelen.
portal-what-kind-missing = Kies waarover het gaat. Weet u het niet, kies dan de laatste

# Voor wie.
portal-whom-heading = Voor wie is dit verzoek?
portal-whom-self = Voor mezelf
portal-whom-other = Voor iemand anders
portal-whom-other-hint = Bijvoorbeeld voor uw kind, een cliënt of iemand die het u gevraagd heeft.
portal-whom-missing = Kies of het voor uzelf of voor iemand anders is
portal-whom-capacity = U treedt op als
portal-whom-capacity-missing = Kies in welke rol u optreedt
portal-capacity-self = De betrokkene zelf
portal-capacity-parent = Ouder
portal-capacity-guardian = Voogd of bewindvoerder
portal-capacity-lawyer = Advocaat
portal-capacity-mandate = Iemand met een schriftelijke volmacht
portal-capacity-heir = Erfgenaam
portal-capacity-employer = Werkgever
portal-capacity-other = In een andere rol
portal-subject-name = Volledige naam van die persoon
portal-subject-name-hint = De persoon over wie de gegevens gaan.
portal-subject-birth = Geboortedatum van die persoon (niet verplicht)
portal-subject-known-as = Werkgever, klant- of personeelsnummer van die persoon (niet verplicht)

# Wie.
portal-you-heading = Wie bent u?
portal-name = Uw volledige naam
portal-name-hint = Zoals op uw identiteitskaart.
portal-name-missing = Vul de naam in
portal-birth = Uw geboortedatum (niet verplicht)
portal-birth-hint = Daarmee vinden wij het juiste dossier. Bijvoorbeeld 27 3 1981.
portal-birth-ahead = Een geboortedatum kan niet in de toekomst liggen
portal-known-as = Uw werkgever, klant- of personeelsnummer (niet verplicht)
portal-known-as-hint = Alles wat ons helpt u terug te vinden. Liever geen rijksregisternummer of BSN.
portal-contact = Hoe mogen wij u bereiken?
portal-contact-hint = Wij schrijven u alleen over dit verzoek.
portal-contact-email = Per e-mail
portal-contact-post = Per post
portal-contact-missing = Kies hoe wij u mogen bereiken
portal-email = E-mailadres
portal-email-hint = Wij sturen nooit de inhoud van uw dossier per e-mail.
portal-email-missing = Vul uw e-mailadres in
portal-street = Straat, nummer en bus
portal-street-missing = Vul straat en nummer in
portal-postcode = Postcode
portal-postcode-missing = Vul de postcode in
portal-town = Plaats
portal-town-missing = Vul de plaats in
portal-country = Land
portal-country-missing = Vul het land in
portal-country-be = België
portal-country-nl = Nederland
portal-country-fr = Frankrijk

# In eigen woorden.
portal-words-heading = Wilt u nog iets toevoegen? (niet verplicht)
portal-words-hint = Bijvoorbeeld een periode, een arts, of wat verbeterd moet worden. Alleen wie u antwoordt, leest dit.
portal-office = Weet u wie uw dossier bijhoudt? (niet verplicht)
portal-office-hint = Weet u het niet, dan zoeken wij het uit.
portal-office-none = Ik weet het niet

# Kopieën.
portal-copy-heading = Een kopie van uw identiteitskaart
portal-copy-mandate-heading = Bewijs dat u voor iemand anders mag optreden
portal-copy-lead = Zo blijft uw dossier uit verkeerde handen. U kunt uw verzoek ook zonder indienen: dan vragen wij er misschien later om.
portal-copy-mask = Wat u afdekt voordat u een foto neemt
portal-copy-mask-keep = Laat leesbaar: uw naam en uw geboortedatum.
portal-copy-mask-cover = Dek af: de foto, het rijksregisternummer of BSN en het kaartnummer.
portal-copy-mask-write = Schrijf er “kopie voor een gegevensverzoek” en de datum van vandaag over.
portal-copy-card = Kopie van de identiteitskaart
portal-copy-file-hint = PDF, JPEG of PNG, hoogstens { $max } MB per bestand. Een foto met uw telefoon is goed.
portal-copy-mandate = Volmacht of ander bewijs
portal-copy-mandate-hint = Bijvoorbeeld een ondertekende volmacht, een geboorteakte of een beslissing van de rechter.
portal-copy-have = U hebt toegevoegd
portal-copy-kind-identity = Identiteitskaart
portal-copy-kind-mandate = Volmacht
portal-copy-size = { $format }, { $kilobytes } kB
portal-copy-remove = Verwijderen
portal-copy-without = Verder zonder kopie
portal-copy-too-many = U kunt hoogstens { $max } bestanden toevoegen
portal-upload-empty = Dit bestand is leeg. Kies een ander
portal-upload-unknown-kind = Dit bestand is geen PDF, JPEG of PNG. Kies een ander
portal-upload-damaged = Dit bestand is beschadigd of onvolledig. Kies een ander
portal-upload-too-many-pixels = Deze foto is te groot om te openen. Kies een kleinere
portal-upload-harmful = Onze scanner waarschuwt voor dit bestand. Kies een ander

# Nakijken.
portal-review-heading = Kijk uw antwoorden na
portal-review-what = Uw verzoek
portal-review-who = Over u
portal-review-copies = Kopieën
portal-review-files = Bestanden
portal-review-no-copy = Geen. Dat is in orde: wij vragen erom als het nodig is.
portal-review-rights = Ik wil graag
portal-review-kinds = Het gaat over
portal-review-words = In uw woorden
portal-review-none = Niets toegevoegd
portal-review-office = Bijgehouden door
portal-review-whom = Voor
portal-review-capacity = U treedt op als
portal-review-subject = Voor
portal-review-you = U
portal-review-reach = Wij bereiken u
portal-review-next = Als u het indient
portal-review-goes-to = Uw verzoek gaat verzegeld naar { $organisation }: alleen wie het moet lezen, kan het lezen.
portal-review-due = U krijgt antwoord uiterlijk op { $date }.
portal-review-code = U krijgt een kenmerk en een toegangscode. Bewaar ze allebei: daarmee volgt u uw verzoek en haalt u het antwoord op.
portal-review-send = Mijn verzoek indienen

# Ingediend.
portal-sent-heading = Uw verzoek is ingediend
portal-sent-lead = { $organisation } heeft het ontvangen.
portal-sent-keep = Bewaar deze twee
portal-sent-keep-why = Met allebei samen volgt u uw verzoek. Schrijf ze op, neem een foto of druk deze pagina af.
portal-sent-once = Wij kunnen de toegangscode niet nog eens tonen: wij bewaren die niet.
portal-sent-next = Wat er nu gebeurt
portal-sent-next-check = Wij gaan na of u bent wie u zegt te zijn. Hebben wij daarvoor iets nodig, dan vragen wij het u.
portal-sent-next-answer = Uw verzoek gaat naar wie het mag beantwoorden, en naar niemand anders.
portal-sent-next-mail = Is het antwoord klaar, dan krijgt u een e-mail met een tweede code. Daarmee haalt u het antwoord hier op.
portal-sent-next-post = Is het antwoord klaar, dan krijgt u een brief.
portal-sent-status = Bekijk hoe het met uw verzoek staat

# De toegang tot de stand.
portal-status-heading = Uw verzoek volgen
portal-status-lead = U kreeg ze allebei toen u uw verzoek indiende.
portal-status-reference-hint = Bijvoorbeeld 7Q4-M0X-9TB.
portal-status-reference-missing = Vul uw kenmerk in
portal-status-code-hint = Zestien tekens. Hoofdletters, spaties en streepjes maken niet uit.
portal-status-code-missing = Vul uw code in
portal-status-refused = Wij kennen geen verzoek met dit kenmerk en deze code. Kijk ze allebei na en probeer opnieuw
portal-status-open = Mijn verzoek tonen
portal-status-lost = Ik ben mijn code kwijt
portal-status-lost-text = Voor uw veiligheid bewaren wij uw toegangscode niet, dus kunnen wij die niet opnieuw sturen. Uw verzoek loopt gewoon door. Schrijf naar de organisatie: zij antwoordt u per e-mail of post.

# Hoe het ermee staat.
portal-overview-heading = Uw verzoek
portal-state-received = Wij hebben uw verzoek
portal-state-received-text = Nu kijken wij wie het moet beantwoorden.
portal-state-identity = Wij gaan na wie u bent
portal-state-identity-text = Zo blijven uw gegevens uit verkeerde handen. U hoeft nu niets te doen.
portal-state-identity-asked = Wij hebben iets van u nodig
portal-state-identity-asked-text = Bezorg ons een bewijs van wie u bent. Zodra wij het hebben, gaan wij verder.
portal-state-identity-rejected = Wij konden niet vaststellen wie u bent
portal-state-identity-rejected-text = U krijgt een antwoord dat zegt waarom. U kunt nog altijd een bewijs bezorgen.
portal-state-in-hand = Wij werken aan uw antwoord
portal-state-in-hand-text = Uw verzoek ligt bij wie het mag beantwoorden. U hoeft nu niets te doen.
portal-state-answer-ready = Er ligt een antwoord voor u klaar
portal-state-answer-ready-text = Haal het hieronder op met de code die wij u stuurden.
portal-state-answered = Uw verzoek is beantwoord
portal-state-answered-text = U kunt het antwoord hieronder nog eens lezen.
portal-state-withdrawn = U hebt uw verzoek ingetrokken
portal-state-withdrawn-text = Wij doen er niets meer mee. U kunt altijd een nieuw verzoek indienen.
portal-state-closed = Uw verzoek is afgesloten
portal-state-closed-text = Bent u het ergens niet mee eens, schrijf ons dan een bericht.
portal-part = Antwoord, deel { $number }
portal-answer = Uw antwoord
portal-collected = Opgehaald
portal-overview-answers = Antwoorden
portal-overview-messages = Berichten voor u
portal-overview-happened = Wat er gebeurd is
portal-done-message = Wij hebben uw bericht.
portal-done-evidence = Wij hebben uw bewijs en gaan ermee verder.
portal-overview-do = Wat u kunt doen
portal-event-received = U diende uw verzoek in
portal-event-identity-check = Wij begonnen na te gaan wie u bent
portal-event-identity-asked = Wij vroegen u een bewijs
portal-event-evidence = U bezorgde een bewijs
portal-event-identity-established = Het staat vast wie u bent
portal-event-identity-rejected = Wij konden niet vaststellen wie u bent
portal-event-handed-over = Uw verzoek ging naar wie het beantwoordt
portal-event-message-in = U schreef ons
portal-event-message-out = Wij schreven u
portal-event-answer-ready = Klaar: { $part }
portal-event-collected = U haalde een antwoord op
portal-event-receipt-corrected = Wij verbeterden de dag van ontvangst
portal-event-withdrawn = U trok uw verzoek in
portal-event-closed = Uw verzoek werd afgesloten

# Berichten.
portal-message-heading = Schrijf ons een bericht
portal-message-hint = Schrijf alleen over uw gezondheid of andere privézaken als het echt nodig is.
portal-message-send = Versturen
portal-message-write = Schrijf ons een bericht
portal-message-reply = Dit bericht beantwoorden
portal-message-of = Bericht van { $date }
portal-message-new = Nieuw
portal-message-read = Lezen
portal-read-heading = Een bericht voor u

# Bewijs dat later komt.
portal-evidence-heading = Een bewijs bezorgen
portal-evidence-lead = Een kopie van uw identiteitskaart, of wat wij u vroegen.
portal-evidence-asked = Toon ons wie u bent
portal-evidence-asked-text = Wij willen het zeker weten voordat wij uw gegevens afgeven.
portal-evidence-do = Een bewijs bezorgen van wie u bent
portal-evidence-send = Bezorgen
portal-evidence-missing = Kies een bestand

# Intrekken.
portal-withdraw-heading = Uw verzoek intrekken
portal-withdraw-lead = Wij werken er dan niet meer aan en u krijgt geen antwoord. U kunt altijd een nieuw verzoek indienen.
portal-withdraw-sure = Weet u het zeker?
portal-withdraw-yes = Ja, ik trek mijn verzoek in
portal-withdraw-sure-missing = Vink het vakje aan als u uw verzoek wilt intrekken
portal-withdraw-confirm = Intrekken
portal-withdraw-keep = Nee, mijn verzoek loopt door
portal-withdraw-do = Uw verzoek intrekken

# Het antwoord.
portal-answer-wait = Het is verzegeld. Alleen u kunt het openen, met de code die wij u stuurden.
portal-answer-collect = Ophalen
portal-answer-again = Nog eens lezen
portal-answer-code-heading = Uw antwoord ophalen
portal-answer-code-lead = Wij stuurden u een tweede code, los van het bericht dat uw antwoord klaar is.
portal-answer-code = Code van het antwoord
portal-answer-code-hint = Zestien tekens. Het is niet uw toegangscode.
portal-answer-code-refused = Dit is niet de code van dit antwoord. Kijk de code na en probeer opnieuw
portal-answer-open = Het antwoord openen
portal-answer-code-lost = Ik heb geen code
portal-answer-code-lost-text = Kijk ook tussen de ongewenste e-mail. Nog altijd niets?
portal-answer-day = Klaar sinds { $date }
portal-answer-files = Bijlagen
portal-answer-not-content = Ontbreekt er iets of is iets onduidelijk?

# Als er iets misgaat.
portal-error-away = Wij konden dit nu niet bewaren. Wat u typte, staat er nog: probeer het zo dadelijk opnieuw
portal-error-away-files = Wij konden dit nu niet bewaren. Kies uw bestanden opnieuw en verstuur ze zo dadelijk
portal-error-not-sent-title = Wij konden uw verzoek nu niet indienen
portal-error-not-sent = Er ging niets verloren: wat u typte, is bewaard. Ga terug en dien het zo dadelijk opnieuw in. Het wordt maar één keer ingediend
portal-error-busy-title = Er komen op dit moment te veel bestanden binnen
portal-error-busy = Er ging niets verloren behalve de bestanden die u koos: ga terug en verstuur ze over een ogenblik opnieuw.
portal-error-draft-gone-title = Wat u typte, is er niet meer
portal-error-draft-gone = Voor uw veiligheid bewaren wij een verzoek dat niet is ingediend twee uur, en alleen voor dit toestel. Begin opnieuw.
portal-error-changed-title = Dit kan niet meer
portal-error-changed = Uw verzoek is intussen veranderd. Bekijk hoe het ermee staat.
