### Incidents: authorities' requests and breaches, and the duties they bring.

## Refusals

refusal-no-such-duty = There is no such duty to be done.
refusal-ground-not-allowed = This ground does not apply to this duty.
refusal-before-learned = This lies before the moment we learned of it.
refusal-nothing-to-disclose = There is nothing here that could be disclosed.
refusal-client-not-told = The client has not been told yet. Tell the client first.
refusal-wait-not-over = The client’s time to object is not over. Nothing may be disclosed before it ends.
refusal-client-objects = The client objects. Disclose only if a law compels it, and name that law.
refusal-disclosure-open = Record first whether anything was disclosed.
refusal-duty-open = A duty is not done yet.

## List

console-nav-incidents = Incidents
console-incidents-title = Incidents
console-incidents-intro = Requests of authorities and breaches. The one whose time ends first stands on top.
console-incidents-open = Open
console-incidents-closed = Closed
console-incidents-none = There is nothing here.
console-incidents-caption = Incidents, the nearest first
console-incident-left-column = Time left
console-incident-what-column = What it is
console-incident-next-column = Next
console-incident-learned = Learned of

console-left-at-once = At once
console-left-minutes = Less than an hour left
console-left-hours = { $hours ->
    [one] 1 hour left
   *[other] { $hours } hours left
}
console-left-days = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
console-left-just-over = Just over time
console-left-late-hours = { $hours ->
    [one] 1 hour late
   *[other] { $hours } hours late
}
console-left-late-days = { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
console-weekday-instant = { $weekday }, { $instant }

console-incident-stage-open = To do
console-incident-stage-overdue = Late
console-incident-stage-objected = Client objects
console-incident-stage-waiting = Client’s time to object
console-incident-stage-to-decide = To decide
console-incident-stage-to-close = Ready to close
console-incident-stage-closed = Closed

## What it is

console-incident-breach = Breach of personal data
console-incident-breach-hint = Data were lost, destroyed, changed or seen by somebody who should not see them.
console-incident-authority-request-public-body = A public body asks for data
console-incident-authority-request-public-body-hint = A question, a summons, an inspection or an investigation that concerns personal data.
console-incident-authority-request-intention = We intend to give data to a public body
console-incident-authority-request-intention-hint = Nobody asked, but we mean to do it.
console-incident-authority-request-third-party = Somebody else asks for data of a client
console-incident-authority-request-third-party-hint = A third party, a customer, a contractor or an employee asks for data of the client itself. An employee who asks for their own data makes a request like any other: it does not belong here.

## New

console-incident-new = Record an incident
console-incident-no-case = Write nothing here about an employee’s medical or psychosocial file, nor that somebody asked for one. The client must never learn of it.
console-incident-organisation = Which organisation does it concern?
console-incident-kind = What is it?
console-incident-not-here = This organisation has no such duties. Choose the other.
console-incident-learned-when = When did we learn of it?
console-incident-learned-hint = Leave it empty if it was just now. What you are not sure of can be set right later.
console-incident-learned-time-hint = For example 16:30. If nobody knows, leave it empty: we count from the beginning of that day.
console-incident-what = What happened, or what is asked?
console-incident-what-hint = In your own words. This is kept sealed.
console-incident-what-missing = Write in a few words what happened or what is asked.
console-incident-record = Record
console-moment-time = Time of day
console-moment-time-hint = For example 16:30. If nobody knows, leave it empty.
console-moment-time-wrong = Enter a time of day, such as 16:30

## The page

console-why-time = Why that time?
console-duties = Who must be told
console-incident-objected = The client objected
console-incident-desk = Desk
console-incident-office = Office
console-incident-employee = Tell the client only if the client’s own data are asked for. Never send the client anything from an employee’s medical or psychosocial file, nor the fact that an employee asked for it.
console-incident-next-duty = { $duty }: until { $until }.
console-incident-next-late = { $duty }: the time ended on { $until }. Do it now.
console-incident-next-at-once = { $duty }: without delay.
console-incident-next-wait = Wait: nothing may be disclosed before { $until }.
console-incident-next-objected = Stop: the client objects. Decide with the data protection officer or counsel whether a law compels the disclosure.
console-incident-next-open = Do what is still open.
console-incident-next-overdue = Do what is late.
console-incident-next-waiting = Wait for the client’s time to object to end.
console-incident-next-to-decide = The client’s time to object is over or does not apply. Record whether anything was disclosed.
console-incident-next-to-close = Everything is done. Close it.
console-incident-next-closed = Nothing: it is closed.
console-incident-close = Close

console-notify-client = Tell the client
console-notify-authority = Report to the supervisory authority
console-notify-subject = Tell the persons concerned
console-notify-dpo = Tell the data protection officer
console-notify-board = Tell the Supervisory Board
console-notify-public = Make it public
console-notify-wait = Nothing may be disclosed before

console-duty-open = To do
console-duty-overdue = Late
console-duty-done = Done
console-duty-done-on = Done on { $when }
console-duty-done-late = Done late
console-duty-done-late-on = Done late, on { $when }
console-duty-not-required = Does not apply
console-duty-waiting = The client’s time is running
console-duty-wait-over = The client’s time is over
console-duty-objected = The client objects
console-duty-settled = Decided
console-duty-tell = Record that it was done
console-duty-tell-again = The recorded time is wrong
console-duty-from-learned = Counted from when we learned of it: { $when }.
console-duty-from-client-told = Counted from when the client was told: { $when }.
console-duty-from-officer-told = Counted from when the data protection officer was told: { $when }.
console-duty-from-raised = Counted from when the high risk was found: { $when }.
console-duty-elapsed-hours = { $hours } elapsed hours. Nights, weekends and holidays count; a change of summer time neither adds nor takes an hour.
console-duty-without-delay = The provision names no number: it is to be done without delay.
console-duty-aim = Aim for { $day }: some laws count Saturdays as business days.

console-incident-disclosure = Disclosure
console-incident-disclosure-hint = Nothing goes out before the client was told and the time to object is over.
console-incident-objection = What the client says
console-incident-disclosed = Disclosed on { $when }.
console-incident-disclosed-compelled = Disclosed on { $when }, because a law compels it although the client objects.
console-incident-withheld = Nothing is disclosed.

console-raise-record = Record the high risk
console-raise-breach-high-risk = Is there a high risk to the persons concerned?
console-raise-breach-high-risk-hint = If the breach is likely to bring a high risk to their rights and freedoms, further people must be told.
console-raised-breach-high-risk = High risk found
console-raised-breach-disproportionate = Public notice instead

console-unless-not-authorised = The law forbids us to tell the client
console-unless-no-risk = The breach is unlikely to bring a risk to anybody
console-unless-protected = The data were protected, for example encrypted, so that nobody can read them
console-unless-risk-averted = Measures taken since make sure the high risk no longer exists
console-unless-disproportionate = Telling each person would take a disproportionate effort: it is made public instead

## Steps

console-step-day = On which day?
console-step-record = Record
console-step-files = Copy of what was sent
console-step-reason-missing = Write why in this case
console-step-told-client = The client was told
console-step-told-authority = The authority was told
console-step-told-subject = The persons concerned were told
console-step-told-dpo = The data protection officer was told
console-step-told-board = The Supervisory Board was told
console-step-told-public = It was made public
console-step-told-hint = Record when it was done, and keep a copy as evidence. What is sent leaves by your own ways: this page sends nothing.
console-step-told-text = What was said, and how
console-step-told-text-hint = For example: by telephone to the client’s contact, confirmed by e-mail.
console-step-not-required = It does not apply
console-step-not-required-hint = Only on one of these grounds, with the reason in this case.
console-step-not-required-text = Why, in this case
console-step-not-required-text-hint = Which law, which facts. This is kept sealed.
console-step-objected = The client objects
console-step-objected-hint = Everything stops, and the data protection officer is warned at once. Only a law that compels the disclosure can lift the objection.
console-step-objected-text = What the client says
console-step-objected-text-hint = If they gave a reason.
console-step-disclosed = It was disclosed
console-step-disclosed-hint = Only after the client was told and the time to object is over.
console-step-disclosed-text = Which law compels it?
console-step-disclosed-text-hint = Only if the client objects.
console-step-withheld = Nothing is disclosed
console-step-withheld-hint = Nothing goes out. The client’s time to object no longer matters.
console-step-withheld-text = Why
console-step-withheld-text-hint = If you want to keep it. This is kept sealed.
console-step-learned = We learned of it at another time
console-step-learned-hint = Every time that runs from it moves with it.

console-done-incident-opened = Recorded. Below is what must be done, and until when.
console-done-incident-told = Recorded, with its evidence.
console-done-incident-not-required = Recorded. This duty does not apply.
console-done-incident-objected = Recorded. Nothing may be disclosed now.
console-done-incident-disclosed = Recorded.
console-done-incident-withheld = Recorded. Nothing is disclosed.
console-done-incident-raise = Recorded. Further people must be told.
console-done-incident-learned = Recorded. Every time was counted anew.
console-done-incident-closed = Closed.

## History

console-event-incident-opened = Incident recorded
console-event-incident-learned-corrected = Moment we learned of it set right
console-event-incident-raised = Further duties began
console-event-duty-told = Somebody was told
console-event-duty-not-required = A duty does not apply
console-event-client-objected = The client objects
console-event-incident-disclosed = Disclosed
console-event-incident-withheld = Nothing is disclosed
console-event-duty-missed = A time limit passed
console-event-duty-alarm-rung = Reminder
console-event-incident-closed = Closed
