### Calendars: versions, changes of days, subscription.

refusal-no-proposal = Cette modification proposée n’existe pas.
refusal-own-proposal = Vous avez proposé cette modification ; une autre personne doit l’approuver.
refusal-proposal-overtaken = Une autre modification du même calendrier a été approuvée entre-temps. Proposez celle-ci à nouveau.

date-moved-added = { $count ->
    [one] Le { $days } est un jour de fermeture des bureaux, et aucun délai n’expire un tel jour.
   *[other] Les { $days } sont des jours de fermeture des bureaux, et aucun délai n’expire un tel jour.
}
date-moved-removed = { $count ->
    [one] Le { $days } est finalement un jour ouvrable ordinaire.
   *[other] Les { $days } sont finalement des jours ouvrables ordinaires.
}
date-moved-rules = Les règles selon lesquelles nous comptons les jours ont changé.
date-moved-receipt = Le jour où votre demande nous est parvenue n’était pas celui que nous avions enregistré.
date-moved-source = Source : { $reason }.
letter-date-moved = Nous vous avions indiqué la date limite de notre réponse. Elle a changé : vous recevrez notre réponse au plus tard le { $date }.
mail-date-moved-subject = Une autre date pour votre demande : { $reference }
mail-date-moved-body =
    Bonjour,

    Nous vous avions indiqué la date limite de notre réponse à la demande portant la référence { $reference }. Elle a changé : vous recevrez une réponse au plus tard le { $date }.

    { $why }

    Vous pouvez suivre votre demande ici : { $link }
    Il vous faut la référence et votre code d’accès.

    Ce message a été envoyé automatiquement.

console-nav-calendars = Calendriers
console-nav-subscription = Abonnement à l’agenda
console-calendars-title = Calendriers
console-calendars-intro = Un délai n’expire jamais un jour fermé dans son calendrier. Un calendrier modifié ne déplace aucune date par lui-même : vous voyez d’abord ce qu’il déplacerait, puis vous décidez.
console-calendar-version = Version en vigueur
console-calendar-until = Jours connus jusqu’au
console-calendar-computed = Toujours : les jours sont calculés
console-calendar-listed = Fermés par arrêté
console-calendar-change = Modifier un jour de { $calendar }
console-calendar-change-title = Modifier un jour
console-calendar-change-intro = Rien ne bouge encore. La page suivante montre quelles dates se déplaceraient et vous demande de décider.
console-calendar-edit = Qu’est-ce qui change ?
console-calendar-add = Un jour est fermé : aucun délai n’y expire
console-calendar-remove = Un jour de la liste est un jour ordinaire
console-calendar-correct = Un jour de la liste était une erreur pour un autre
console-calendar-extend = Les jours de la liste sont tous connus, jusqu’au jour indiqué ci-dessous
console-calendar-day = Quel jour ?
console-calendar-to = Quel jour fallait-il ?
console-calendar-to-hint = Seulement si un jour de la liste était une erreur pour un autre.
console-calendar-reason = Où est-ce indiqué ?
console-calendar-reason-hint = L’arrêté ou l’avis, par exemple « Stcrt. 2025, 24713 ». Il figure dans les lettres aux personnes : n’écrivez pas de noms.
console-calendar-preview = Montrer ce qui se déplacerait
console-calendar-error-unknown-calendar = Ce calendrier n’existe pas
console-calendar-error-listed = Ce jour figure déjà dans le calendrier
console-calendar-error-holiday = Ce jour est déjà un jour férié du calendrier
console-calendar-error-week-end = C’est un samedi ou un dimanche : aucun délai n’y expire de toute façon
console-calendar-error-not-listed = Ce jour ne figure pas dans la liste du calendrier et ne peut donc pas en être retiré
console-calendar-error-past = Ce jour est passé : seuls les jours à venir peuvent être modifiés
console-calendar-error-covered = Les jours de ce calendrier sont déjà connus jusque-là, ou sont calculés
console-calendar-error-no-reason = Indiquez où cela figure
console-calendar-error-reason = Saisissez une ligne de 200 caractères au plus
console-calendar-ends = Les jours du calendrier { $calendar } ne sont connus que jusqu’au { $date } : dans { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }, ses données s’arrêtent. Un délai qui expire plus tard peut être trop court d’un jour.
console-calendar-ended = Les jours du calendrier { $calendar } n’étaient connus que jusqu’au { $date }. Un délai qui expire plus tard peut être trop court d’un jour.
console-calendar-added = Fermé désormais
console-calendar-removed = À nouveau un jour ordinaire
console-calendar-by = { $who }, { $date }
console-versions = Modifications proposées et décidées
console-versions-none = Aucune modification n’a été proposée.
console-version-what = Version
console-version-calendar = Calendrier { $id }, version { $version }
console-version-pack = Règles de { $id }, version { $version }
console-version-proposed = À décider
console-version-approved = Approuvée
console-version-applied = En vigueur
console-version-declined = Refusée
console-version-proposed-by = Proposée par
console-version-by-person = { $who }, { $date }
console-version-by-release = Une nouvelle version du programme, { $date }
console-version-cases = Dossiers ouverts à y rattacher
console-version-moved = Dossiers dont la date se déplace
console-version-told = Dont personnes à qui une date a été indiquée
console-version-bound = Dossiers ouverts déjà rattachés
console-version-left = Dossiers ouverts pour lesquels elle n’a pas de délai et qui restent tels quels
console-version-moved-cases = Dates qui se déplacent, la plus proche d’abord
console-version-before = Échéance actuelle
console-version-after = Nouvelle échéance
console-version-told-date = Indiquée à la personne
console-version-not-told = Non indiquée
console-version-more = Et { $count } de plus.
console-version-binding = Les dossiers ouverts sont en cours de rattachement à cette version. Cela continue tout seul ; rien n’est rattaché deux fois.
console-version-approve-hint = Si vous approuvez, chaque dossier ouvert est rattaché à cette version, et toute personne à qui une date qui se déplace a été indiquée reçoit la nouvelle date et la raison.
console-version-approve = Approuver et rattacher les dossiers ouverts
console-version-decline = Refuser
console-done-version-approved = Approuvée. Les dossiers ouverts sont en cours de rattachement.
console-done-version-declined = Refusée. Aucune date ne se déplace.
console-calendar-given = Raison
console-subscription-title = Abonnement à l’agenda
console-subscription-intro = Les dates des dossiers que vous pouvez voir, dans votre propre agenda. Il montre des références et des jours : jamais un nom, un droit ni un type de dossier.
console-subscription-address = Votre adresse privée
console-subscription-once = Copiez-la maintenant dans votre agenda : elle n’est plus affichée ensuite.
console-subscription-since = Vous avez une adresse depuis le { $since }.
console-subscription-private = Quiconque a l’adresse voit ces dates. Ne la donnez à personne. Si elle est tombée en d’autres mains, faites-en une nouvelle : l’ancienne s’arrête aussitôt.
console-subscription-make = Faire une nouvelle adresse
console-subscription-revoke = Révoquer l’adresse
console-done-subscription-revoked = Révoquée. L’adresse ne mène plus nulle part.
feed-name = Dates des demandes
feed-due = { $reference } : dernier jour pour répondre
feed-first-due = { $reference } : dernier jour pour refuser ou prolonger
feed-safe = { $reference } : jour à viser
feed-incident = Incident { $number } : quelqu’un doit être informé
feed-incident-at = Incident { $number } : quelqu’un doit être informé avant { $time }
feed-closed-desk = Un dossier d’un service fermé
