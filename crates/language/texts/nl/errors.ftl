# errors

# Errors beside a field, and pages that say what went wrong.
error-required = Vul dit veld in
error-choose = Kies een van de mogelijkheden
error-too-long = Gebruik hoogstens { $max } tekens
error-line-break = Schrijf dit op één regel
error-characters = Dit bevat tekens die niet bewaard kunnen worden. Typ het opnieuw
error-email = Schrijf een e-mailadres zoals naam@voorbeeld.be
error-date-required = Vul dag, maand en jaar in
error-date = Schrijf een bestaande datum, zoals 27 3 1981
error-file-too-large = Het bestand is groter dan { $max } MB. Kies een kleiner bestand
error-page-not-found-title = Hier is geen pagina
error-page-not-found = Kijk het adres na, of begin opnieuw vanaf de eerste pagina.
error-page-bad-request-title = Dit kon niet worden gelezen
error-page-bad-request = Uw browser stuurde iets wat we niet begrijpen. Ga terug en probeer het vanaf de pagina zelf.
error-page-foreign-title = Dit kwam niet van onze eigen pagina
error-page-foreign = Voor uw veiligheid aanvaarden we alleen formulieren van onze eigen pagina’s. Er is niets verzonden.
error-page-stale-form-title = Dit formulier is verouderd
error-page-stale-form = Het stond te lang open, of u hebt zich intussen opnieuw aangemeld. Er is niets verzonden. Ga terug, laad de pagina opnieuw en verzend nog eens.
error-page-session-ended-title = Uw sessie is afgelopen
error-page-session-ended = Om u te beschermen beëindigen we een sessie die een tijd niet gebruikt wordt.
error-page-too-large-title = Dit is te groot
error-page-too-large = Wat u verzond is groter dan we kunnen aannemen. Ga terug en verzend minder, of een kleiner bestand.
error-page-misdirected-title = Dit is niet het juiste adres
error-page-misdirected = Deze site antwoordt alleen onder haar eigen naam. Kijk het adres in uw browser na.
error-page-throttled-title = Te veel pogingen
error-page-throttled = Er waren te veel aanvragen in korte tijd. Wacht even.
error-page-unavailable-title = Dit lukt nu even niet
error-page-unavailable = Iets wat we nodig hebben antwoordt niet. Niets van wat u eerder verzond is verloren.
error-page-internal-title = Er ging iets mis aan onze kant
error-page-internal = Dit is onze fout, niet de uwe. Niets van wat u eerder verzond is verloren. Gebeurt het opnieuw, geef ons dan de onderstaande code.
error-page-try-again = Het kan helpen om het straks opnieuw te proberen.
error-page-incident = Code van dit voorval:
error-page-home = Naar de eerste pagina
