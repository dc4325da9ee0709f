# Mails. Neutraal: kenmerk en link, of de code alleen; nooit een recht, een soort dossier of een getypt woord.

mail-received-subject = Wij hebben uw verzoek ontvangen: { $reference }
mail-received-body =
    Dag,

    Wij hebben uw verzoek ontvangen. Het kenmerk is { $reference }.

    U kunt het hier volgen: { $link }
    U hebt daarvoor het kenmerk nodig en de toegangscode die u kreeg bij het versturen.
    Wij vragen die code nooit via e-mail of telefoon.

    Dit bericht is automatisch verstuurd.
mail-news-subject = Er is nieuws over uw verzoek: { $reference }
mail-news-body =
    Dag,

    Er is nieuws over het verzoek met kenmerk { $reference }.

    U kunt het hier lezen: { $link }
    U hebt daarvoor het kenmerk en uw toegangscode nodig.

    Dit bericht is automatisch verstuurd.
mail-answer-subject = Er ligt een antwoord voor u klaar: { $reference }
mail-answer-body =
    Dag,

    Het antwoord op het verzoek met kenmerk { $reference } ligt klaar.

    U kunt het hier ophalen: { $link }
    U hebt daarvoor het kenmerk nodig, uw toegangscode, en een tweede code die wij in een apart bericht sturen.

    Dit bericht is automatisch verstuurd.
mail-code-subject = Uw tweede code
mail-code-body =
    Dag,

    Dit is uw tweede code: { $code }

    Houd die voor uzelf. Wij vragen er nooit om via e-mail of telefoon.

    Dit bericht is automatisch verstuurd.
