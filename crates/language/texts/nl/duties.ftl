### Incidenten: verzoeken van overheden en inbreuken, en de plichten die eruit volgen.

## Weigeringen

refusal-no-such-duty = Er staat geen zulke plicht open.
refusal-ground-not-allowed = Deze grond geldt niet voor deze plicht.
refusal-before-learned = Dit ligt vóór het ogenblik waarop wij ervan hoorden.
refusal-nothing-to-disclose = Hier is niets dat verstrekt kan worden.
refusal-client-not-told = De klant is nog niet ingelicht. Licht eerst de klant in.
refusal-wait-not-over = De tijd waarin de klant bezwaar kan maken is nog niet om. Voordien mag niets verstrekt worden.
refusal-client-objects = De klant maakt bezwaar. Verstrek alleen als een wet ertoe verplicht, en noem die wet.
refusal-disclosure-open = Leg eerst vast of er iets verstrekt is.
refusal-duty-open = Een plicht is nog niet vervuld.

## Lijst

console-nav-incidents = Incidenten
console-incidents-title = Incidenten
console-incidents-intro = Verzoeken van overheden en inbreuken. Waar de tijd het eerst om is, staat bovenaan.
console-incidents-open = Open
console-incidents-closed = Gesloten
console-incidents-none = Hier is niets.
console-incidents-caption = Incidenten, het dringendste eerst
console-incident-left-column = Resterende tijd
console-incident-what-column = Wat het is
console-incident-next-column = Volgende stap
console-incident-learned = Vernomen

console-left-at-once = Meteen
console-left-minutes = Minder dan een uur
console-left-hours = { $hours ->
    [one] Nog 1 uur
   *[other] Nog { $hours } uur
}
console-left-days = { $days ->
    [one] Nog 1 dag
   *[other] Nog { $days } dagen
}
console-left-just-over = Net te laat
console-left-late-hours = { $hours ->
    [one] 1 uur te laat
   *[other] { $hours } uur te laat
}
console-left-late-days = { $days ->
    [one] 1 dag te laat
   *[other] { $days } dagen te laat
}
console-weekday-instant = { $weekday } { $instant }

console-incident-stage-open = Te doen
console-incident-stage-overdue = Te laat
console-incident-stage-objected = Klant maakt bezwaar
console-incident-stage-waiting = Bezwaartijd van de klant
console-incident-stage-to-decide = Te beslissen
console-incident-stage-to-close = Kan gesloten worden
console-incident-stage-closed = Gesloten

## Wat het is

console-incident-breach = Inbreuk op persoonsgegevens
console-incident-breach-hint = Gegevens zijn verloren, vernietigd, gewijzigd of gezien door iemand die ze niet mag zien.
console-incident-authority-request-public-body = Een overheid vraagt gegevens
console-incident-authority-request-public-body-hint = Een vraag, een dagvaarding, een inspectie of een onderzoek over persoonsgegevens.
console-incident-authority-request-intention = Wij willen gegevens aan een overheid geven
console-incident-authority-request-intention-hint = Niemand vroeg erom, maar wij zijn het van plan.
console-incident-authority-request-third-party = Iemand anders vraagt gegevens van een klant
console-incident-authority-request-third-party-hint = Een derde, een afnemer, een opdrachtnemer of een werknemer vraagt gegevens van de klant zelf. Een werknemer die zijn eigen gegevens vraagt, doet een gewoon verzoek: dat hoort hier niet.

## Nieuw

console-incident-new = Een incident vastleggen
console-incident-no-case = Schrijf hier niets over het medisch of psychosociaal dossier van een werknemer, ook niet dat iemand erom vroeg. De klant mag dat nooit vernemen.
console-incident-organisation = Over welke organisatie gaat het?
console-incident-kind = Wat is het?
console-incident-not-here = Deze organisatie heeft zulke plichten niet. Kies het andere.
console-incident-learned-when = Wanneer hoorden wij ervan?
console-incident-learned-hint = Laat leeg als het nu net was. Wat u niet zeker weet, kan later rechtgezet worden.
console-incident-learned-time-hint = Bijvoorbeeld 16:30. Weet niemand het, laat dan leeg: wij rekenen vanaf het begin van die dag.
console-incident-what = Wat is er gebeurd, of wat wordt er gevraagd?
console-incident-what-hint = In uw eigen woorden. Dit wordt verzegeld bewaard.
console-incident-what-missing = Schrijf in enkele woorden wat er gebeurd is of gevraagd wordt.
console-incident-record = Vastleggen
console-moment-time = Tijdstip
console-moment-time-hint = Bijvoorbeeld 16:30. Weet niemand het, laat dan leeg.
console-moment-time-wrong = Vul een tijdstip in, zoals 16:30

