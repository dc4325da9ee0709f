# Woorden van de brieven op papier. De namen van rechten, dossiers en functies komen uit het pakket.

letter-registered = Aangetekende brief
letter-date = Datum
letter-reference = Ons kenmerk
letter-return-address = Retouradres
letter-reference-code = QR-code van het kenmerk { $reference }
letter-page = Pagina { $number } van { $total }
letter-enclosures = Bijlagen
letter-on-behalf = Namens { $controller }
letter-unprintable = Sommige tekens konden niet worden gezet en staan gedrukt als “{ $mark }”.

letter-channel-portal = het portaal voor gegevensbescherming
letter-channel-email = e-mail
letter-channel-post = post
letter-channel-counter = het loket
letter-channel-telephone = telefoon

letter-transmittal-subject = Verzoek van een betrokkene: { $right }, { $file }
letter-transmittal-salutation = Geachte heer, geachte mevrouw,
letter-transmittal-received = Op { $instant } ontvingen wij via { $channel } een verzoek van een betrokkene over een dossier dat bij u berust: { $right }, { $file }.
letter-transmittal-unread = Wij zenden het u ongelezen en aangetekend over, omdat u erover beslist ({ $provision }).
letter-transmittal-noted = Onze intake nam het op. Wij zenden het u aangetekend over, omdat u erover beslist ({ $provision }).
letter-transmittal-due = De betrokkene moet het antwoord uiterlijk op { $date } hebben. De termijn loopt sinds de ontvangst; de dagen dat deze brief onderweg is, verschuiven hem niet.
letter-transmittal-screen = U vindt het verzoek onder het bovenstaande kenmerk in uw eigen afgesloten deel van het dossierbeheer. Alleen uw functie heeft er toegang toe; u kunt er het antwoord schrijven.
letter-transmittal-slip = Gelieve uw beslissing mee te delen met de antwoordstrook op de laatste pagina, zonder medische of andere vertrouwelijke gegevens, en die te sturen naar het bovenstaande retouradres.
letter-transmittal-annexed = Het verzoek zoals het is ingediend gaat als bijlage, met tijdstip en kanaal van ontvangst.
letter-transmittal-closing = Hoogachtend,

letter-annex-request = Bijlage: het verzoek zoals ingediend
letter-annex-received = Ontvangen op { $instant } via { $channel }, onder kenmerk { $reference }.
letter-annex-item = Onderdeel
letter-annex-content = Zoals ingediend
letter-annex-own-words = In de woorden van de betrokkene

letter-slip-title = Antwoordstrook
letter-slip-intro = Uiterlijk op { $date } terug te sturen naar { $address }. Vermeld op deze strook geen medische of andere vertrouwelijke gegevens.
letter-slip-choice = Beslissing
letter-slip-granted = Het verzoek is ingewilligd; het antwoord is aan de betrokkene gestuurd op:
letter-slip-partly = Het verzoek is gedeeltelijk ingewilligd; het antwoord is aan de betrokkene gestuurd op:
letter-slip-refused = Het verzoek is geweigerd; dat is de betrokkene met redenen meegedeeld op:
letter-slip-not-held = Bij deze functie berust geen dergelijk dossier.
letter-slip-date = Datum
letter-slip-name = Naam
letter-slip-signature = Handtekening

letter-answer-subject = Ons antwoord op uw verzoek { $reference }
letter-answer-salutation = Geachte { $name },
letter-answer-received = Op { $date } ontvingen wij uw verzoek. Dit is ons antwoord.
letter-answer-part = Wat u vroeg
letter-answer-outcome = Onze beslissing
letter-answer-remedies = Als u het niet eens bent
letter-answer-closing = Met vriendelijke groet,

letter-identity-subject = Een vraag over uw verzoek { $reference }
letter-identity-salutation = Geachte { $name },
letter-identity-received = Op { $date } ontvingen wij uw verzoek. Voordat wij het kunnen behandelen, moeten wij zeker weten dat het komt van de persoon over wie het gaat.
letter-identity-asked = Gelieve ons te bezorgen:
letter-identity-by = Gelieve dat te doen uiterlijk op { $date }.
letter-identity-how-online = U kunt het veilig insturen op { $link }, met uw kenmerk en uw toegangscode.
letter-identity-how-post = U kunt het ook met de post sturen naar het bovenstaande retouradres; vermeld er het kenmerk op.
letter-identity-use = Wij gebruiken wat u stuurt alleen om vast te stellen wie u bent, en vernietigen het daarna.
letter-identity-closing = Met vriendelijke groet,

letter-mailroom = { $controller }, postkamer

letter-row-right = Uitgeoefend recht
letter-row-file = Soort dossier
letter-row-filer = Ingediend door
letter-row-capacity = Hoedanigheid
letter-row-subject = Betrokkene
letter-row-born = Geboortedatum
letter-row-address = Adres
letter-row-phone = Telefoon
letter-row-known-as = Bij ons bekend als
letter-row-contact = Te bereiken via

letter-capacity-self = de betrokkene
letter-capacity-parent = ouder
letter-capacity-guardian = voogd
letter-capacity-lawyer = advocaat
letter-capacity-mandate = gevolmachtigde
letter-capacity-heir = erfgenaam
letter-capacity-employer = werkgever
letter-capacity-other = andere

letter-enclosed-identity = kopie van de identiteitskaart

letter-outcome-granted = Ingewilligd
letter-outcome-partly = Gedeeltelijk ingewilligd
letter-outcome-refused = Geweigerd
letter-outcome-not-held = Wij hebben niets van deze aard
letter-outcome-transferred-elsewhere = Het dossier is nu bij een andere organisatie
letter-outcome-destroyed-by-retention = Vernietigd aan het einde van de bewaartermijn
letter-outcome-misdirected = Niet door ons te beantwoorden
letter-outcome-withdrawn = Door u ingetrokken
letter-outcome-identity-not-established = Uw identiteit kon niet worden vastgesteld
letter-outcome-authority-not-established = Uw bevoegdheid om op te treden kon niet worden vastgesteld
letter-outcome-subject-deceased = De betrokkene is overleden
letter-outcome-duplicate = Beantwoord bij een ander verzoek
letter-outcome-not-a-request = Geen verzoek
letter-outcome-ground = { $outcome }: { $ground } ({ $citation })

letter-not-established = Wij konden niet vaststellen dat uw verzoek komt van de persoon over wie het gaat, en kunnen het daarom niet behandelen.
letter-not-established-again = U kunt het altijd opnieuw indienen, met een bewijs van wie u bent.
letter-remedy = { $remedy }: { $body }
letter-message-subject = Een bericht over uw verzoek { $reference }
letter-complaint-subject = Uw klacht { $reference }
letter-conclusions-subject = Conclusies over de klacht { $reference }
letter-conclusions-lead = Dit zijn de conclusies over de klacht met dit kenmerk. Ze worden u meegedeeld op grond van { $citation }.
letter-decision-subject = Eindbeslissing over de klacht { $reference }
letter-decision-lead = Dit is de eindbeslissing over de klacht met dit kenmerk. Ze wordt u meegedeeld op grond van { $citation }.
letter-late-subject = Uw verzoek { $reference }: ons besluit is te laat
