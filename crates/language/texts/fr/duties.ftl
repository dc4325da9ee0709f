### Incidents : demandes d’autorités et violations, et les devoirs qui en découlent.

## Refus

refusal-no-such-duty = Aucun devoir de ce genre n’est ouvert.
refusal-ground-not-allowed = Ce motif ne vaut pas pour ce devoir.
refusal-before-learned = Ce moment précède celui où nous l’avons appris.
refusal-nothing-to-disclose = Il n’y a rien ici qui puisse être communiqué.
refusal-client-not-told = Le client n’a pas encore été informé. Informez-le d’abord.
refusal-wait-not-over = Le délai d’opposition du client court encore. Rien ne peut être communiqué avant sa fin.
refusal-client-objects = Le client s’oppose. Ne communiquez que si une loi l’impose, et indiquez laquelle.
refusal-disclosure-open = Indiquez d’abord si quelque chose a été communiqué.
refusal-duty-open = Un devoir n’est pas encore accompli.

## Liste

console-nav-incidents = Incidents
console-incidents-title = Incidents
console-incidents-intro = Demandes d’autorités et violations. Celui dont le délai finit le premier est en haut.
console-incidents-open = Ouverts
console-incidents-closed = Clos
console-incidents-none = Il n’y a rien ici.
console-incidents-caption = Incidents, le plus proche d’abord
console-incident-left-column = Temps restant
console-incident-what-column = De quoi il s’agit
console-incident-next-column = À faire
console-incident-learned = Appris le

console-left-at-once = Tout de suite
console-left-minutes = Moins d’une heure
console-left-hours = { $hours ->
    [one] Encore 1 heure
   *[other] Encore { $hours } heures
}
console-left-days = { $days ->
    [one] Encore 1 jour
   *[other] Encore { $days } jours
}
console-left-just-over = Tout juste en retard
console-left-late-hours = { $hours ->
    [one] 1 heure de retard
   *[other] { $hours } heures de retard
}
console-left-late-days = { $days ->
    [one] 1 jour de retard
   *[other] { $days } jours de retard
}
console-weekday-instant = { $weekday } { $instant }

console-incident-stage-open = À faire
console-incident-stage-overdue = En retard
console-incident-stage-objected = Le client s’oppose
console-incident-stage-waiting = Délai d’opposition du client
console-incident-stage-to-decide = À décider
console-incident-stage-to-close = Peut être clos
console-incident-stage-closed = Clos

## De quoi il s’agit

console-incident-breach = Violation de données à caractère personnel
console-incident-breach-hint = Des données ont été perdues, détruites, modifiées ou vues par quelqu’un qui ne doit pas les voir.
console-incident-authority-request-public-body = Une autorité publique demande des données
console-incident-authority-request-public-body-hint = Une question, une citation, une inspection ou une enquête sur des données personnelles.
console-incident-authority-request-intention = Nous voulons donner des données à une autorité
console-incident-authority-request-intention-hint = Personne ne l’a demandé, mais nous en avons l’intention.
console-incident-authority-request-third-party = Quelqu’un d’autre demande des données d’un client
console-incident-authority-request-third-party-hint = Un tiers, un acheteur, un prestataire ou un travailleur demande des données du client lui-même. Un travailleur qui demande ses propres données fait une demande ordinaire : elle n’a pas sa place ici.

## Nouveau

console-incident-new = Enregistrer un incident
console-incident-no-case = N’écrivez rien ici du dossier médical ou psychosocial d’un travailleur, ni que quelqu’un l’a demandé. Le client ne doit jamais l’apprendre.
console-incident-organisation = De quelle organisation s’agit-il ?
console-incident-kind = Qu’est-ce que c’est ?
console-incident-not-here = Cette organisation n’a pas de tels devoirs. Choisissez l’autre.
console-incident-learned-when = Quand l’avons-nous appris ?
console-incident-learned-hint = Laissez vide si c’était à l’instant. Ce dont vous n’êtes pas sûr peut être corrigé plus tard.
console-incident-learned-time-hint = Par exemple 16:30. Si personne ne le sait, laissez vide : nous comptons depuis le début de ce jour.
console-incident-what = Que s’est-il passé, ou que demande-t-on ?
console-incident-what-hint = Dans vos propres mots. Ceci est conservé scellé.
console-incident-what-missing = Écrivez en quelques mots ce qui s’est passé ou ce qui est demandé.
console-incident-record = Enregistrer
console-moment-time = Heure
console-moment-time-hint = Par exemple 16:30. Si personne ne le sait, laissez vide.
console-moment-time-wrong = Indiquez une heure, comme 16:30

