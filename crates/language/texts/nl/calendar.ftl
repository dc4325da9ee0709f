### Calendars: versions, changes of days, subscription.

refusal-no-proposal = Zo’n voorgestelde wijziging is er niet.
refusal-own-proposal = U stelde deze wijziging voor; iemand anders moet ze goedkeuren.
refusal-proposal-overtaken = Er is intussen een andere wijziging van dezelfde kalender goedgekeurd. Stel deze opnieuw voor.
