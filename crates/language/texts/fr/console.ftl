# Textes de la console.

console-title = Bureau des dossiers
console-demo = Démonstration : rien ici n'est réel.

# Lieux.

console-nav-queue = File de travail
console-nav-search = Recherche
console-nav-mailroom = Courrier
console-nav-figures = Chiffres
console-nav-failures = Pannes
console-nav-mailbox = Boîte aux lettres
console-lists = Listes

# Connexion.

console-sign-in = Se connecter
console-sign-in-wrong = Le nom ou le mot de passe n'est pas correct
console-login = Nom d'utilisateur
console-password = Mot de passe

# Ce qui n'a pas marché.

console-error-changed = Quelqu'un a modifié ceci entre-temps. Rien n'a été fait. Revenez, rechargez la page et regardez ce qui est nouveau.
console-error-changed-title = Ceci a changé entre-temps
console-error-newer-build = Ceci a été enregistré par une version plus récente du programme et ne peut être montré ici.
console-error-newer-build-title = Enregistré par une version plus récente
console-upload-harmful = Ce fichier est nuisible et ne peut être envoyé. Choisissez-en un autre

# Ce qui est fait.

console-done-verified = L'identité est établie. Le dossier suit son chemin.
console-done-message-read = Le message est marqué comme lu.
console-done-rejected = L'identité est rejetée. La personne en est informée.
console-done-asked = Une preuve a été demandée à la personne.
console-done-classified = Le dépôt est classé.
console-done-routed = Le dossier a été transmis.
console-done-pause = Le délai est suspendu.
console-done-resume = Le délai court à nouveau.
console-done-extend = La prolongation est enregistrée.
console-done-drafted = Le projet est conservé. Quelqu'un d'autre doit l'approuver.
console-done-approved = Le projet est approuvé.
console-done-returned = Le projet a été rendu à son auteur.
console-done-held = La réponse est retenue. Jusqu'à son départ vous pouvez la reprendre.
console-done-sent = La réponse est en route.
console-done-recalled = La réponse a été reprise.
console-done-posted = L'envoi est enregistré.
console-done-delivered = La remise est enregistrée.
console-done-came-back = Le retour est enregistré.
console-done-retried = Un nouvel essai est fait.

# Qui l'a fait.

console-actor-person = La personne
console-actor-operator = L'exploitant
console-actor-program = Le programme
console-actor-staff = Un membre du personnel
console-legal-day = compte à partir du { $day }

# La file.

console-tab-mine = À faire
console-tab-identity = Identité
console-tab-intake = Réception
console-tab-message = Messages
console-tab-route = À orienter
console-tab-answer = À répondre
console-tab-approve = À approuver
console-tab-held = Retenus
console-tab-all = Tous les ouverts
console-tab-closed = Clos
console-queue-caption = Les échéances les plus proches d'abord
console-queue-empty = Rien ici. Bon travail.
console-queue-submissions-hint = Qui vérifie une identité ne voit pas de quelle sorte de dossier il s'agit.
console-queue-identity = { $count ->
    [one] Pour { $count } demande, l'identité de la personne reste à établir
   *[other] Pour { $count } demandes, l'identité de la personne reste à établir
}
console-row-submission = Demande d'une personne
console-reference = Référence
console-what = Objet
console-place = Où
console-stage = État
console-received = Reçu
console-due-column = À finir pour

console-due-late = { $days ->
    [one] { $days } jour de retard
   *[other] { $days } jours de retard
}
console-due-today = Aujourd'hui
console-due-days = { $days ->
    [one] encore { $days } jour
   *[other] encore { $days } jours
}
console-due-paused = Suspendu
console-due-stopped = Répondu
console-due-none = Sans délai

# Où cela en est.

console-stage-received = Reçu
console-stage-identity = Identité à vérifier
console-stage-identity-asked = Preuve demandée
console-stage-identity-rejected = Identité rejetée
console-stage-in-hand = En traitement
console-stage-withdrawn = Retiré
console-stage-referred = À orienter
console-stage-working = À répondre
console-stage-approval = À approuver
console-stage-approved = À envoyer
console-stage-held = Retenu
console-stage-sending = En partance
console-stage-answered = Répondu
console-stage-closed = Clos

