# Ce qu'un pack demande encore lors de la demande.
portal-audience = Travaillez-vous, ou avez-vous travaillé, pour { $organisation } ? (facultatif)
portal-audience-hint = Cela ne change que les voies qui vous sont ouvertes si la réponse ne vous convient pas. Si vous demandez pour quelqu'un d'autre, répondez pour cette personne.
portal-audience-staff = Oui, maintenant ou autrefois
portal-audience-non-staff = Non, jamais
portal-audience-unsure = Je n'en suis pas sûr
portal-review-audience = Y travaille ou y a travaillé
