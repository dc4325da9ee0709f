# Textes du portail. Adressés à la personne : simples, chaleureux, courts.

portal-title = Vos données
portal-demo = Démonstration : rien ici n’est réel. N’écrivez pas de vraies données.
portal-nav-start = Faire une demande
portal-nav-status = Suivre une demande
portal-continue = Continuer
portal-choose = Choisissez
portal-reference = Référence
portal-access-code = Code d’accès
portal-due = Vous recevez une réponse au plus tard le
portal-due-rest = Vous recevez le reste au plus tard le
portal-kilobytes = { $kilobytes } ko

# Choisir l’organisation.
portal-start-heading = Vos données vous appartiennent
portal-start-lead = Voyez ce qu’une organisation conserve à votre sujet, faites-le corriger ou effacer. C’est gratuit et cela prend environ deux minutes.
portal-start-choose = De quelle organisation s’agit-il ?
portal-start-status = Avez-vous déjà envoyé une demande ?
portal-start-status-link = Voyez où elle en est

# Quoi.
portal-what-heading = Que souhaitez-vous ?
portal-what-lead = Vous vous adressez à { $organisation }. Vous hésitez ? Choisissez ce qui s’en rapproche le plus : nous lisons chaque demande avec soin.
portal-what-right = Je voudrais exercer mon droit
portal-what-many = Vous pouvez faire plusieurs choix.
portal-what-right-missing = Choisissez au moins une chose que vous souhaitez
portal-what-kind = Il s’agit de
portal-what-kind-hint = Vous n’avez pas besoin de savoir comment nous classons les dossiers.
portal-what-kind-missing = Choisissez de quoi il s’agit. Si vous ne savez pas, choisissez le dernier

# Pour qui.
portal-whom-heading = Pour qui est cette demande ?
portal-whom-self = Pour moi-même
portal-whom-other = Pour quelqu’un d’autre
portal-whom-other-hint = Par exemple pour votre enfant, un client ou quelqu’un qui vous l’a demandé.
portal-whom-missing = Choisissez si c’est pour vous-même ou pour quelqu’un d’autre
portal-whom-capacity = Vous agissez comme
portal-whom-capacity-missing = Choisissez en quelle qualité vous agissez
portal-capacity-self = La personne concernée
portal-capacity-parent = Parent
portal-capacity-guardian = Tuteur ou administrateur
portal-capacity-lawyer = Avocat
portal-capacity-mandate = Mandataire, avec un mandat écrit
portal-capacity-heir = Héritier
portal-capacity-employer = Employeur
portal-capacity-other = À un autre titre
portal-subject-name = Son nom complet
portal-subject-name-hint = La personne dont il s’agit.
portal-subject-birth = Sa date de naissance (facultatif)
portal-subject-known-as = Son employeur, son numéro de client ou de personnel (facultatif)

# Qui.
portal-you-heading = Qui êtes-vous ?
portal-name = Votre nom complet
portal-name-hint = Comme sur votre carte d’identité.
portal-name-missing = Écrivez le nom
portal-birth = Votre date de naissance (facultatif)
portal-birth-hint = Elle aide à trouver le bon dossier. Par exemple 27 3 1981.
portal-birth-ahead = Une date de naissance ne peut pas être dans l’avenir
portal-known-as = Votre employeur, votre numéro de client ou de personnel (facultatif)
portal-known-as-hint = Tout ce qui nous aide à vous retrouver. Pas de numéro national, s’il vous plaît.
portal-contact = Comment pouvons-nous vous joindre ?
portal-contact-hint = Nous n’écrivons qu’au sujet de cette demande.
portal-contact-email = Par courriel
portal-contact-post = Par la poste
portal-contact-missing = Choisissez comment nous pouvons vous joindre
portal-email = Adresse électronique
portal-email-hint = Nous n’envoyons jamais le contenu de votre dossier par courriel.
portal-email-missing = Écrivez votre adresse électronique
portal-street = Rue, numéro et boîte
portal-street-missing = Écrivez la rue et le numéro
portal-postcode = Code postal
portal-postcode-missing = Écrivez le code postal
portal-town = Localité
portal-town-missing = Écrivez la localité
portal-country = Pays
portal-country-missing = Écrivez le pays
portal-country-be = Belgique
portal-country-nl = Pays-Bas
portal-country-fr = France