console-next-identity = Il faut d'abord établir qui est la personne.
console-next-referred = Les règles ne peuvent dire où va ce dossier. Dites-le.
console-next-working = Rédigez la réponse, ou le refus avec sa raison.
console-next-approval = Quelqu'un qui n'a pas rédigé le projet doit l'approuver.
console-next-approved = Le projet est approuvé. Envoyez-le.
console-next-held = La réponse est retenue. Elle part d'elle-même ; reprenez-la ou envoyez-la maintenant.
console-next-sending = La réponse part. Il n'y a rien à faire.
console-next-answered = La personne peut retirer la réponse, ou elle est à la poste.
console-next-closed = Le dossier est clos.
console-next = La suite

# Un dépôt.

console-submission-title = Demande { $reference }
console-submission-heading = Qui est cette personne ?
console-facts = Données
console-filer = Qui a déposé
console-subject = De qui sont les données
console-channel = Arrivé par
console-channel-portal = Portail
console-channel-mail = E-mail
console-channel-post = Lettre
console-channel-counter = En personne
console-channel-phone = Téléphone
console-channel-api = Un autre système
console-capacity = Agit en tant que
console-capacity-self = Soi-même
console-capacity-parent = Parent
console-capacity-guardian = Tuteur
console-capacity-lawyer = Avocat
console-capacity-mandate = Mandataire
console-capacity-heir = Héritier
console-capacity-employer = Employeur
console-capacity-other = Autrement
console-language = Langue
console-language-en = anglais
console-language-nl = néerlandais
console-language-fr = français
console-language-de = allemand
console-told = Date annoncée à la personne
console-person-name = Nom
console-person-born = Né(e) le
console-person-known-as = Connu comme
console-person-address = Adresse
console-person-phone = Téléphone
console-person-email = E-mail
console-person-post = Par la poste à
console-own-words = Dans ses propres mots
console-message = Message
console-new-message = Nouveau message
console-message-read = Je l’ai lu
console-destroyed = Les clés de ces données ont été détruites. Elles ne peuvent plus être lues.
console-evidence = Ce qui a été remis
console-evidence-none = Rien n'a été remis. Ce n'est pas un obstacle : ne demandez une preuve qu'en cas de doute raisonnable.
console-document-identity = Copie d'une pièce d'identité
console-document-mandate = Mandat
console-document-annex = Annexe
console-document-other = Document
console-asked-on = Preuve demandée le { $day }.
console-identity-decide = Décider
console-method = Comment savez-vous qui c'est ?
console-method-card = Par la copie d'une pièce d'identité
console-method-known = Connu de l'organisation
console-method-in-person = Vu en personne
console-method-call-back = Rappelé à un numéro connu
console-method-eid = Par identité électronique
console-authority = Pouvoir d’agir pour quelqu’un d’autre
console-authority-open = Pas encore montré
console-authority-asked = Preuve demandée
console-authority-proven = Prouvé
console-authority-refused = Refusé
console-authority-how = Qu’est-ce qui montre que le demandeur peut agir pour cette personne ?
console-authority-by-mandate = Un mandat signé par la personne
console-authority-by-lawyer = Le demandeur est un avocat inscrit au barreau qui agit pour la personne
console-authority-by-parentage = Un acte de naissance ou un extrait du registre indique le parent
console-authority-by-court-decision = Une décision de justice désigne le demandeur
console-authority-by-succession = Un certificat d’hérédité désigne le demandeur
console-verify = Établir l'identité
console-ask = Demander une preuve
console-ask-question = De quoi avez-vous besoin, et pourquoi ?
console-ask-hint = La personne lit ceci avec son code. Le délai est suspendu jusqu'à sa réponse, là où la loi le permet. Ne demandez pas plus que nécessaire.
console-ask-send = Envoyer la question
console-reject = Rejeter l'identité
console-ground = Motif
console-identity-ground-no-proof = Aucune preuve n'a été donnée
console-identity-ground-proof-does-not-fit = La preuve ne correspond pas au dépôt
console-identity-ground-somebody-else = C'est quelqu'un d'autre
console-identity-ground-no-authority = Il n’a pas été montré que le demandeur peut agir pour quelqu’un d’autre
console-reason = La raison, pour cette personne
console-reason-hint = La personne la lit. Dites ce qui a été considéré dans son cas, pas seulement la règle.
console-reject-send = Rejeter
console-classify = Qu'est-ce ?
console-class = C'est
console-class-addition = Un complément à une demande
console-class-complaint = Une plainte
console-class-question = Une question
console-class-service-transfer = Un transfert vers un nouveau service
console-class-authority-request = Une demande d'une autorité
console-class-misdirected = Destiné à quelqu'un d'autre
console-class-not-a-request = Pas une demande
console-classify-send = Classer
console-history = Historique

