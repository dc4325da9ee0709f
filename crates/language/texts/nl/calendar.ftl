### Calendars: versions, changes of days, subscription.

refusal-no-proposal = Zo’n voorgestelde wijziging is er niet.
refusal-own-proposal = U stelde deze wijziging voor; iemand anders moet ze goedkeuren.
refusal-proposal-overtaken = Er is intussen een andere wijziging van dezelfde kalender goedgekeurd. Stel deze opnieuw voor.

date-moved-added = { $count ->
    [one] { $days } is een dag waarop kantoren gesloten zijn, en op zo’n dag eindigt geen termijn.
   *[other] { $days } zijn dagen waarop kantoren gesloten zijn, en op zo’n dag eindigt geen termijn.
}
date-moved-removed = { $count ->
    [one] { $days } is toch een gewone werkdag.
   *[other] { $days } zijn toch gewone werkdagen.
}
date-moved-rules = De regels waarmee we de dagen tellen, zijn veranderd.
date-moved-source = Bron: { $reason }.
letter-date-moved = Wij lieten u weten wanneer u ons antwoord uiterlijk zou hebben. Die dag is verschoven: u hebt het uiterlijk op { $date }.
mail-date-moved-subject = Een andere datum voor uw verzoek: { $reference }
mail-date-moved-body =
    Dag,

    Wij lieten u weten wanneer u uiterlijk een antwoord zou hebben op het verzoek met kenmerk { $reference }. Die dag is verschoven: u hebt het uiterlijk op { $date }.

    { $why }

    U kunt uw verzoek hier volgen: { $link }
    U hebt daarvoor het kenmerk en uw toegangscode nodig.

    Dit bericht is automatisch verstuurd.
