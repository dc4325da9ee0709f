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