# Un dossier.

console-case-title = Dossier { $reference }
console-right = Droit
console-kind = Sorte de dossier
console-desk = Bureau
console-office = Fonction
console-work-to = À finir pour le
console-held-until = Elle part à { $time }.
console-decision = Décision
console-letters = Lettres et e-mails
console-write = Rédiger la réponse
console-rewrite = Rédiger à nouveau
console-review = Lire et approuver
console-look = Lire
console-send = Envoyer
console-send-now = Envoyer maintenant
console-recall = Reprendre
console-route = Envoyer ailleurs
console-route-title = Où va ce dossier ?
console-route-elsewhere = Un service qui n’est pas dans la liste ne peut pas lire ce dossier. Il y va quand le type de dossier est corrigé.
console-route-by-letter = Par lettre recommandée : { $office }
console-route-send = L'y envoyer
console-referred-by-provision = Les règles laissent ceci à une personne.
console-referred-office-not-known = On ne sait pas quelle fonction tient le dossier.
console-referred-office-not-allowed = Cette demande ne peut aller à la fonction nommée.
console-clock-pause-title = Suspendre le délai
console-clock-pause-hint = Le délai est suspendu pendant qu'on demande à la personne ce qu'il faut pour continuer. Le dossier reste dans la file.
console-clock-resume-title = Faire courir le délai à nouveau
console-clock-resume-hint = À partir du jour où la personne a répondu.
console-clock-extend-title = Prolonger le délai
console-clock-day = Quel jour ?
console-cause = Pourquoi ?
console-cause-clarification = On a demandé à la personne ce qu'elle veut exactement
console-cause-identity-question = On a demandé à la personne une preuve d'identité
console-extension-ground-complexity = La demande est complexe
console-extension-ground-number-of-requests = Les demandes sont nombreuses

# La réponse.

console-answer-title = La réponse
console-answer-remarks = Ce qui doit changer
console-answer-language = La personne a demandé en { $language }. Écrivez dans cette langue.
console-answer-text = Ce que la personne lira
console-answer-text-hint = Laissez une ligne vide entre les paragraphes.
console-answer-text-missing = Rédigez la réponse
console-answer-keep = Conserver le projet
console-outcome = Que décide-t-on ?
console-choose = Choisissez
console-outcome-granted = Accordé
console-outcome-partly = Accordé en partie
console-outcome-refused = Refusé
console-outcome-not-held = Rien de tel n'est détenu
console-outcome-transferred-elsewhere = Le dossier est maintenant ailleurs
console-outcome-destroyed-by-retention = Détruit à la fin de sa conservation
console-outcome-misdirected = Destiné à une autre organisation
console-outcome-withdrawn = Retiré par la personne
console-outcome-identity-not-established = Identité non établie
console-outcome-authority-not-established = Pouvoir non établi
console-outcome-subject-deceased = La personne est décédée
console-outcome-duplicate = Répondu dans un autre dossier
console-outcome-not-a-request = Pas une demande
console-refusal = En cas de refus, total ou partiel
console-enclosed = Joint
console-enclosed-hint = Décochez ce qui ne doit pas partir.
console-files = Joindre des fichiers
console-files-hint = PDF, JPEG ou PNG, au plus { $files } à la fois, chacun au plus { $megabytes } Mo
console-files-again = Choisissez à nouveau les fichiers : un navigateur ne les garde pas.
console-meanwhile = Ce qui s'est passé entre-temps
console-draft-title = La réponse telle qu'elle partira
console-draft-by = Rédigé par { $author }, en { $language }.
console-draft-approved-by = Approuvé par { $approver }.
console-draft-own = Vous avez rédigé ceci. Quelqu'un d'autre de la fonction { $office } doit l'approuver.
console-draft-waits = Quelqu'un de la fonction { $office } doit l'approuver.
console-fingerprint = Empreinte du projet : { $hash }
console-approve = Approuver exactement ceci
console-give-back = Rendre à l'auteur
console-remarks = Qu'est-ce qui doit changer ?

