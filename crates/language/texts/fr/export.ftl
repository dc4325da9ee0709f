# La liste de travail comme fichier pour un tableur.

console-export = Télécharger ces dossiers sous forme de tableau (CSV)
console-export-reference = Référence
console-export-organisation = Organisation
console-export-desk = Service
console-export-right = Droit
console-export-kind = Type de dossier
console-export-received = Reçu le
console-export-first-due = Fin du premier délai
console-export-due = Dernier jour
console-export-safe = À finir pour le
console-export-state = État
console-export-clock = Délai
console-export-reason = Pourquoi cette date
console-export-clock-running = court
console-export-clock-paused = suspendu
console-export-clock-stopped = répondu ou clos
console-export-clock-none = aucun n’est fixé
