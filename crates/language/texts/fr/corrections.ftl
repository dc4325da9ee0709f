### Ce qui a été enregistré d’un dossier et est corrigé.

console-correct-receipt = Corriger le jour de réception
console-correct-receipt-hint = Le délai commence le premier jour où la demande est parvenue à l’organisation, ou à quelqu’un qui travaille pour elle, par n’importe quel canal officiel : pas le jour où elle a été ouverte.
console-correct-receipt-day = Quel jour est-elle arrivée pour la première fois ?
console-correct-receipt-why = Pourquoi un autre jour était-il enregistré ?
console-receipt-now = Enregistré comme reçu
console-receipt-left = Le jour de réception de cette demande a été corrigé au { $day }. Ce dossier n’a pas pu suivre, car une suspension ou l’avis d’une prolongation est antérieur à ce jour. Sa date compte toujours à partir du jour enregistré ici : vérifiez-la.
console-receipt-reason-other-channel = Elle est arrivée plus tôt par un autre canal
console-receipt-reason-processor = Elle est arrivée plus tôt chez un sous-traitant ou à un autre service
console-receipt-reason-mistyped = Une erreur
console-correct-hold = Imposer la conservation
console-correct-hold-hint = Tant qu’elle vaut, rien de ce dossier n’est détruit, quelle que soit la durée de conservation.
console-correct-hold-why = Pourquoi faut-il le garder ?
console-correct-hold-lift = Lever la conservation
console-correct-hold-lift-hint = La durée de conservation ordinaire vaut de nouveau.
console-hold-cause-court = Une procédure en justice
console-hold-cause-authority = Une enquête d’une autorité
console-hold-cause-complaint = Une plainte encore ouverte
console-hold-stands = Conservation imposée : rien n’en est détruit.
console-done-receipt-corrected = Le jour de réception a été corrigé, et les dates avec lui.
console-done-hold-set = La conservation vaut.
console-done-hold-lifted = La conservation a été levée.
console-class-leads-incident = Enregistrez-la parmi les incidents

console-correct-kind = Corriger la sorte de dossier
console-correct-kind-hint = La demande porte sur une autre sorte de dossier que celle enregistrée. Elle va au service qui a cette sorte : ce que la personne a écrit suit, un projet ne suit pas, et le délai de cette sorte court du même jour de réception. Vous ne verrez plus ensuite un dossier d’un service fermé.
console-correct-kind-why = Pourquoi est-ce une autre sorte ?
console-correct-kind-which = De quelle sorte de dossier s’agit-il ?
console-correct-kind-reason-hint = Le service qui reçoit le dossier lit ceci.
console-kind-now = Enregistré comme
console-kind-desk = Va à
console-done-kind-corrected = La sorte de dossier a été corrigée ; le dossier est chez le service qui en est chargé.
console-kind-why = Pourquoi ceci vient d’un autre service
console-receipt-told-then = La date que voit la personne, avec ce changement
console-receipt-fact-before = Dans l’un des dossiers, le délai a été suspendu ou prolongé avant ce jour. Corrigez d’abord cela, sur la page du dossier.
