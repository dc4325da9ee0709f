# The clock: extensions and their notices, what-if, reminders, the digest.

refusal-extension-under-way = A notice of extension is on its way already.

clock-notice-subject = We need more time for your request { $reference }
clock-notice-opening = On { $received } we received your request. We cannot answer it within the first time limit and extend that limit. Here is why.
clock-notice-ground = The ground is: { $ground } ({ $citation }).
clock-notice-ground-complexity = the request is complex
clock-notice-ground-number-of-requests = the number of requests
clock-notice-until = You will have our answer on { $date } at the latest; sooner if we can.
clock-notice-remedies = If you do not agree, you can turn to:
clock-notice-until-paused = The time limit stands still until we have what we asked you for. We will tell you the new date once it runs again.

# What if.

clock-now = Work to, as it stands
clock-then = Work to, with this change
clock-then-told = The person is told
clock-none-paused = No date while the clock stands still
clock-after-waiting = { $days ->
    [one] If the answer comes after 1 day
   *[other] If the answer comes after { $days } days
}
clock-notice-by = Last day for the notice
clock-notice-by-paused = Any day, while the clock stands still
clock-notice-plan = Better sent by
clock-in-hand = { $days ->
    [one] 1 day in hand
   *[other] { $days } days in hand
}
clock-in-hand-today = today is the last day
clock-in-hand-over = { $days ->
    [one] 1 day too late
   *[other] { $days } days too late
}
clock-asked-late = This question comes more than five working days after receipt. Somebody may hold that the clock should not have stood still for it.
clock-extension-refusal = An extension gives no more time to refuse. A refusal, whole or in part, must leave by { $date }.
clock-refusal-by = A refusal, whole or in part, must leave by { $date } ({ $left }).
clock-refusal-over = The last day for a refusal was { $date } ({ $left }). It can still be sent, and the audit will show that it was late.
clock-refuse-by = Last day to refuse
clock-show = Show the dates
clock-outlook = What this does to the date
clock-outlook-ask = What asking does to the date
clock-told-now = The date the person sees now
clock-cautions = To bear in mind

# Ordering an extension.

clock-extend-hint = The person is sent a notice with your reasons. The extension counts once that notice has left, if it leaves in time; until then the date stands as it is.
clock-extend-send = Send the notice
clock-extend-preview = Show the notice
clock-extend-as-read = The notice, as the person will read it
clock-extend-language = The person asked in { $language }. Give the reason in that language: they read it word for word.
clock-extend-carriage = How does it go?
clock-extend-elsewhere = The notice went out by another way
clock-extended-title = A notice that went out by another way
clock-extended-hint = Only for a notice that the person has been sent already, with the reasons, before the first period ended.
clock-extended-day = On which day did it leave?
clock-extended-evidence = How do you know?
clock-extended-evidence-hint = For instance the number of the registered letter, or where the copy is kept.
clock-extended-send = Record it
clock-under-way = Notice of extension: { $stage }. Until it has left, the date above stands.
clock-under-way-by = It must leave by { $date } ({ $left }).
clock-take-back = Take the extension back
clock-extension-late = The notice of extension left on { $day }, after the last day for it. It has no effect, and the date above stands.

console-done-extension-ordered = The notice of extension is on its way. The date moves once it has left.
console-done-extension-taken-back = The extension was taken back. Nothing has changed.
console-event-extension-ordered = Extension ordered

# Questions about who the person is, unanswered.

console-stage-identity-unanswered = No answer: close?
console-event-identity-reminded = The person was reminded of the question
console-event-identity-closure-proposed = Closing was proposed: no answer
clock-closure-proposed = There was no answer to the question of { $day }, and the person was reminded of it. You can close this with a reasoned letter, by rejecting the identity below, or ask again. Nothing is closed by itself.

# Mails to an office: references and days, nothing else.

mail-digest-subject = { $cases ->
    [one] Today: 1 date to mind
   *[other] Today: { $cases } dates to mind
}
mail-digest-body =
    Good morning,

    These dates are to be minded:

    { $lines }

    This message was sent automatically, once a day.
mail-danger-subject = A date is in danger: { $reference }
mail-danger-body =
    Good day,

    A date is in danger:

    { $line }

    This message was sent automatically.
mail-incident-subject = An incident: its time is running out
clock-digest-task = { $reference }: what was decided had to be done by { $date } ({ $left })
clock-digest-incident = Incident { $number }: somebody must be told by { $date } ({ $left })
clock-digest-incident-now = Incident { $number }: somebody must be told without delay
clock-digest-line = { $reference }: work to { $date } ({ $left })
clock-digest-message = { $reference }: the person wrote something that nobody has read
clock-digest-unclassified = { $reference }: not classified yet: work to { $date } ({ $left })
