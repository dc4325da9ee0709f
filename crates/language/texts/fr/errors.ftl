# errors

# Errors beside a field, and pages that say what went wrong.
error-required = Remplissez ce champ
error-choose = Choisissez une des options
error-too-long = Utilisez { $max } caractères au maximum
error-line-break = Écrivez ceci sur une seule ligne
error-characters = Ceci contient des caractères qui ne peuvent pas être conservés. Veuillez le saisir à nouveau
error-email = Écrivez une adresse e-mail comme nom@exemple.be
error-date-required = Indiquez le jour, le mois et l’année
error-date = Écrivez une date qui existe, par exemple 27 3 1981
error-file-too-large = Le fichier dépasse { $max } Mo. Choisissez-en un plus petit
error-page-not-found-title = Il n’y a pas de page ici
error-page-not-found = Vérifiez l’adresse ou recommencez depuis la première page.
error-page-bad-request-title = Ceci n’a pas pu être lu
error-page-bad-request = Votre navigateur a envoyé quelque chose que nous ne comprenons pas. Revenez en arrière et réessayez depuis la page.
error-page-foreign-title = Ceci ne vient pas de notre propre page
error-page-foreign = Pour votre sécurité, nous n’acceptons que les formulaires de nos propres pages. Rien n’a été envoyé.
error-page-stale-form-title = Ce formulaire n’est plus à jour
error-page-stale-form = Il est resté ouvert trop longtemps, ou vous vous êtes reconnecté entre-temps. Rien n’a été envoyé. Revenez en arrière, rechargez la page et envoyez à nouveau.
error-page-session-ended-title = Votre session est terminée
error-page-session-ended = Pour vous protéger, nous mettons fin à une session restée inutilisée un certain temps.
error-page-too-large-title = Ceci est trop volumineux
error-page-too-large = Ce que vous avez envoyé dépasse ce que nous pouvons accepter. Revenez en arrière et envoyez moins, ou un fichier plus petit.
error-page-misdirected-title = Ce n’est pas la bonne adresse
error-page-misdirected = Ce site ne répond que sous son propre nom. Vérifiez l’adresse dans votre navigateur.
error-page-throttled-title = Trop de tentatives
error-page-throttled = Il y a eu trop de demandes en peu de temps. Patientez un peu.
error-page-unavailable-title = Ce n’est pas possible pour le moment
error-page-unavailable = Un élément dont nous avons besoin ne répond pas. Rien de ce que vous avez déjà envoyé n’est perdu.
error-page-internal-title = Une erreur s’est produite de notre côté
error-page-internal = C’est notre faute, pas la vôtre. Rien de ce que vous avez déjà envoyé n’est perdu. Si cela se reproduit, communiquez-nous le code ci-dessous.
error-page-try-again = Réessayer dans un instant peut aider.
error-page-incident = Code de cet incident :
error-page-home = Vers la première page