## La page

console-why-time = Pourquoi ce moment ?
console-duties = Qui doit être informé
console-incident-objected = Le client s’est opposé
console-incident-desk = Service
console-incident-office = Fonction
console-incident-employee = N’informez le client que s’il s’agit de ses propres données. Ne lui envoyez jamais rien du dossier médical ou psychosocial d’un travailleur, ni le fait qu’un travailleur l’a demandé.
console-incident-next-duty = { $duty } : jusqu’au { $until }.
console-incident-next-late = { $duty } : le délai a pris fin le { $until }. Faites-le maintenant.
console-incident-next-at-once = { $duty } : sans délai.
console-incident-next-wait = Attendez : rien ne peut être communiqué avant le { $until }.
console-incident-next-objected = Arrêtez : le client s’oppose. Décidez avec le délégué à la protection des données ou un juriste si une loi impose la communication.
console-incident-next-open = Faites ce qui reste ouvert.
console-incident-next-overdue = Faites ce qui est en retard.
console-incident-next-waiting = Attendez la fin du délai d’opposition du client.
console-incident-next-to-decide = Le délai d’opposition du client est écoulé ou ne s’applique pas. Indiquez si quelque chose a été communiqué.
console-incident-next-to-close = Tout est fait. Clôturez-le.
console-incident-next-closed = Rien : il est clos.
console-incident-close = Clôturer

console-notify-client = Informer le client
console-notify-authority = Notifier à l’autorité de contrôle
console-notify-subject = Informer les personnes concernées
console-notify-dpo = Informer le délégué à la protection des données
console-notify-board = Informer le Conseil de surveillance
console-notify-public = Rendre public
console-notify-wait = Rien ne peut être communiqué avant

console-duty-open = À faire
console-duty-overdue = En retard
console-duty-done = Fait
console-duty-done-on = Fait le { $when }
console-duty-done-late = Fait en retard
console-duty-done-late-on = Fait en retard, le { $when }
console-duty-not-required = Ne s’applique pas
console-duty-waiting = Le délai du client court
console-duty-wait-over = Le délai du client est écoulé
console-duty-objected = Le client s’oppose
console-duty-settled = Décidé
console-duty-tell = Enregistrer que c’est fait
console-duty-tell-again = Le moment enregistré est faux
console-duty-from-learned = Compté depuis que nous l’avons appris : { $when }.
console-duty-from-client-told = Compté depuis que le client a été informé : { $when }.
console-duty-from-officer-told = Compté depuis que le délégué à la protection des données a été informé : { $when }.
console-duty-from-raised = Compté depuis que le risque élevé est apparu : { $when }.
console-duty-elapsed-hours = { $hours } heures écoulées. Les nuits, les week-ends et les jours fériés comptent ; l’heure d’été n’ajoute ni n’enlève une heure.
console-duty-without-delay = La disposition ne donne pas de chiffre : cela doit se faire sans délai.
console-duty-aim = Visez le { $day } : certaines lois comptent le samedi comme jour ouvrable.

console-incident-disclosure = Communication
console-incident-disclosure-hint = Rien ne sort avant que le client soit informé et que son délai d’opposition soit écoulé.
console-incident-objection = Ce que dit le client
console-incident-disclosed = Communiqué le { $when }.
console-incident-disclosed-compelled = Communiqué le { $when }, parce qu’une loi l’impose malgré l’opposition du client.
console-incident-withheld = Rien n’est communiqué.

