### Calendars: versions, changes of days, subscription.

refusal-no-proposal = There is no such proposed change.
refusal-own-proposal = You proposed this change; someone else must approve it.
refusal-proposal-overtaken = Another change of the same calendar has been approved since. Propose this one again.

date-moved-added = { $count ->
    [one] { $days } is a day on which offices are closed, and a time limit never ends on such a day.
   *[other] { $days } are days on which offices are closed, and a time limit never ends on such a day.
}
date-moved-removed = { $count ->
    [one] { $days } is an ordinary working day after all.
   *[other] { $days } are ordinary working days after all.
}
date-moved-rules = The rules by which we count the days have changed.
date-moved-source = Source: { $reason }.
letter-date-moved = We told you by when you would have our answer. That day has moved: you will have it on { $date } at the latest.
mail-date-moved-subject = Another date for your request: { $reference }
mail-date-moved-body =
    Hello,

    We told you by when you would have an answer to the request with reference { $reference }. That day has moved: you will have it on { $date } at the latest.

    { $why }

    You can follow your request here: { $link }
    You need the reference and your access code.

    This message was sent automatically.
