# Ce qui est décidé, demandé et exécuté : refus, motifs, frais, tâches, médecins.

refusal-fee-unknown = De tels frais ne peuvent pas être demandés pour cette demande.
refusal-fee-amount = Indiquez un montant supérieur à zéro, par exemple 12,50.
refusal-ground-not-referred = Aucune question n'est ouverte sur ce motif.
refusal-party-step-order = Cette étape n'est pas possible maintenant : voyez ce qui a été noté avant.
refusal-recipient-not-allowed = Ce dossier ne peut pas être remis à ce destinataire.
refusal-execution-open = Confirmez d'abord que la décision a été exécutée.
refusal-tasks-open = Il reste des tâches à faire.

console-doubt = Sur quoi porte le doute ?
console-doubt-no-copy = Aucune copie d'une pièce d'identité n'a été envoyée
console-doubt-copy-unreadable = La copie est illisible
console-doubt-details-differ = Les données ne correspondent pas au dossier
console-doubt-contact = L'adresse e-mail ou postale n'est pas celle que nous connaissons

console-event-party-named = La personne a nommé son médecin, ou a dit ne pas en avoir
console-event-ground-referred = Un motif de refus a été soumis à une fonction compétente
console-event-ground-decided = La fonction compétente s'est prononcée sur le motif de refus
console-event-fee-asked = Des frais ont été demandés
