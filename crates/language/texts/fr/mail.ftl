# Courriels. Neutres : référence et lien, ou le code seul ; jamais un droit, un type de dossier ou un mot saisi.

mail-received-subject = Nous avons reçu votre demande : { $reference }
mail-received-body =
    Bonjour,

    Nous avons reçu votre demande. Sa référence est { $reference }.

    Vous pouvez la suivre ici : { $link }
    Il vous faut la référence et le code d’accès reçu lors de l’envoi.
    Nous ne demandons jamais ce code par courriel ou par téléphone.

    Ce message a été envoyé automatiquement.
mail-news-subject = Du nouveau au sujet de votre demande : { $reference }
mail-news-body =
    Bonjour,

    Il y a du nouveau au sujet de la demande portant la référence { $reference }.

    Vous pouvez le lire ici : { $link }
    Il vous faut la référence et votre code d’accès.

    Ce message a été envoyé automatiquement.
mail-answer-subject = Une réponse est prête pour vous : { $reference }
mail-answer-body =
    Bonjour,

    La réponse à la demande portant la référence { $reference } est prête.

    Vous pouvez la retirer ici : { $link }
    Il vous faut la référence, votre code d’accès et un second code que nous envoyons dans un message séparé.

    Ce message a été envoyé automatiquement.
mail-code-subject = Votre second code
mail-code-body =
    Bonjour,

    Voici votre second code : { $code }

    Gardez-le pour vous. Nous ne le demandons jamais par courriel ou par téléphone.

    Ce message a été envoyé automatiquement.