# Lettres et e-mails.

console-dispatch-mail = E-mail
console-dispatch-registered-letter = Lettre recommandée
console-dispatch-letter = Lettre
console-dispatch-stage-ordered = Ordonné
console-dispatch-stage-started = Commencé
console-dispatch-stage-queued = À imprimer
console-dispatch-stage-printed = Imprimé
console-dispatch-stage-sent = Envoyé
console-dispatch-stage-delivered = Remis
console-dispatch-stage-returned = Revenu
console-dispatch-stage-failed = Échoué
console-dispatch-stage-cancelled = Annulé

# Le service du courrier.

console-mailroom-title = Courrier
console-mailroom-to-post = À imprimer et à poster
console-mailroom-under-way = En route
console-mailroom-done = Arrivés ou revenus
console-mailroom-caption = Lettres
console-mailroom-empty = Pas de lettres ici.
console-mailroom-person = La personne
console-addressee = À
console-service = Service
console-since = Depuis
console-envelope-title = Lettre { $reference }
console-print-heading = 1. Imprimer
console-print-hint = La lettre va tout de suite à l'imprimante et n'est pas montrée. Pliez-la pour que l'adresse soit dans la fenêtre. Ajoutez les annexes.
console-envelope-cancelled = Cette lettre a été reprise. Ne la postez pas et détruisez ce qui a été imprimé.
console-print = Imprimer la lettre
console-print-again = Imprimer à nouveau
console-enclosure = Imprimer l'annexe { $number }
console-posted-heading = 2. Poster
console-item-number = Numéro d'envoi
console-item-number-hint = Le numéro de l'étiquette : 13 caractères, comme RR 123 456 785 BE, ou 30 chiffres
console-item-number-missing = Entrez ou scannez le numéro d'envoi
console-item-number-wrong = Ce n'est pas un numéro d'envoi : un caractère est faux ou manque
console-posted-day = Quel jour a-t-elle été remise à la poste ?
console-posted = Postée
console-posted-on = Postée le { $day }.
console-arrived-heading = 3. Ce qu'elle est devenue
console-delivered-day = Quel jour cela s'est-il passé ?
console-delivered = Remise
console-came-back = Elle est revenue
console-returned-reason = Pourquoi est-elle revenue ?
console-returned-unclaimed = Non réclamée
console-returned-refused = Refusée
console-returned-moved = Déménagé
console-returned-unknown-address = L'adresse n'existe pas
console-returned-lost = Perdue

# Incidents.

console-failures-title = Pannes
console-failures-none = Rien n'a échoué.
console-failures-workers = Événements qui n'ont pu être traités
console-failures-unsent = Lettres et e-mails qui n'ont pu partir
console-failure-worker = Service
console-failure-reason = Raison
console-failure-waiting = Nouvel essai prévu
console-failure-dead = Abandonné
console-failure-attempt = { $count ->
    [one] après { $count } essai
   *[other] après { $count } essais
}
console-template = Texte
console-retry = Réessayer

# La boîte aux lettres locale.

console-mailbox-title = Boîte aux lettres
console-mailbox-hint = Les e-mails de cette démonstration. Aucun n'en sort.
console-mailbox-empty = Pas encore d'e-mails.
console-mail-title = E-mail
console-mail-to = À
console-mail-at = Le

# Recherche.

console-search-title = Recherche
console-search-label = Référence, nom, adresse e-mail ou numéro d'envoi
console-search-hint = Des mots entiers : on ne cherche pas par débuts de mots.
console-search-send = Chercher
console-search-none = Rien n'a été trouvé que vous puissiez voir.

# Chiffres.

