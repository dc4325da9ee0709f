### Wat van een zaak vastgelegd is en rechtgezet wordt.

console-correct-receipt = De dag van ontvangst rechtzetten
console-correct-receipt-hint = De termijn begint op de eerste dag waarop het verzoek de organisatie bereikte, of iemand die voor haar werkt, langs welk officieel kanaal ook: niet op de dag waarop het geopend werd.
console-correct-receipt-day = Op welke dag kwam het het eerst toe?
console-correct-receipt-why = Waarom was een andere dag vastgelegd?
console-receipt-now = Vastgelegd als ontvangen
console-receipt-left = De dag van ontvangst van dit verzoek is verbeterd naar { $day }. Deze zaak kon niet volgen, omdat een opschorting of het bericht van een verlenging voor die dag ligt. De datum telt nog vanaf de dag die hier is vastgelegd: kijk dit na.
console-receipt-reason-other-channel = Het kwam eerder toe langs een ander kanaal
console-receipt-reason-processor = Het kwam eerder toe bij een verwerker of een andere dienst
console-receipt-reason-mistyped = Een vergissing
console-correct-hold = Bewaring opleggen
console-correct-hold-hint = Zolang dit geldt, wordt niets van dit dossier vernietigd, wat de bewaartermijn ook zegt.
console-correct-hold-why = Waarom moet het bewaard blijven?
console-correct-hold-lift = De bewaring opheffen
console-correct-hold-lift-hint = Vanaf dan geldt weer de gewone bewaartermijn.
console-hold-cause-court = Een rechtszaak
console-hold-cause-authority = Een onderzoek van een overheid
console-hold-cause-complaint = Een klacht die nog loopt
console-hold-stands = Bewaring opgelegd: niets ervan wordt vernietigd.
console-done-receipt-corrected = De dag van ontvangst is rechtgezet, en de datums ermee.
console-done-hold-set = De bewaring geldt.
console-done-hold-lifted = De bewaring is opgeheven.
console-class-leads-incident = Leg het vast bij de incidenten

console-correct-kind = De soort dossier rechtzetten
console-correct-kind-hint = Het verzoek gaat over een andere soort dossier dan werd vastgelegd. Het gaat naar de dienst die die soort heeft: wat de persoon schreef gaat mee, een ontwerp niet, en de termijn van die soort telt vanaf dezelfde dag van ontvangst. Een zaak bij een gesloten dienst ziet u daarna niet meer.
console-correct-kind-why = Waarom is het een andere soort?
console-correct-kind-which = Over welke soort dossier gaat het?
console-correct-kind-reason-hint = De dienst die de zaak krijgt, leest dit.
console-kind-now = Vastgelegd als
console-kind-desk = Gaat naar
console-done-kind-corrected = De soort dossier is rechtgezet; de zaak ligt bij de dienst die ze heeft.
console-kind-why = Waarom dit van een andere dienst kwam
console-receipt-told-then = De datum die de persoon ziet, met deze wijziging
console-receipt-fact-before = In een van de zaken werd de termijn vóór die dag geschorst of verlengd. Zet dat eerst recht, op de pagina van de zaak.
