# Mots de tous les écrans : dates, nombres, et ce qui est partout pareil.

language-name = Français

date-long = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-short = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-with-weekday = { $weekday } { $date }
instant = { $date } à { $time }
time = { $hour } h { $minute }
list-last = { $before } et { $last }

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juill.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche

days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}

yes = Oui
no = Non

# The frame and the components of every page.
web-skip-to-content = Aller au contenu
web-language = Langue
web-menu = Menu
web-signed-in-as = Connecté en tant que { $name }
web-sign-out = Se déconnecter
web-footer-promise = Ce site ne dépose que les cookies nécessaires, ne suit personne et ne charge rien depuis d’autres sites.
web-error-prefix = Erreur :
web-error-summary = Vérifiez vos réponses
web-notice-success = C’est fait
web-notice-important = Important
web-warning = Attention
web-back = Retour
web-change = Modifier
web-step = Étape { $number } sur { $total }
web-day = Jour
web-month = Mois
web-year = Année
web-copy = Copier
web-copied = Copié
web-print = Imprimer cette page
web-pages = Pages
web-page-number = Page { $number }
web-previous = Précédent
web-next = Suivant
web-show = Afficher
web-hide = Masquer
web-password-show = Afficher le mot de passe
web-password-hide = Masquer le mot de passe
web-password-shown = Votre mot de passe est affiché
web-password-hidden = Votre mot de passe est masqué
web-characters-limit = Vous pouvez écrire jusqu’à { $count } caractères
web-characters-left-one = Il reste 1 caractère
web-characters-left-other = Il reste { $count } caractères
web-characters-none-left = Il ne reste aucun caractère
web-characters-over-one = 1 caractère de trop
web-characters-over-other = { $count } caractères de trop
