# Wat beslist, gevraagd en uitgevoerd wordt: weigeringen, gronden, vergoedingen, taken, artsen.

refusal-fee-unknown = Voor dit verzoek mag u zo'n vergoeding niet vragen.
refusal-fee-amount = Vul een bedrag in dat hoger is dan nul, bijvoorbeeld 12,50.
refusal-ground-not-referred = Er staat geen vraag open over deze grond.
refusal-party-step-order = Dit kan nu niet: bekijk wat er eerder is genoteerd.
refusal-recipient-not-allowed = Dit dossier mag niet aan die ontvanger worden gegeven.
refusal-execution-open = Bevestig eerst dat de beslissing is uitgevoerd.
refusal-tasks-open = Er staan nog taken open.

console-doubt = Waarover gaat de twijfel?
console-doubt-no-copy = Er is geen kopie van een identiteitsbewijs meegestuurd
console-doubt-copy-unreadable = De kopie is niet leesbaar
console-doubt-details-differ = De gegevens komen niet overeen met het dossier
console-doubt-contact = Het e-mailadres of postadres is niet het adres dat wij kennen

console-event-party-named = De persoon noemde een arts, of zei er geen te hebben
console-event-ground-referred = Aan een functionaris is een weigeringsgrond voorgelegd
console-event-ground-decided = De functionaris besliste over de weigeringsgrond
console-event-fee-asked = Er is een vergoeding gevraagd