# Avec leurs mots.
portal-words-heading = Voulez-vous ajouter quelque chose ? (facultatif)
portal-words-hint = Par exemple une période, un médecin, ou ce qui doit être corrigé. Seuls ceux qui vous répondent le lisent.
portal-office = Savez-vous qui tient votre dossier ? (facultatif)
portal-office-hint = Si vous ne le savez pas, nous le cherchons.
portal-office-none = Je ne sais pas

# Copies.
portal-copy-heading = Une copie de votre carte d’identité
portal-copy-mandate-heading = La preuve que vous pouvez agir pour quelqu’un d’autre
portal-copy-lead = Elle protège votre dossier. Vous pouvez aussi envoyer votre demande sans elle : nous vous la demanderons peut-être plus tard.
portal-copy-mask = Ce qu’il faut cacher avant de la photographier
portal-copy-mask-keep = Laissez lisibles : votre nom et votre date de naissance.
portal-copy-mask-cover = Cachez : la photo, le numéro national et le numéro de la carte.
portal-copy-mask-write = Écrivez dessus « copie pour une demande de données » et la date du jour.
portal-copy-card = Copie de la carte d’identité
portal-copy-file-hint = PDF, JPEG ou PNG, au plus { $max } Mo par fichier. Une photo prise avec votre téléphone convient.
portal-copy-mandate = Mandat ou autre preuve
portal-copy-mandate-hint = Par exemple un mandat signé, un acte de naissance ou une décision de justice.
portal-copy-have = Vous avez ajouté
portal-copy-kind-identity = Carte d’identité
portal-copy-kind-mandate = Mandat
portal-copy-size = { $format }, { $kilobytes } ko
portal-copy-remove = Retirer
portal-copy-without = Continuer sans copie
portal-copy-too-many = Vous pouvez ajouter au plus { $max } fichiers
portal-upload-empty = Ce fichier est vide. Choisissez-en un autre
portal-upload-unknown-kind = Ce fichier n’est ni un PDF, ni un JPEG, ni un PNG. Choisissez-en un autre
portal-upload-damaged = Ce fichier est endommagé ou incomplet. Choisissez-en un autre
portal-upload-too-many-pixels = Cette image est trop grande pour être ouverte. Choisissez-en une plus petite
portal-upload-harmful = Notre analyse met en garde contre ce fichier. Choisissez-en un autre

# Relire.
portal-review-heading = Relisez vos réponses
portal-review-what = Votre demande
portal-review-who = À votre sujet
portal-review-copies = Copies
portal-review-files = Fichiers
portal-review-no-copy = Aucune. Ce n’est pas un problème : nous vous en demanderons une s’il le faut.
portal-review-rights = Je souhaite
portal-review-kinds = Il s’agit de
portal-review-words = Avec vos mots
portal-review-none = Rien d’ajouté
portal-review-office = Tenu par
portal-review-whom = Pour
portal-review-capacity = Vous agissez comme
portal-review-subject = Pour
portal-review-you = Vous
portal-review-reach = Nous vous joignons
portal-review-next = Quand vous l’envoyez
portal-review-goes-to = Votre demande part scellée vers { $organisation } : seuls ceux qui doivent la lire le peuvent.
portal-review-due = Vous recevez une réponse au plus tard le { $date }.
portal-review-code = Vous recevez une référence et un code d’accès. Gardez les deux : ils servent à suivre votre demande et à retirer la réponse.
portal-review-send = Envoyer ma demande

