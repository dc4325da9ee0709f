# L’horloge : prolongations et leurs avis, simulations, rappels, le relevé quotidien.

refusal-extension-under-way = Un avis de prolongation est déjà en route.

clock-notice-subject = Il nous faut plus de temps pour votre demande { $reference }
clock-notice-opening = Nous avons reçu votre demande le { $received }. Nous ne pouvons pas y répondre dans le premier délai et le prolongeons. Voici pourquoi.
clock-notice-ground = Le motif est le suivant : { $ground } ({ $citation }).
clock-notice-ground-complexity = la demande est complexe
clock-notice-ground-number-of-requests = le nombre de demandes
clock-notice-until = Vous aurez notre réponse au plus tard le { $date } ; plus tôt si possible.
clock-notice-remedies = Si vous n’êtes pas d’accord, vous pouvez vous adresser à :
clock-notice-until-paused = Le délai est suspendu jusqu’à ce que nous ayons ce que nous vous avons demandé. Nous vous dirons la nouvelle date dès qu’il court à nouveau.

# Et si.

clock-now = Date à viser, en l’état
clock-then = Date à viser, avec ce changement
clock-then-told = La personne lit
clock-none-paused = Pas de date tant que le délai est suspendu
clock-after-waiting = { $days ->
    [one] Si la réponse vient après 1 jour
   *[other] Si la réponse vient après { $days } jours
}
clock-notice-by = Dernier jour pour l’avis
clock-notice-by-paused = N’importe quel jour, tant que le délai est suspendu
clock-notice-plan = Mieux vaut l’envoyer au plus tard le
clock-in-hand = { $days ->
    [one] encore 1 jour
   *[other] encore { $days } jours
}
clock-in-hand-today = c’est aujourd’hui le dernier jour
clock-in-hand-over = { $days ->
    [one] 1 jour trop tard
   *[other] { $days } jours trop tard
}
clock-asked-late = Cette question vient plus de cinq jours ouvrables après la réception. On pourrait soutenir que le délai n’aurait pas dû être suspendu pour elle.
clock-extension-refusal = Une prolongation ne donne pas plus de temps pour refuser. Un refus, total ou partiel, doit partir au plus tard le { $date }.
clock-refusal-by = Un refus, total ou partiel, doit partir au plus tard le { $date } ({ $left }).
clock-refusal-over = Le dernier jour pour un refus était le { $date } ({ $left }). Il peut encore partir ; l’audit montrera qu’il était tardif.
clock-refuse-by = Dernier jour pour refuser
clock-show = Montrer les dates
clock-outlook = Ce que cela fait à la date
clock-outlook-ask = Ce que la question fait à la date
clock-told-now = La date que la personne voit maintenant
clock-cautions = À garder à l’esprit

# Ordonner une prolongation.

clock-extend-hint = La personne reçoit un avis avec vos raisons. La prolongation compte dès que cet avis est parti, s’il part à temps ; jusque-là, la date reste ce qu’elle est.
clock-extend-send = Envoyer l’avis
clock-extend-preview = Montrer l’avis
clock-extend-as-read = L’avis, tel que la personne le lira
clock-extend-language = La personne a écrit dans cette langue : { $language }. Donnez la raison dans cette langue : elle est lue mot à mot.
clock-extend-carriage = Comment part-il ?
clock-extend-elsewhere = L’avis est parti par une autre voie
clock-extended-title = Un avis parti par une autre voie
clock-extended-hint = Seulement pour un avis que la personne a déjà reçu, avec les raisons, avant la fin du premier délai.
clock-extended-day = Quel jour est-il parti ?
clock-extended-evidence = Comment le savez-vous ?
clock-extended-evidence-hint = Par exemple le numéro de l’envoi recommandé, ou l’endroit où la copie est gardée.
clock-extended-send = Le noter
clock-under-way = Avis de prolongation : { $stage }. Tant qu’il n’est pas parti, la date ci-dessus vaut.
clock-under-way-by = Il doit partir au plus tard le { $date } ({ $left }).
clock-take-back = Retirer la prolongation
clock-extension-late = L’avis de prolongation est parti le { $day }, après le dernier jour pour le faire. Il est sans effet ; la date ci-dessus vaut.

console-done-extension-ordered = L’avis de prolongation est en route. La date bouge dès qu’il est parti.
console-done-extension-taken-back = La prolongation est retirée. Rien n’a changé.
console-event-extension-ordered = Prolongation ordonnée

# Questions d’identité restées sans réponse.

console-stage-identity-unanswered = Sans réponse : clore ?
console-event-identity-reminded = La question a été rappelée à la personne
console-event-identity-closure-proposed = Clôture proposée : pas de réponse
clock-closure-proposed = La question du { $day } est restée sans réponse, et elle a été rappelée à la personne. Vous pouvez clore par une lettre motivée, en rejetant l’identité ci-dessous, ou reposer la question. Rien ne se clôt tout seul.

# Courriels à une fonction : références et jours, rien d’autre.

mail-digest-subject = { $cases ->
    [one] Aujourd’hui : 1 date à surveiller
   *[other] Aujourd’hui : { $cases } dates à surveiller
}
mail-digest-body =
    Bonjour,

    Voici les dates à surveiller :

    { $lines }

    Ce message est envoyé automatiquement, une fois par jour.
mail-danger-subject = Une date est en danger : { $reference }
mail-danger-body =
    Bonjour,

    Une date est en danger :

    { $line }

    Ce message est envoyé automatiquement.
mail-incident-subject = Un incident : le temps presse
clock-digest-task = { $reference } : ce qui a été décidé devait être exécuté pour le { $date } ({ $left })
clock-digest-incident = Incident { $number } : quelqu’un doit être informé pour le { $date } ({ $left })
clock-digest-incident-now = Incident { $number } : quelqu’un doit être informé sans délai
clock-digest-line = { $reference } : à traiter pour le { $date } ({ $left })
clock-digest-message = { $reference } : la personne a écrit quelque chose que personne n’a lu
clock-digest-unclassified = { $reference } : pas encore classé : à traiter pour le { $date } ({ $left })
