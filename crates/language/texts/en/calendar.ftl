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
date-moved-receipt = The day on which your request reached us was another than we had recorded.
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

console-nav-calendars = Calendars
console-nav-subscription = Calendar subscription
console-calendars-title = Calendars
console-calendars-intro = A time limit never ends on a day that is closed in its calendar. A changed calendar moves no date by itself: you see first what it would move, and decide.
console-calendar-version = Version in force
console-calendar-until = Days known until
console-calendar-computed = Always: the days are computed
console-calendar-listed = Closed by decree
console-calendar-change = Change a day of { $calendar }
console-calendar-change-title = Change a day
console-calendar-change-intro = Nothing moves yet. The next page shows which dates would move, and asks you to decide.
console-calendar-edit = What changes?
console-calendar-add = A day is closed: no time limit ends on it
console-calendar-remove = A day that was listed is an ordinary day
console-calendar-correct = A listed day was a mistake for another
console-calendar-extend = The listed days are all there are, until the day entered below
console-calendar-day = Which day?
console-calendar-to = Which day was meant?
console-calendar-to-hint = Only if a listed day was a mistake for another.
console-calendar-reason = Where does it say so?
console-calendar-reason-hint = The decree or notice, such as “Stcrt. 2025, 24713”. It stands in letters to people, so write no names.
console-calendar-preview = Show what would move
console-calendar-error-unknown-calendar = There is no such calendar
console-calendar-error-listed = This day stands in the calendar already
console-calendar-error-holiday = This day is a public holiday of the calendar already
console-calendar-error-week-end = This is a Saturday or Sunday: no time limit ends on it as it is
console-calendar-error-not-listed = This day is not listed in the calendar, so it cannot be taken out
console-calendar-error-past = This day is over: only days to come can be changed
console-calendar-error-covered = The days of this calendar are known as far already, or are computed
console-calendar-error-no-reason = Enter where it says so
console-calendar-error-reason = Enter one line of at most 200 characters
console-calendar-ends = The days of the calendar { $calendar } are known until { $date } only: in { $days ->
        [one] 1 day
       *[other] { $days } days
    } its data end. A time limit that ends later may be a day too short.
console-calendar-ended = The days of the calendar { $calendar } were known until { $date } only. A time limit that ends later may be a day too short.
console-calendar-added = Closed from now on
console-calendar-removed = An ordinary day again
console-calendar-by = { $who }, { $date }
console-versions = Changes proposed and decided
console-versions-none = No change has been proposed.
console-version-what = Version
console-version-calendar = Calendar { $id }, version { $version }
console-version-pack = Rules of { $id }, version { $version }
console-version-proposed = To be decided
console-version-approved = Approved
console-version-applied = In force
console-version-declined = Declined
console-version-proposed-by = Proposed by
console-version-by-person = { $who }, { $date }
console-version-by-release = A new release of the program, { $date }
console-version-cases = Open cases to be bound to it
console-version-moved = Cases whose date moves
console-version-told = Of these, people who were told a date
console-version-bound = Open cases bound to it already
console-version-left = Open cases it has no clock for, which stay as they are
console-version-moved-cases = Dates that move, the nearest first
console-version-before = Due now
console-version-after = Due then
console-version-told-date = Told to the person
console-version-not-told = Not told
console-version-more = And { $count } more.
console-version-binding = Open cases are being bound to this version. This goes on by itself; nothing is bound twice.
console-version-approve-hint = If you approve, every open case is bound to this version, and whoever was told a date that moves gets the new date and the reason.
console-version-approve = Approve and bind the open cases
console-version-decline = Decline
console-done-version-approved = Approved. Open cases are being bound to it.
console-done-version-declined = Declined. No date moves.
console-calendar-given = Reason
console-subscription-title = Calendar subscription
console-subscription-intro = The dates of the cases you may see, in your own calendar program. It shows references and days: never a name, a right or a kind of file.
console-subscription-address = Your private address
console-subscription-once = Copy it now into your calendar program: it is not shown again.
console-subscription-since = You have had an address since { $since }.
console-subscription-private = Whoever has the address sees these dates. Give it to nobody. If it got into other hands, make a new one: the old one stops at once.
console-subscription-make = Make a new address
console-subscription-revoke = Revoke the address
console-done-subscription-revoked = Revoked. The address leads nowhere any more.
feed-name = Dates of requests
feed-due = { $reference }: last day to answer
feed-first-due = { $reference }: last day to refuse or extend
feed-safe = { $reference }: day to work to
feed-incident = Incident { $number }: somebody must be told
feed-incident-at = Incident { $number }: somebody must be told by { $time }
feed-closed-desk = A case of a closed desk
