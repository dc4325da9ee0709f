# Pourquoi une date est ce qu’elle est : les mots autour des étapes.

why-title = Pourquoi cette date ?
why-steps = Comment on a compté
why-others = D’autres dates à connaître
why-recorded = noté par { $who } le { $when }
why-changes = { $from } → { $to }
why-closed = Non comptés : { $days }

why-last-day = Le dernier jour selon la loi elle-même est le { $date } ; on travaille vers la lecture la plus proche.
why-refuse-by = Un refus, total ou partiel, doit partir au plus tard le { $date }, même si le délai a été prolongé.
why-other-law = Une autre loi peut demander une réponse plus rapide : au plus tard le { $date }.
why-statutory-cap = L’organisation s’est fixé elle-même ce délai ; le délai de la loi expire le { $date }.

why-first-due = Première échéance
why-due = Échéance
why-safe = Sûr
why-work-to = À finir pour le
why-target = Objectif, ne lie personne
why-due-target = Objectif
why-paused = Le délai est suspendu
why-no-limit = Aucun délai n’est fixé

why-person-aim = Nous visons une réponse pour le
why-person-aim-note = Aucun délai n’est fixé pour cette organisation. Cette date est un objectif ; elle ne lie personne.
why-person-paused = Le délai est suspendu en ce moment ; il n’y a donc pas encore de date.
why-person-rules = Les règles qui s’appliquent :

why-told-by = Vous recevez une réponse au plus tard le { $date }.
why-told-aim = Nous visons une réponse pour le { $date }. Aucun délai ne nous est fixé ; cette date est un objectif.
why-told-paused = Le délai est suspendu en ce moment ; il n’y a donc pas encore de date.
why-told-no-limit = Aucun délai n’est fixé pour notre réponse.
why-counted = Voici comment nous comptons ce jour : { $steps }