## De pagina

console-why-time = Waarom dan?
console-duties = Wie ingelicht moet worden
console-incident-objected = De klant maakte bezwaar
console-incident-desk = Dienst
console-incident-office = Functie
console-incident-employee = Licht de klant alleen in als het om gegevens van de klant zelf gaat. Stuur de klant nooit iets uit het medisch of psychosociaal dossier van een werknemer, en ook niet dat een werknemer erom vroeg.
console-incident-next-duty = { $duty }: tot en met { $until }.
console-incident-next-late = { $duty }: de tijd was om op { $until }. Doe het nu.
console-incident-next-at-once = { $duty }: onverwijld.
console-incident-next-wait = Wachten: vóór { $until } mag niets verstrekt worden.
console-incident-next-objected = Stop: de klant maakt bezwaar. Beslis met de functionaris voor gegevensbescherming of een jurist of een wet tot verstrekken verplicht.
console-incident-next-open = Doe wat nog open staat.
console-incident-next-overdue = Doe wat te laat is.
console-incident-next-waiting = Wacht tot de bezwaartijd van de klant om is.
console-incident-next-to-decide = De bezwaartijd van de klant is om of geldt niet. Leg vast of er iets verstrekt is.
console-incident-next-to-close = Alles is gedaan. Sluit het.
console-incident-next-closed = Niets: het is gesloten.
console-incident-close = Sluiten

console-notify-client = De klant inlichten
console-notify-authority = Melden aan de toezichthouder
console-notify-subject = De betrokkenen inlichten
console-notify-dpo = De functionaris voor gegevensbescherming inlichten
console-notify-board = De toezichtsraad inlichten
console-notify-public = Openbaar bekendmaken
console-notify-wait = Niets mag verstrekt worden vóór

console-duty-open = Te doen
console-duty-overdue = Te laat
console-duty-done = Gedaan
console-duty-done-on = Gedaan op { $when }
console-duty-done-late = Te laat gedaan
console-duty-done-late-on = Te laat gedaan, op { $when }
console-duty-not-required = Geldt niet
console-duty-waiting = De tijd van de klant loopt
console-duty-wait-over = De tijd van de klant is om
console-duty-objected = De klant maakt bezwaar
console-duty-settled = Beslist
console-duty-tell = Vastleggen dat het gedaan is
console-duty-tell-again = Het vastgelegde tijdstip klopt niet
console-duty-from-learned = Geteld vanaf het ogenblik waarop wij ervan hoorden: { $when }.
console-duty-from-client-told = Geteld vanaf het ogenblik waarop de klant ingelicht werd: { $when }.
console-duty-from-officer-told = Geteld vanaf het ogenblik waarop de functionaris voor gegevensbescherming ingelicht werd: { $when }.
console-duty-from-raised = Geteld vanaf het ogenblik waarop het hoge risico bleek: { $when }.
console-duty-elapsed-hours = { $hours } verstreken uren. Nachten, weekends en feestdagen tellen mee; de zomertijd voegt geen uur toe en neemt er geen weg.
console-duty-without-delay = De bepaling noemt geen getal: het moet onverwijld.
console-duty-aim = Mik op { $day }: sommige wetten tellen zaterdag als werkdag.

console-incident-disclosure = Verstrekking
console-incident-disclosure-hint = Niets gaat de deur uit voordat de klant ingelicht is en de bezwaartijd om is.
console-incident-objection = Wat de klant zegt
console-incident-disclosed = Verstrekt op { $when }.
console-incident-disclosed-compelled = Verstrekt op { $when }, omdat een wet ertoe verplicht hoewel de klant bezwaar maakt.
console-incident-withheld = Er wordt niets verstrekt.

console-raise-record = Hoog risico vastleggen
console-raise-breach-high-risk = Is er een hoog risico voor de betrokkenen?
console-raise-breach-high-risk-hint = Houdt de inbreuk waarschijnlijk een hoog risico in voor hun rechten en vrijheden, dan moeten meer mensen ingelicht worden.
console-raised-breach-high-risk = Hoog risico gebleken
console-raised-breach-disproportionate = In de plaats openbaar

