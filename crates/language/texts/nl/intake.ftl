# Wat een pack bij de aanvraag nog vraagt.
portal-audience = Werkt u of hebt u ooit gewerkt voor { $organisation }? (niet verplicht)
portal-audience-hint = Het bepaalt alleen waar u terechtkunt als u het niet eens bent met het antwoord. Vraagt u voor iemand anders, antwoord dan voor die persoon.
portal-audience-staff = Ja, nu of vroeger
portal-audience-non-staff = Nee, nooit
portal-audience-unsure = Ik weet het niet zeker
portal-review-audience = Werkt of werkte er
portal-what-qualifier = { $hint } Daarnaar wordt gekeken bij de beslissing, u hoeft het hier niet aan te tonen: { $qualifier }
portal-elsewhere = Gaat het om een van deze zaken? (niet verplicht)
portal-elsewhere-hint = Daar gaan wij niet over. Kruis aan wat klopt, dan vertellen wij u waar u terechtkunt.
portal-elsewhere-heading = Dit hoort ergens anders
portal-elsewhere-may = U mag uw verzoek toch aan { $organisation } sturen. Het wordt dan ontvangen en beantwoord zoals elk ander verzoek, en niemand wijst het hierom af.
portal-elsewhere-insist = Toch hier versturen
portal-elsewhere-leave = Hier stoppen
portal-ask-heading = Waarover uw klacht gaat
portal-ask-lead = U hoeft niet alles in te vullen. Wat ontbreekt, vragen wij later: uw klacht telt vanaf vandaag.
portal-ask-heading-sign = Datum en handtekening
portal-ask-lead-sign = De regels van de organisatie vragen erom. U mag beide leeg laten: uw verzoek telt net zo goed.
portal-ask-internal-controller = Over welk onderdeel van de organisatie gaat het? (niet verplicht)
portal-ask-internal-controller-hint = De dienst of de persoon die verantwoordelijk is voor uw gegevens, als u dat weet.
portal-ask-reason = Waarom vindt u dat er verkeerd met uw gegevens is omgegaan? (niet verplicht)
portal-ask-reason-hint = Wat er gebeurde, en wanneer.
portal-ask-measures-wanted = Wat moet eraan gedaan worden? (niet verplicht)
portal-ask-measures-wanted-hint = Wat het voor u zou rechtzetten.
portal-ask-pending-elsewhere = Heeft een andere instantie het afgehandeld of in behandeling? (niet verplicht)
portal-ask-pending-elsewhere-hint = Bijvoorbeeld een andere dienst, een rechtbank of een arbiter.
portal-ask-contact-with-dpo = Wanneer wendde u zich tot de functionaris voor gegevensbescherming, en met welk gevolg? (niet verplicht)
portal-ask-contact-with-dpo-hint = De functionaris hoort een redelijke tijd voor een antwoord te hebben gehad. Hebt u nog niet geschreven, doe het dan nu: uw termijn voor deze klacht loopt intussen door.
portal-ask-aware-on = Op welke dag kwam u het te weten? (niet verplicht)
portal-ask-aware-on-hint = De dag van het antwoord waarover u klaagt, of de dag waarop de tijd daarvoor om was.
portal-ask-earlier = Kenmerk van uw eerdere verzoek (niet verplicht)
portal-ask-earlier-hint = Als u hier eerder een verzoek deed. Alleen wie uw klacht behandelt, ziet het.
portal-ask-signature = Uw handtekening (niet verplicht)
portal-ask-signature-hint = Typ uw naam.
portal-ask-signed-on = Datum (niet verplicht)
portal-ask-signed-on-hint = De dag waarop u ondertekent.
portal-ask-day-ahead = Deze dag kan niet in de toekomst liggen
portal-review-elsewhere = Gaat ook over
portal-review-target = Voor { $organisation } geldt geen termijn. Men streeft naar een antwoord uiterlijk op { $date }: een streefdatum die niemand bindt.
portal-target = Voor { $organisation } geldt geen termijn. Men streeft naar een antwoord uiterlijk op { $date }: een streefdatum die niemand bindt.

# Hetzelfde aan de balie.
console-asked = Wat de persoon is gevraagd
console-asked-not-said = Niet gezegd. Vraag het met een bericht: het is geen reden om het verzoek af te wijzen.
console-audience = Werkt of werkte er
console-audience-staff = Ja
console-audience-non-staff = Nee
console-audience-unsure = Niet zeker: beide wegen worden verteld
console-elsewhere = Gaat ook over, en de persoon hield vol
console-earlier = Komt voort uit verzoek

# Een besluit dat te laat komt, waar de wet de organisatie ervoor laat betalen.
late-title = Wij hadden al moeten beslissen
late-text = Wij hadden uiterlijk op { $date } op uw verzoek moeten beslissen. U kunt ons schriftelijk in gebreke stellen, op dit adres: { $body }.
late-step = { $euros } euro per dag voor { $days } dagen
late-owed = Is er { $notice } dagen nadat uw ingebrekestelling binnen is nog geen besluit, dan zijn wij u voor elke dag daarna een dwangsom verschuldigd: { $steps }. Dat is ten hoogste { $days } dagen en { $most } euro ({ $citation }).