# Envoyée.
portal-sent-heading = Votre demande est envoyée
portal-sent-lead = { $organisation } l’a reçue.
portal-sent-keep = À garder tous les deux
portal-sent-keep-why = Avec les deux, vous suivez votre demande. Notez-les, photographiez-les ou imprimez cette page.
portal-sent-once = Nous ne pouvons pas montrer le code d’accès une seconde fois : nous ne le gardons pas.
portal-sent-next = Ce qui se passe maintenant
portal-sent-next-check = Nous vérifions votre identité. S’il nous faut quelque chose, nous vous le demandons.
portal-sent-next-answer = Votre demande va à ceux qui peuvent y répondre, et à personne d’autre.
portal-sent-next-mail = Quand la réponse est prête, vous recevez un courriel avec un second code. Il sert à la retirer ici.
portal-sent-next-post = Quand la réponse est prête, vous recevez une lettre.
portal-sent-status = Voir où en est votre demande

# L’accès au suivi.
portal-status-heading = Suivre votre demande
portal-status-lead = Vous avez reçu les deux en envoyant votre demande.
portal-status-reference-hint = Par exemple 7Q4-M0X-9TB.
portal-status-reference-missing = Écrivez votre référence
portal-status-code-hint = Seize caractères. Majuscules, espaces et tirets n’ont pas d’importance.
portal-status-code-missing = Écrivez votre code
portal-status-refused = Nous ne connaissons aucune demande avec cette référence et ce code. Vérifiez les deux et réessayez
portal-status-open = Voir ma demande
portal-status-lost = J’ai perdu mon code
portal-status-lost-text = Pour votre sécurité, nous ne gardons pas votre code d’accès et ne pouvons donc pas le renvoyer. Votre demande suit son cours. Écrivez à l’organisation : elle vous répond par courriel ou par la poste.

# Où elle en est.
portal-overview-heading = Votre demande
portal-state-received = Nous avons votre demande
portal-state-received-text = Nous regardons maintenant qui doit y répondre.
portal-state-identity = Nous vérifions qui vous êtes
portal-state-identity-text = Cela protège vos données. Vous n’avez rien à faire pour l’instant.
portal-state-identity-asked = Nous avons besoin de quelque chose
portal-state-identity-asked-text = Merci de nous remettre une preuve de votre identité. Nous continuons dès que nous l’avons.
portal-state-identity-rejected = Nous n’avons pas pu établir qui vous êtes
portal-state-identity-rejected-text = Vous recevez une réponse qui dit pourquoi. Vous pouvez encore remettre une preuve.
portal-state-in-hand = Nous préparons votre réponse
portal-state-in-hand-text = Votre demande est chez ceux qui peuvent y répondre. Vous n’avez rien à faire pour l’instant.
portal-state-answer-ready = Une réponse vous attend
portal-state-answer-ready-text = Retirez-la ci-dessous avec le code que nous vous avons envoyé.
portal-state-answered = Votre demande a reçu sa réponse
portal-state-answered-text = Vous pouvez relire la réponse ci-dessous.
portal-state-withdrawn = Vous avez retiré votre demande
portal-state-withdrawn-text = Nous ne la traitons plus. Vous pouvez en faire une nouvelle à tout moment.
portal-state-closed = Votre demande est close
portal-state-closed-text = Si vous n’êtes pas d’accord avec quelque chose, écrivez-nous un message.
portal-part = Réponse, partie { $number }
portal-answer = Votre réponse
portal-collected = Retirée
portal-overview-answers = Réponses
portal-overview-messages = Messages pour vous
portal-overview-happened = Ce qui s’est passé
portal-done-message = Nous avons votre message.
portal-done-evidence = Nous avons votre preuve et poursuivons.
portal-overview-do = Ce que vous pouvez faire
portal-event-received = Vous avez envoyé votre demande
portal-event-identity-check = Nous avons commencé à vérifier qui vous êtes
portal-event-identity-asked = Nous vous avons demandé une preuve
portal-event-evidence = Vous avez remis une preuve
portal-event-identity-established = Votre identité est établie
portal-event-identity-rejected = Nous n’avons pas pu établir qui vous êtes
portal-event-handed-over = Votre demande est allée à ceux qui y répondent
portal-event-message-in = Vous nous avez écrit
portal-event-message-out = Nous vous avons écrit
portal-event-answer-ready = Prête : { $part }
portal-event-collected = Vous avez retiré une réponse
portal-event-receipt-corrected = Nous avons corrigé le jour de réception
portal-event-withdrawn = Vous avez retiré votre demande
portal-event-closed = Votre demande a été close

