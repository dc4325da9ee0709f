### Calendars: versions, changes of days, subscription.

refusal-no-proposal = Cette modification proposée n’existe pas.
refusal-own-proposal = Vous avez proposé cette modification ; une autre personne doit l’approuver.
refusal-proposal-overtaken = Une autre modification du même calendrier a été approuvée entre-temps. Proposez celle-ci à nouveau.