console-raise-record = Enregistrer le risque élevé
console-raise-breach-high-risk = Y a-t-il un risque élevé pour les personnes concernées ?
console-raise-breach-high-risk-hint = Si la violation entraîne probablement un risque élevé pour leurs droits et libertés, d’autres personnes doivent être informées.
console-raised-breach-high-risk = Risque élevé constaté
console-raised-breach-disproportionate = Avis public à la place

console-unless-not-authorised = La loi nous interdit d’informer le client
console-unless-no-risk = La violation n’entraîne probablement de risque pour personne
console-unless-protected = Les données étaient protégées, par exemple chiffrées, et personne ne peut les lire
console-unless-risk-averted = Des mesures prises depuis font que le risque élevé n’existe plus
console-unless-disproportionate = Informer chacun exigerait des efforts disproportionnés : un avis public le remplace

## Étapes

console-step-day = Quel jour ?
console-step-record = Enregistrer
console-step-files = Copie de ce qui a été envoyé
console-step-reason-missing = Écrivez pourquoi dans ce cas
console-step-told-client = Le client a été informé
console-step-told-authority = L’autorité de contrôle a été informée
console-step-told-subject = Les personnes concernées ont été informées
console-step-told-dpo = Le délégué à la protection des données a été informé
console-step-told-board = Le Conseil de surveillance a été informé
console-step-told-public = Cela a été rendu public
console-step-told-hint = Indiquez quand cela a été fait, et gardez une copie comme preuve. L’envoi se fait par vos propres moyens : cette page n’envoie rien.
console-step-told-text = Ce qui a été dit, et comment
console-step-told-text-hint = Par exemple : par téléphone à la personne de contact du client, confirmé par e-mail.
console-step-not-required = Cela ne s’applique pas
console-step-not-required-hint = Seulement pour l’un de ces motifs, avec la raison dans ce cas.
console-step-not-required-text = Pourquoi, dans ce cas
console-step-not-required-text-hint = Quelle loi, quels faits. Ceci est conservé scellé.
console-step-objected = Le client s’oppose
console-step-objected-hint = Tout s’arrête, et le délégué à la protection des données est averti aussitôt. Seule une loi qui impose la communication lève l’opposition.
console-step-objected-text = Ce que dit le client
console-step-objected-text-hint = S’il a donné une raison.
console-step-disclosed = Cela a été communiqué
console-step-disclosed-hint = Seulement après que le client a été informé et que son délai d’opposition est écoulé.
console-step-disclosed-text = Quelle loi l’impose ?
console-step-disclosed-text-hint = Seulement si le client s’oppose.
console-step-withheld = Rien n’est communiqué
console-step-withheld-hint = Rien ne sort. Le délai d’opposition du client n’importe plus.
console-step-withheld-text = Pourquoi
console-step-withheld-text-hint = Si vous voulez le garder. Ceci est conservé scellé.
console-step-learned = Nous l’avons appris à un autre moment
console-step-learned-hint = Tous les délais qui en partent se déplacent avec lui.

console-done-incident-opened = Enregistré. Ci-dessous ce qui doit être fait, et jusqu’à quand.
console-done-incident-told = Enregistré, avec la preuve.
console-done-incident-not-required = Enregistré. Ce devoir ne s’applique pas.
console-done-incident-objected = Enregistré. Rien ne peut être communiqué maintenant.
console-done-incident-disclosed = Enregistré.
console-done-incident-withheld = Enregistré. Rien n’est communiqué.
console-done-incident-raise = Enregistré. D’autres personnes doivent être informées.
console-done-incident-learned = Enregistré. Tous les délais ont été recalculés.
console-done-incident-closed = Clos.

## Historique

console-event-incident-opened = Incident enregistré
console-event-incident-learned-corrected = Moment où nous l’avons appris corrigé
console-event-incident-raised = D’autres devoirs ont commencé
console-event-duty-told = Quelqu’un a été informé
console-event-duty-not-required = Un devoir ne s’applique pas
console-event-client-objected = Le client s’oppose
console-event-incident-disclosed = Communiqué
console-event-incident-withheld = Rien n’est communiqué
console-event-duty-missed = Un délai est écoulé
console-event-duty-alarm-rung = Rappel
console-event-incident-closed = Clos
