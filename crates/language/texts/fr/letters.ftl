# Mots des lettres sur papier. Les noms des droits, des dossiers et des fonctions viennent du pack.

letter-registered = Lettre recommandée
letter-date = Date
letter-reference = Notre référence
letter-return-address = Adresse de retour
letter-reference-code = Code QR de la référence { $reference }
letter-page = Page { $number } sur { $total }
letter-enclosures = Annexes
letter-on-behalf = Pour { $controller }
letter-unprintable = Certains caractères n’ont pu être composés et sont imprimés « { $mark } ».

letter-channel-portal = le portail de protection des données
letter-channel-email = courrier électronique
letter-channel-post = courrier postal
letter-channel-counter = le guichet
letter-channel-telephone = téléphone

letter-transmittal-subject = Demande d’une personne concernée : { $right }, { $file }
letter-transmittal-salutation = Madame, Monsieur,
letter-transmittal-received = Le { $instant }, nous avons reçu par { $channel } la demande d’une personne concernée au sujet d’un dossier que vous détenez : { $right }, { $file }.
letter-transmittal-unread = Nous vous la transmettons par lettre recommandée, sans en avoir pris connaissance, car la décision vous revient ({ $provision }).
letter-transmittal-noted = Notre service d’accueil l’a enregistrée. Nous vous la transmettons par lettre recommandée, car la décision vous revient ({ $provision }).
letter-transmittal-due = La personne concernée doit avoir la réponse le { $date } au plus tard. Le délai court depuis la réception ; les jours d’acheminement de la présente ne le déplacent pas.
letter-transmittal-screen = Vous trouverez la demande sous la référence ci-dessus dans votre propre compartiment de la gestion des dossiers. Il n’est ouvert qu’à votre fonction ; vous pouvez y rédiger la réponse.
letter-transmittal-slip = Veuillez nous faire part de votre décision au moyen du talon-réponse en dernière page, sans donnée médicale ni autre donnée confidentielle, et l’envoyer à l’adresse de retour ci-dessus.
letter-transmittal-annexed = La demande telle qu’elle a été introduite figure en annexe, avec l’heure et le canal de sa réception.
letter-transmittal-closing = Veuillez agréer, Madame, Monsieur, l’expression de notre considération distinguée.

letter-annex-request = Annexe : la demande telle qu’introduite
letter-annex-received = Reçue le { $instant } par { $channel }, sous la référence { $reference }.
letter-annex-item = Élément
letter-annex-content = Tel qu’introduit
letter-annex-own-words = Dans les termes de la personne

letter-slip-title = Talon-réponse
letter-slip-intro = À renvoyer le { $date } au plus tard à { $address }. N’inscrivez sur ce talon aucune donnée médicale ni autre donnée confidentielle.
letter-slip-choice = Décision
letter-slip-granted = Il est fait droit à la demande ; la réponse a été envoyée à la personne le :
letter-slip-partly = Il est fait droit en partie à la demande ; la réponse a été envoyée à la personne le :
letter-slip-refused = La demande est refusée ; la personne en a été informée, motifs à l’appui, le :
letter-slip-not-held = Cette fonction ne détient aucun dossier de ce genre.
letter-slip-date = Date
letter-slip-name = Nom
letter-slip-signature = Signature

letter-answer-subject = Notre réponse à votre demande { $reference }
letter-answer-salutation = Bonjour { $name },
letter-answer-received = Le { $date }, nous avons reçu votre demande. Voici notre réponse.
letter-answer-part = Ce que vous demandiez
letter-answer-outcome = Notre décision
letter-answer-remedies = Si vous n’êtes pas d’accord
letter-answer-closing = Avec nos salutations distinguées,

letter-identity-subject = Une question sur votre demande { $reference }
letter-identity-salutation = Bonjour { $name },
letter-identity-received = Le { $date }, nous avons reçu votre demande. Avant de pouvoir la traiter, nous devons être certains qu’elle vient de la personne dont il s’agit.
letter-identity-asked = Veuillez nous faire parvenir :
letter-identity-by = Veuillez le faire le { $date } au plus tard.
letter-identity-how-online = Vous pouvez l’envoyer en toute sécurité sur { $link }, avec votre référence et votre code d’accès.
letter-identity-how-post = Vous pouvez aussi l’envoyer par courrier à l’adresse de retour ci-dessus, en y inscrivant la référence.
letter-identity-use = Nous n’utilisons ce que vous envoyez que pour établir votre identité, et le détruisons ensuite.
letter-identity-closing = Avec nos salutations distinguées,

letter-mailroom = { $controller }, service courrier

letter-row-right = Droit exercé
letter-row-file = Type de dossier
letter-row-filer = Introduite par
letter-row-capacity = Qualité
letter-row-subject = Personne concernée
letter-row-born = Date de naissance
letter-row-address = Adresse
letter-row-phone = Téléphone
letter-row-known-as = Connue de nous comme
letter-row-contact = À joindre à

letter-capacity-self = la personne concernée
letter-capacity-parent = parent
letter-capacity-guardian = tuteur
letter-capacity-lawyer = avocat
letter-capacity-mandate = mandataire
letter-capacity-heir = héritier
letter-capacity-employer = employeur
letter-capacity-other = autre

letter-enclosed-identity = copie de la carte d’identité

letter-outcome-granted = Accordée
letter-outcome-partly = Accordée en partie
letter-outcome-refused = Refusée
letter-outcome-not-held = Nous ne détenons rien de tel
letter-outcome-transferred-elsewhere = Le dossier se trouve maintenant auprès d’une autre organisation
letter-outcome-destroyed-by-retention = Détruit à la fin du délai de conservation
letter-outcome-misdirected = Il ne nous appartient pas d’y répondre
letter-outcome-withdrawn = Retirée par vous
letter-outcome-identity-not-established = Votre identité n’a pas pu être établie
letter-outcome-authority-not-established = Votre pouvoir d’agir n’a pas pu être établi
letter-outcome-subject-deceased = La personne concernée est décédée
letter-outcome-duplicate = Traitée dans une autre affaire
letter-outcome-not-a-request = Pas une demande
letter-outcome-ground = { $outcome } : { $ground } ({ $citation })

letter-not-established = Nous n’avons pas pu établir que votre demande émane de la personne qu’elle concerne, et ne pouvons donc pas la traiter.
letter-not-established-again = Vous pouvez l’introduire à nouveau à tout moment, avec une preuve de votre identité.
letter-remedy = { $remedy } : { $body }
letter-message-subject = Un message au sujet de votre demande { $reference }
letter-complaint-subject = Votre plainte { $reference }
letter-conclusions-subject = Conclusions sur la plainte { $reference }
letter-conclusions-lead = Voici les conclusions sur la plainte qui porte cette référence. Elles vous sont communiquées en vertu de { $citation }.
letter-decision-subject = Décision finale sur la plainte { $reference }
letter-decision-lead = Voici la décision finale sur la plainte qui porte cette référence. Elle vous est communiquée en vertu de { $citation }.
letter-late-subject = Votre demande { $reference } : notre décision est en retard
