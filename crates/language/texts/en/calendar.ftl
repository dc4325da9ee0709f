### Calendars: versions, changes of days, subscription.

refusal-no-proposal = There is no such proposed change.
refusal-own-proposal = You proposed this change; someone else must approve it.
refusal-proposal-overtaken = Another change of the same calendar has been approved since. Propose this one again.
