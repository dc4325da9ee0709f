# Ce qu’un pack demande encore lors de la demande.
portal-audience = Travaillez-vous, ou avez-vous travaillé, pour { $organisation } ? (facultatif)
portal-audience-hint = Cela ne change que les voies qui vous sont ouvertes si la réponse ne vous convient pas. Si vous demandez pour quelqu’un d’autre, répondez pour cette personne.
portal-audience-staff = Oui, maintenant ou autrefois
portal-audience-non-staff = Non, jamais
portal-audience-unsure = Je n’en suis pas sûr
portal-review-audience = Y travaille ou y a travaillé
portal-what-qualifier = { $hint } Examiné au moment de la décision, sans que vous ayez à le montrer ici : { $qualifier }
portal-elsewhere = S’agit-il de l’un de ces sujets ? (facultatif)
portal-elsewhere-hint = Ils ne relèvent pas de nous. Cochez ce qui convient et nous vous disons où vous adresser.
portal-elsewhere-heading = Cela relève d’un autre service
portal-elsewhere-may = Vous pouvez tout de même envoyer votre demande à { $organisation }. Elle sera reçue et traitée comme toute autre, et personne ne l’écartera pour cette raison.
portal-elsewhere-insist = L’envoyer ici malgré tout
portal-elsewhere-leave = S’arrêter ici
portal-ask-heading = L’objet de votre plainte
portal-ask-lead = Vous n’avez pas besoin de tout remplir. Ce qui manque vous sera demandé plus tard : votre plainte compte dès aujourd’hui.
portal-ask-heading-sign = Date et signature
portal-ask-lead-sign = Les règles de l’organisation les demandent. Vous pouvez laisser les deux vides : votre demande compte tout autant.
portal-ask-internal-controller = De quelle partie de l’organisation s’agit-il ? (facultatif)
portal-ask-internal-controller-hint = Le service ou la personne responsable de vos données, si vous le savez.
portal-ask-reason = Pourquoi pensez-vous que vos données ont été mal traitées ? (facultatif)
portal-ask-reason-hint = Ce qui s’est passé, et quand.
portal-ask-measures-wanted = Que faudrait-il faire ? (facultatif)
portal-ask-measures-wanted-hint = Ce qui réparerait la situation pour vous.
portal-ask-pending-elsewhere = Une autre instance a-t-elle réglé l’affaire, ou s’en occupe-t-elle ? (facultatif)
portal-ask-pending-elsewhere-hint = Par exemple un autre service, un tribunal ou un arbitre.
portal-ask-contact-with-dpo = Quand vous êtes-vous adressé au délégué à la protection des données, et avec quelle suite ? (facultatif)
portal-ask-contact-with-dpo-hint = Le délégué doit avoir eu un délai raisonnable pour répondre. Si vous ne lui avez pas encore écrit, faites-le maintenant : votre délai pour cette plainte court toujours.
portal-ask-aware-on = Quel jour en avez-vous eu connaissance ? (facultatif)
portal-ask-aware-on-hint = Le jour de la réponse dont vous vous plaignez, ou le jour où le délai de réponse a pris fin.
portal-ask-earlier = Référence de votre demande précédente (facultatif)
portal-ask-earlier-hint = S’il y en a eu une ici. Seuls ceux qui traitent votre plainte la voient.
portal-ask-signature = Votre signature (facultatif)
portal-ask-signature-hint = Écrivez votre nom.
portal-ask-signed-on = Date (facultatif)
portal-ask-signed-on-hint = Le jour où vous signez.
portal-ask-day-ahead = Ce jour ne peut pas être dans le futur
portal-review-elsewhere = Concerne aussi
portal-review-target = Aucun délai ne lie { $organisation }. Elle vise une réponse au plus tard le { $date } : un objectif qui n’engage personne.
portal-target = Aucun délai ne lie { $organisation }. Elle vise une réponse au plus tard le { $date } : un objectif qui n’engage personne.

# La même chose au bureau.
console-asked = Ce qui a été demandé à la personne
console-asked-not-said = Pas indiqué. Demandez-le par message : ce n’est pas une raison d’écarter l’affaire.
console-audience = Y travaille ou y a travaillé
console-audience-staff = Oui
console-audience-non-staff = Non
console-audience-unsure = Pas sûr : les deux voies sont indiquées
console-elsewhere = Concerne aussi, la personne a maintenu
console-earlier = Fait suite à la demande

# Une décision en retard, là où la loi en fait payer l'organisation.
late-title = Nous aurions déjà dû décider
late-text = Nous devions décider de votre demande au plus tard le { $date }. Vous pouvez nous mettre en demeure par écrit, à cette adresse : { $body }.
late-step = { $euros } euros par jour pendant { $days } jours
late-owed = S’il n’y a toujours pas de décision { $notice } jours après la réception de cette mise en demeure, nous vous devons une astreinte pour chaque jour suivant : { $steps }. Cela fait au plus { $days } jours et { $most } euros ({ $citation }).