console-unless-not-authorised = De wet verbiedt ons de klant in te lichten
console-unless-no-risk = De inbreuk houdt waarschijnlijk voor niemand een risico in
console-unless-protected = De gegevens waren beschermd, bijvoorbeeld versleuteld, zodat niemand ze kan lezen
console-unless-risk-averted = Maatregelen die sindsdien genomen zijn, nemen het hoge risico weg
console-unless-disproportionate = Iedereen inlichten vraagt onevenredige inspanningen: het wordt openbaar bekendgemaakt

## Stappen

console-step-day = Op welke dag?
console-step-record = Vastleggen
console-step-files = Kopie van wat verstuurd is
console-step-reason-missing = Schrijf waarom in dit geval
console-step-told-client = De klant is ingelicht
console-step-told-authority = De toezichthouder is ingelicht
console-step-told-subject = De betrokkenen zijn ingelicht
console-step-told-dpo = De functionaris voor gegevensbescherming is ingelicht
console-step-told-board = De toezichtsraad is ingelicht
console-step-told-public = Het is openbaar bekendgemaakt
console-step-told-hint = Leg vast wanneer het gebeurd is, en bewaar een kopie als bewijs. Versturen doet u langs uw eigen weg: deze pagina verstuurt niets.
console-step-told-text = Wat er gezegd is, en hoe
console-step-told-text-hint = Bijvoorbeeld: telefonisch aan de contactpersoon van de klant, bevestigd per e-mail.
console-step-not-required = Het geldt niet
console-step-not-required-hint = Alleen op een van deze gronden, met de reden in dit geval.
console-step-not-required-text = Waarom, in dit geval
console-step-not-required-text-hint = Welke wet, welke feiten. Dit wordt verzegeld bewaard.
console-step-objected = De klant maakt bezwaar
console-step-objected-hint = Alles stopt, en de functionaris voor gegevensbescherming wordt meteen gewaarschuwd. Alleen een wet die tot verstrekken verplicht, heft het bezwaar op.
console-step-objected-text = Wat de klant zegt
console-step-objected-text-hint = Als er een reden gegeven is.
console-step-disclosed = Het is verstrekt
console-step-disclosed-hint = Alleen nadat de klant ingelicht is en de bezwaartijd om is.
console-step-disclosed-text = Welke wet verplicht ertoe?
console-step-disclosed-text-hint = Alleen als de klant bezwaar maakt.
console-step-withheld = Er wordt niets verstrekt
console-step-withheld-hint = Niets gaat de deur uit. De bezwaartijd van de klant doet er niet meer toe.
console-step-withheld-text = Waarom
console-step-withheld-text-hint = Als u dat wilt bewaren. Dit wordt verzegeld bewaard.
console-step-learned = Wij hoorden er op een ander ogenblik van
console-step-learned-hint = Elke tijd die ervan afhangt, schuift mee.

console-done-incident-opened = Vastgelegd. Hieronder staat wat er moet gebeuren, en tot wanneer.
console-done-incident-told = Vastgelegd, met het bewijs.
console-done-incident-not-required = Vastgelegd. Deze plicht geldt niet.
console-done-incident-objected = Vastgelegd. Er mag nu niets verstrekt worden.
console-done-incident-disclosed = Vastgelegd.
console-done-incident-withheld = Vastgelegd. Er wordt niets verstrekt.
console-done-incident-raise = Vastgelegd. Meer mensen moeten ingelicht worden.
console-done-incident-learned = Vastgelegd. Elke tijd is opnieuw geteld.
console-done-incident-closed = Gesloten.

## Geschiedenis

console-event-incident-opened = Incident vastgelegd
console-event-incident-learned-corrected = Ogenblik waarop wij ervan hoorden rechtgezet
console-event-incident-raised = Verdere plichten begonnen
console-event-duty-told = Iemand is ingelicht
console-event-duty-not-required = Een plicht geldt niet
console-event-client-objected = De klant maakt bezwaar
console-event-incident-disclosed = Verstrekt
console-event-incident-withheld = Er wordt niets verstrekt
console-event-duty-missed = Een termijn is verstreken
console-event-duty-alarm-rung = Herinnering
console-event-incident-closed = Gesloten