console-figures-title = Chiffres
console-figures-open = Ouverts
console-figures-late = En retard
console-figures-soon = Échéance dans 7 jours
console-figures-paused = Suspendus
console-figures-missed = Manqués en 12 mois
console-figures-by-desk = Par bureau
console-figures-cases = Dossiers ouverts, les échéances les plus proches d'abord
console-figures-no-desk = Pas encore de bureau

# Ce qui s'est passé.

console-event-submission-received = Déposé
console-event-submission-classified = Classé
console-event-identity-check-opened = Identité à vérifier
console-event-identity-established = Identité établie
console-event-identity-rejected = Identité rejetée
console-event-identity-question-asked = Preuve demandée
console-event-identity-evidence-received = Preuve reçue
console-event-authority-asked = Preuve de pouvoir demandée
console-event-authority-proven = Pouvoir prouvé
console-event-authority-refused = Pouvoir refusé
console-event-authority-ended = Pouvoir terminé
console-event-submission-handed-over = Transmis
console-event-message-received = Message reçu
console-event-message-sent = Message envoyé
console-event-message-opened = Message lu
console-event-document-received = Document reçu
console-event-submission-withdrawn = Retiré par la personne
console-event-answer-collected = Réponse retirée
console-event-contact-proven = Contact prouvé
console-event-submission-date-told = Une date a été annoncée à la personne
console-event-submission-receipt-corrected = Jour de réception corrigé
console-event-submission-closed = Dépôt clos
console-event-submission-keys-destroyed = Clés détruites
console-event-case-opened = Dossier ouvert
console-event-case-kind-corrected = Sorte de dossier corrigée
console-event-identity-settled = Identité réglée
console-event-case-routed = Orienté
console-event-routing-referred = Les règles ne peuvent dire où il va
console-event-clock-paused = Délai suspendu
console-event-clock-resumed = Le délai court à nouveau
console-event-clock-extended = Délai prolongé
console-event-receipt-corrected = Jour de réception corrigé
console-event-receipt-left = Jour de réception non corrigé
console-event-fact-retracted = Une mention a été reprise
console-event-date-told = Une date a été annoncée à la personne
console-event-party-changed = Une partie a changé
console-event-task-opened = Tâche ouverte
console-event-task-done = Tâche faite
console-event-answer-drafted = Réponse rédigée
console-event-answer-approved = Projet approuvé
console-event-answer-returned-to-author = Projet rendu
console-event-answer-ordered = Réponse à envoyer
console-event-answer-recalled = Réponse reprise
console-event-hold-ended = La retenue est finie
console-event-answer-released = La réponse a été libérée
console-event-answer-made-available = La personne peut retirer la réponse
console-event-answer-posted = La réponse a été postée
console-event-answer-delivered = La réponse a été remise
console-event-answer-returned = La réponse est revenue
console-event-restriction-changed = Limitation modifiée
console-event-alarm-rung = Rappel
console-event-limit-missed = Délai manqué
console-event-remedy-opened = Le temps des plaintes a commencé
console-event-case-closed = Dossier clos
console-event-case-reopened = Dossier rouvert
console-event-legal-hold-set = Conservation légale ordonnée
console-event-legal-hold-lifted = Conservation légale levée
console-event-pack-rebound = Une autre version des règles s'applique
console-event-calendar-applied = Une autre version du calendrier s'applique
console-event-keys-destroyed = Clés détruites
console-event-dispatch-ordered = Lettre ou e-mail ordonné
console-event-dispatch-started = Lettre ou e-mail commencé
console-event-dispatch-queued = Lettre au service du courrier
console-event-dispatch-rendered = Lettre composée
console-event-dispatch-printed = Lettre imprimée
console-event-dispatch-sent = Lettre ou e-mail envoyé
console-event-dispatch-delivered = Lettre remise
console-event-dispatch-returned = Lettre revenue
console-event-dispatch-failed = N'a pu partir
console-event-dispatch-retried = Renvoyé
console-event-dispatch-cancelled = Annulé

console-figures-shared = Pour les rapports qui sortent de l’organisation
console-figures-shared-text = Les demandes des douze derniers mois. Un groupe de moins de { $persons } personnes n’est pas montré, ni ce qui permettrait de le calculer ({ $citation }).
console-figures-persons = Demandes
console-figures-all = Total
console-figures-hidden = Non montré