# Messages.
portal-message-heading = Écrivez-nous un message
portal-message-hint = Ne parlez de votre santé ou d’autres choses privées que s’il le faut.
portal-message-send = Envoyer
portal-message-write = Écrivez-nous un message
portal-message-reply = Répondre à ce message
portal-message-of = Message du { $date }
portal-message-new = Nouveau
portal-message-read = Lire
portal-read-heading = Un message pour vous

# Une preuve remise plus tard.
portal-evidence-heading = Remettre une preuve
portal-evidence-lead = Une copie de votre carte d’identité, ou ce que nous vous avons demandé.
portal-evidence-asked = Montrez-nous qui vous êtes
portal-evidence-asked-text = Nous voulons en être sûrs avant de remettre vos données.
portal-evidence-do = Remettre une preuve de votre identité
portal-evidence-send = Remettre
portal-evidence-missing = Choisissez un fichier

# Retirer la demande.
portal-withdraw-heading = Retirer votre demande
portal-withdraw-lead = Nous cessons alors d’y travailler et vous ne recevez pas de réponse. Vous pouvez faire une nouvelle demande à tout moment.
portal-withdraw-sure = En êtes-vous sûr ?
portal-withdraw-yes = Oui, je retire ma demande
portal-withdraw-sure-missing = Cochez la case si vous voulez retirer votre demande
portal-withdraw-confirm = Retirer
portal-withdraw-keep = Non, garder ma demande
portal-withdraw-do = Retirer votre demande

# La réponse.
portal-answer-wait = Elle est scellée. Vous seul pouvez l’ouvrir, avec le code que nous vous avons envoyé.
portal-answer-collect = Retirer la réponse
portal-answer-again = Relire
portal-answer-code-heading = Retirer votre réponse
portal-answer-code-lead = Nous vous avons envoyé un second code, séparément du message qui annonce que votre réponse est prête.
portal-answer-code = Code de la réponse
portal-answer-code-hint = Seize caractères. Ce n’est pas votre code d’accès.
portal-answer-code-refused = Ce n’est pas le code de cette réponse. Vérifiez-le et réessayez
portal-answer-open = Ouvrir la réponse
portal-answer-code-lost = Je n’ai pas de code
portal-answer-code-lost-text = Regardez aussi dans le courrier indésirable. Toujours rien ?
portal-answer-day = Prête depuis le { $date }
portal-answer-files = Pièces jointes
portal-answer-not-content = Il manque quelque chose, ou ce n’est pas clair ?

# Quand quelque chose ne va pas.
portal-error-away = Nous n’avons pas pu enregistrer ceci. Ce que vous avez écrit est toujours là : réessayez dans un instant
portal-error-away-files = Nous n’avons pas pu enregistrer ceci. Choisissez à nouveau vos fichiers et renvoyez-les dans un instant
portal-error-not-sent-title = Nous n’avons pas pu envoyer votre demande
portal-error-not-sent = Rien n’est perdu : ce que vous avez écrit est gardé. Revenez en arrière et renvoyez-la dans un instant. Elle ne part qu’une fois
portal-error-busy-title = Trop de fichiers arrivent en ce moment
portal-error-busy = Rien n’est perdu, sauf les fichiers que vous avez choisis : revenez en arrière et renvoyez-les dans un instant.
portal-error-draft-gone-title = Ce que vous avez écrit n’est plus là
portal-error-draft-gone = Pour vous protéger, nous gardons une demande non envoyée pendant deux heures, et pour cet appareil seulement. Veuillez recommencer.
portal-error-changed-title = Ce n’est plus possible
portal-error-changed = Votre demande a changé entre-temps. Voyez où elle en est.
