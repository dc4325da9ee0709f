# Pourquoi une date est ce qu’elle est. Une phrase par étape du calcul.

limit-period-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
limit-period-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
limit-period-working-days = { $count ->
    [one] { $count } jour ouvrable
   *[other] { $count } jours ouvrables
}
limit-period-weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
limit-period-months = { $count } mois
limit-period-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
limit-period-years-from-year-end = { $count ->
    [one] { $count } an après la fin de l’année
   *[other] { $count } ans après la fin de l’année
}

limit-cited = { $sentence } ({ $citation })
limit-closed-day = { $date } ({ $why })
limit-closed-days = Jours qui ne comptent pas : { $days }.
limit-closed-weekend = week-end

limit-rule-day-of-event = Le jour de la réception, le { $from }, n’est pas compté.
limit-rule-period = À partir de là, le délai de { $period } expire le { $to }.
limit-rule-extended-period = Avec la prolongation, le délai de { $period } au total expire le { $to }.
limit-rule-further-period = La prolongation de { $period } s’y ajoute : { $to }.
limit-rule-month-end = Ce mois n’a pas de tel jour ; son dernier jour compte : { $to }.
limit-rule-two-working-days = Le délai doit comprendre deux jours ouvrables : { $to }.
limit-rule-working-days = { $count ->
    [one] { $count } jour ouvrable est compté : { $to }.
   *[other] { $count } jours ouvrables sont comptés : { $to }.
}
limit-rule-suspended = { $count ->
    [one] Du { $opened } au { $closed }, le délai était suspendu, ce qui ajoute { $count } jour : { $to }.
   *[other] Du { $opened } au { $closed }, le délai était suspendu, ce qui ajoute { $count } jours : { $to }.
}
limit-rule-suspension-open = Le délai est suspendu depuis le { $opened }.
limit-rule-suspension-too-late = La suspension du { $opened } est venue après le dernier jour et reste sans effet.
limit-rule-suspension-ignored = Le texte ne connaît pas de suspension ; celle du { $opened } reste sans effet.
limit-rule-runs-on = La suspension a commencé un jour auquel l’échéance avait été reportée ; le délai reprend à partir du { $from }.
limit-rule-extension-in-time = La prolongation a été notifiée le { $notified }, à temps.
limit-rule-extension-while-suspended = La prolongation a été notifiée le { $notified }, pendant que le délai était suspendu.
limit-rule-extension-too-late = La prolongation a été notifiée le { $notified }, après le dernier jour pour le faire ({ $last }) ; elle reste sans effet.
limit-rule-extension-none = Le texte ne connaît pas de prolongation ; l’avis du { $notified } reste sans effet.
limit-rule-rolled = Le dernier jour, { $from }, n’est pas ouvrable ; le délai expire le jour ouvrable suivant, { $to }.
limit-rule-not-rolled = Selon cette règle, le dernier jour n’est pas reporté pour les week-ends et jours fériés.
limit-rule-not-rolled-self-imposed = L’organisation s’est fixé elle-même ce délai ; son dernier jour n’est pas reporté pour les week-ends et jours fériés.
limit-rule-sequential = Compté depuis la fin du premier délai, le délai expirerait le { $to }.
limit-rule-unrolled = Sans report à un jour ouvrable, le délai expire le { $to }.
limit-rule-target = Le texte ne fixe pas de délai ; l’objectif de { $period } expire le { $to }.
limit-rule-no-limit = Le texte ne fixe pas de délai.

limit-caution-unsuspended = Si la suspension était sans effet : { $date }.
limit-caution-restart = Si le délai recommençait après la suspension : { $date }.
limit-warning-coverage = Les jours fériés du calendrier ne sont pas connus pour le { $date } ; la date peut encore changer.

limit-holiday-new-year = jour de l’An
limit-holiday-good-friday = Vendredi saint
limit-holiday-easter-monday = lundi de Pâques
limit-holiday-kings-day = fête du Roi
limit-holiday-labour-day = fête du Travail
limit-holiday-liberation-day = jour de la Libération
limit-holiday-ascension = Ascension
limit-holiday-whit-monday = lundi de Pentecôte
limit-holiday-belgian-national-day = fête nationale belge
limit-holiday-assumption = Assomption
limit-holiday-all-saints = Toussaint
limit-holiday-armistice = Armistice
limit-holiday-christmas = Noël
limit-holiday-second-christmas-day = lendemain de Noël
