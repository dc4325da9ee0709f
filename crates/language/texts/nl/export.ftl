# De werklijst als bestand voor een rekenblad.

console-export = Deze dossiers downloaden als tabel (CSV)
console-export-reference = Kenmerk
console-export-organisation = Organisatie
console-export-desk = Dienst
console-export-right = Recht
console-export-kind = Soort dossier
console-export-received = Ontvangen
console-export-first-due = Einde van de eerste termijn
console-export-due = Laatste dag
console-export-safe = Werk tot
console-export-state = Stand
console-export-clock = Termijn
console-export-reason = Waarom deze datum
console-export-clock-running = loopt
console-export-clock-paused = staat stil
console-export-clock-stopped = beantwoord of gesloten
console-export-clock-none = er is geen gesteld
