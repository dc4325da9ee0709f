# Teksten van het portaal.

portal-title = Uw gegevensverzoek
