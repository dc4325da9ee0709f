# Texts of the console.

console-title = Case desk
console-demo = Demonstration: nothing here is real.

# Places.

console-nav-queue = Queue
console-nav-search = Search
console-nav-mailroom = Mailroom
console-nav-figures = Figures
console-nav-failures = Failures
console-nav-mailbox = Mailbox
console-lists = Lists

# Signing in.

console-sign-in = Sign in
console-sign-in-wrong = The name or the password is not right
console-login = User name
console-password = Password

# What went wrong.

console-error-changed = Somebody has changed this in the meantime. Nothing was done. Go back, load the page again and look at what is new.
console-error-changed-title = This has changed in the meantime
console-error-newer-build = This was recorded by a newer version of the program and cannot be shown here.
console-error-newer-build-title = Recorded by a newer version
console-upload-harmful = This file was found to be harmful and cannot be sent. Choose another one

# What was done.

console-done-verified = The identity is established. The case goes its way.
console-done-message-read = The message is marked as read.
console-done-rejected = The identity was rejected. The person is told.
console-done-asked = The person was asked for proof.
console-done-classified = The submission was classified.
console-done-routed = The case was sent on.
console-done-pause = The clock stands still.
console-done-resume = The clock runs again.
console-done-extend = The extension is recorded.
console-done-drafted = The draft is kept. Somebody else has to approve it.
console-done-approved = The draft is approved.
console-done-returned = The draft was given back to its author.
console-done-held = The answer is held. Until it goes you can take it back.
console-done-sent = The answer is on its way.
console-done-recalled = The answer was taken back.
console-done-posted = The posting is recorded.
console-done-delivered = The delivery is recorded.
console-done-came-back = The return is recorded.
console-done-retried = It is tried again.

# Who did it.

console-actor-person = The person
console-actor-operator = The operator
console-actor-program = The program
console-actor-staff = A member of staff
console-legal-day = counts as of { $day }

# The queue.

console-tab-mine = To do
console-tab-identity = Identity
console-tab-intake = Intake
console-tab-message = Messages
console-tab-route = To route
console-tab-answer = To answer
console-tab-approve = To approve
console-tab-held = Held
console-tab-all = All open
console-tab-closed = Closed
console-queue-caption = The nearest due first
console-queue-empty = Nothing here. Well done.
console-queue-submissions-hint = Who checks an identity does not see which kind of file is asked for.
console-queue-identity = { $count ->
    [one] For { $count } request it is still to be settled who the person is
   *[other] For { $count } requests it is still to be settled who the person is
}
console-row-submission = Request of a person
console-reference = Reference
console-what = What
console-place = Where
console-stage = State
console-received = Received
console-due-column = Work to

console-due-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
console-due-today = Today
console-due-days = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
console-due-paused = Paused
console-due-stopped = Answered
console-due-none = No limit

# Where it stands.

console-stage-received = Received
console-stage-identity = Identity to check
console-stage-identity-asked = Proof asked
console-stage-identity-rejected = Identity rejected
console-stage-in-hand = In hand
console-stage-withdrawn = Withdrawn
console-stage-referred = To route
console-stage-working = To answer
console-stage-approval = To approve
console-stage-approved = To send
console-stage-held = Held
console-stage-sending = Sending
console-stage-answered = Answered
console-stage-closed = Closed

console-next-identity = Who the person is has to be established first.
console-next-referred = The rules cannot say where this case goes. Say it.
console-next-working = Write the answer, or the refusal with its reason.
console-next-approval = Somebody who did not write the draft has to approve it.
console-next-approved = The draft is approved. Send it.
console-next-held = The answer is held. It goes by itself; take it back or send it now.
console-next-sending = The answer is leaving. Nothing is to be done.
console-next-answered = The person can collect the answer, or it is in the post.
console-next-closed = The case is closed.
console-next = What is next

# A submission.

console-submission-title = Request { $reference }
console-submission-heading = Who is this person?
console-facts = Facts
console-filer = Who filed
console-subject = Whose data it is
console-channel = Came in by
console-channel-portal = Portal
console-channel-mail = E-mail
console-channel-post = Letter
console-channel-counter = In person
console-channel-phone = Telephone
console-channel-api = Another system
console-capacity = Acts as
console-capacity-self = Themselves
console-capacity-parent = Parent
console-capacity-guardian = Guardian
console-capacity-lawyer = Lawyer
console-capacity-mandate = Holder of a mandate
console-capacity-heir = Heir
console-capacity-employer = Employer
console-capacity-other = Otherwise
console-language = Language
console-language-en = English
console-language-nl = Dutch
console-language-fr = French
console-language-de = German
console-told = Date told to the person
console-person-name = Name
console-person-born = Born
console-person-known-as = Known as
console-person-address = Address
console-person-phone = Telephone
console-person-email = E-mail
console-person-post = By post to
console-own-words = In their own words
console-message = Message
console-new-message = New message
console-message-read = I have read it
console-destroyed = The keys of this data were destroyed. It cannot be read any more.
console-evidence = What was handed in
console-evidence-none = Nothing was handed in. That is no bar: ask for proof only if there is a reasonable doubt.
console-document-identity = Copy of an identity document
console-document-mandate = Mandate
console-document-annex = Annex
console-document-other = Document
console-asked-on = Proof was asked on { $day }.
console-identity-decide = Decide
console-method = How do you know who it is?
console-method-card = By the copy of an identity document
console-method-known = Known to the organisation
console-method-in-person = Seen in person
console-method-call-back = Called back on a known number
console-method-eid = By electronic identity
console-authority = Authority to act for somebody else
console-authority-open = Not shown yet
console-authority-asked = Proof was asked
console-authority-proven = Proven
console-authority-refused = Refused
console-authority-how = What shows that the filer may act for this person?
console-authority-by-mandate = A mandate that the person signed
console-authority-by-lawyer = The filer is a lawyer at the bar who acts for the person
console-authority-by-parentage = A birth certificate or an extract of the register shows the parent
console-authority-by-court-decision = A decision of a court appoints the filer
console-authority-by-succession = A certificate of succession names the filer
console-verify = Establish identity
console-ask = Ask for proof
console-ask-question = What do you need, and why?
console-ask-hint = The person reads this with their code. The clock stands still until they answer, where the law allows it. Ask for no more than is needed.
console-ask-send = Send the question
console-reject = Reject the identity
console-ground = Ground
console-identity-ground-no-proof = No proof was given
console-identity-ground-proof-does-not-fit = The proof does not fit what was filed
console-identity-ground-somebody-else = It is somebody else
console-identity-ground-no-authority = It was not shown that the filer may act for somebody else
console-reason = The reason, for this person
console-reason-hint = The person reads it. Say what was considered in their case, not only the rule.
console-reject-send = Reject
console-classify = What is this?
console-class = It is
console-class-addition = An addition to a request
console-class-complaint = A complaint
console-class-question = A question
console-class-service-transfer = A transfer to a new service
console-class-authority-request = A request of an authority
console-class-misdirected = Meant for somebody else
console-class-not-a-request = Not a request
console-classify-send = Classify
console-history = History

# A case.

console-case-title = Case { $reference }
console-right = Right
console-kind = Kind of file
console-desk = Desk
console-office = Office
console-work-to = Work to
console-held-until = It goes at { $time }.
console-decision = Decision
console-letters = Letters and e-mails
console-write = Write the answer
console-rewrite = Write it anew
console-review = Read and approve
console-look = Read it
console-send = Send
console-send-now = Send now
console-recall = Take back
console-route = Send elsewhere
console-route-title = Where does this case go?
console-route-elsewhere = A desk that is not in the list may not read this case. It goes there when the kind of file is corrected.
console-route-by-letter = By registered letter: { $office }
console-route-send = Send it there
console-referred-by-provision = The rules leave this to a person.
console-referred-office-not-known = It is not known which office holds the file.
console-referred-office-not-allowed = The office named is none that this request may go to.
console-clock-pause-title = Pause the clock
console-clock-pause-hint = The clock stands still while the person is asked for something that is needed to go on. The case stays in the queue.
console-clock-resume-title = Let the clock run again
console-clock-resume-hint = From the day on which the person answered.
console-clock-extend-title = Extend the time limit
console-clock-day = On which day?
console-cause = Why?
console-cause-clarification = The person was asked what exactly they want
console-cause-identity-question = The person was asked for proof of identity
console-extension-ground-complexity = The request is complex
console-extension-ground-number-of-requests = There are many requests

# The answer.

console-answer-title = The answer
console-answer-remarks = What is to be changed
console-answer-language = The person asked in { $language }. Write in that language.
console-answer-text = What the person will read
console-answer-text-hint = Leave an empty line between paragraphs.
console-answer-text-missing = Write the answer
console-answer-keep = Keep the draft
console-outcome = What is decided?
console-choose = Choose
console-outcome-granted = Granted
console-outcome-partly = Granted in part
console-outcome-refused = Refused
console-outcome-not-held = Nothing of the kind is held
console-outcome-transferred-elsewhere = The file is elsewhere now
console-outcome-destroyed-by-retention = Destroyed when its retention ended
console-outcome-misdirected = Meant for another organisation
console-outcome-withdrawn = Withdrawn by the person
console-outcome-identity-not-established = Identity not established
console-outcome-authority-not-established = Authority not established
console-outcome-subject-deceased = The person has died
console-outcome-duplicate = Answered in another case
console-outcome-not-a-request = Not a request
console-refusal = For a refusal, whole or in part
console-enclosed = Enclosed
console-enclosed-hint = Leave out what should not go along.
console-files = Enclose files
console-files-hint = PDF, JPEG or PNG, up to { $files } at once, each up to { $megabytes } MB
console-files-again = Choose the files again: a browser does not keep them.
console-meanwhile = What happened meanwhile
console-draft-title = The answer as it will be sent
console-draft-by = Written by { $author }, in { $language }.
console-draft-approved-by = Approved by { $approver }.
console-draft-own = You wrote this. Somebody else of the office { $office } has to approve it.
console-draft-waits = Somebody of the office { $office } has to approve it.
console-fingerprint = Fingerprint of the draft: { $hash }
console-approve = Approve exactly this
console-give-back = Give back to the author
console-remarks = What has to change?

# Letters and e-mails.

console-dispatch-mail = E-mail
console-dispatch-registered-letter = Registered letter
console-dispatch-letter = Letter
console-dispatch-stage-ordered = Ordered
console-dispatch-stage-started = Started
console-dispatch-stage-queued = To print
console-dispatch-stage-printed = Printed
console-dispatch-stage-sent = Sent
console-dispatch-stage-delivered = Delivered
console-dispatch-stage-returned = Came back
console-dispatch-stage-failed = Failed
console-dispatch-stage-cancelled = Cancelled

# The mailroom.

console-mailroom-title = Mailroom
console-mailroom-to-post = To print and post
console-mailroom-under-way = Under way
console-mailroom-done = Arrived or returned
console-mailroom-caption = Letters
console-mailroom-empty = No letters here.
console-mailroom-person = The person
console-addressee = To
console-service = Service
console-since = Since
console-envelope-title = Letter { $reference }
console-print-heading = 1. Print
console-print-hint = The letter goes to the printer at once and is not shown. Fold it so that the address stands in the window. Put the enclosures in.
console-envelope-cancelled = This letter was taken back. Do not post it, and destroy what was printed.
console-print = Print the letter
console-print-again = Print again
console-enclosure = Print enclosure { $number }
console-posted-heading = 2. Post
console-item-number = Item number
console-item-number-hint = The number on the registered label: 13 characters, such as RR 123 456 785 BE, or 30 digits
console-item-number-missing = Enter or scan the item number
console-item-number-wrong = This is no item number: a character is wrong or missing
console-posted-day = On which day was it handed to the post?
console-posted = Posted
console-posted-on = Posted on { $day }.
console-arrived-heading = 3. What became of it
console-delivered-day = On which day did this happen?
console-delivered = Delivered
console-came-back = It came back
console-returned-reason = Why did it come back?
console-returned-unclaimed = Not fetched
console-returned-refused = Refused
console-returned-moved = Moved
console-returned-unknown-address = The address does not exist
console-returned-lost = Lost

# Failures.

console-failures-title = Failures
console-failures-none = Nothing has failed.
console-failures-workers = Events that could not be dealt with
console-failures-unsent = Letters and e-mails that could not be sent
console-failure-worker = Worker
console-failure-reason = Reason
console-failure-waiting = Tried again
console-failure-dead = Given up
console-failure-attempt = { $count ->
    [one] after { $count } attempt
   *[other] after { $count } attempts
}
console-template = Text
console-retry = Try again

# The local mailbox.

console-mailbox-title = Mailbox
console-mailbox-hint = The e-mails of this demonstration. None of them leaves it.
console-mailbox-empty = No e-mails yet.
console-mail-title = E-mail
console-mail-to = To
console-mail-at = At

# Search.

console-search-title = Search
console-search-label = Reference, name, e-mail address or item number
console-search-hint = Whole words: search tokens know no beginnings of words.
console-search-send = Search
console-search-none = Nothing was found that you may see.

# Figures.

console-figures-title = Figures
console-figures-open = Open
console-figures-late = Late
console-figures-soon = Due within 7 days
console-figures-paused = Paused
console-figures-missed = Missed in 12 months
console-figures-by-desk = By desk
console-figures-cases = Open cases, the nearest due first
console-figures-no-desk = No desk yet

# What happened.

console-event-submission-received = Filed
console-event-submission-classified = Classified
console-event-identity-check-opened = Identity to be checked
console-event-identity-established = Identity established
console-event-identity-rejected = Identity rejected
console-event-identity-question-asked = Proof asked
console-event-identity-evidence-received = Proof received
console-event-authority-asked = Proof of authority asked
console-event-authority-proven = Authority proven
console-event-authority-refused = Authority refused
console-event-authority-ended = Authority ended
console-event-submission-handed-over = Handed over
console-event-message-received = Message received
console-event-message-sent = Message sent
console-event-message-opened = Message read
console-event-document-received = Document received
console-event-submission-withdrawn = Withdrawn by the person
console-event-answer-collected = Answer collected
console-event-contact-proven = Contact proven
console-event-submission-date-told = The person was told a date
console-event-submission-receipt-corrected = Day of receipt corrected
console-event-submission-closed = Submission closed
console-event-submission-keys-destroyed = Keys destroyed
console-event-case-opened = Case opened
console-event-case-kind-corrected = Kind of file corrected
console-event-identity-settled = Identity settled
console-event-case-routed = Routed
console-event-routing-referred = The rules cannot say where it goes
console-event-clock-paused = Clock paused
console-event-clock-resumed = Clock runs again
console-event-clock-extended = Time limit extended
console-event-receipt-corrected = Day of receipt corrected
console-event-receipt-left = Day of receipt not corrected
console-event-fact-retracted = An entry was taken back
console-event-date-told = The person was told a date
console-event-party-changed = A party changed
console-event-task-opened = Task opened
console-event-task-done = Task done
console-event-answer-drafted = Answer drafted
console-event-answer-approved = Draft approved
console-event-answer-returned-to-author = Draft given back
console-event-answer-ordered = Answer to be sent
console-event-answer-recalled = Answer taken back
console-event-hold-ended = The hold has ended
console-event-answer-released = The answer was released
console-event-answer-made-available = The person can collect the answer
console-event-answer-posted = The answer was posted
console-event-answer-delivered = The answer was delivered
console-event-answer-returned = The answer came back
console-event-restriction-changed = Restriction changed
console-event-alarm-rung = Reminder
console-event-limit-missed = Time limit missed
console-event-remedy-opened = Time for complaints began
console-event-case-closed = Case closed
console-event-case-reopened = Case opened again
console-event-legal-hold-set = Legal hold set
console-event-legal-hold-lifted = Legal hold lifted
console-event-pack-rebound = Another version of the rules applies
console-event-calendar-applied = Another version of the calendar applies
console-event-keys-destroyed = Keys destroyed
console-event-dispatch-ordered = Letter or e-mail ordered
console-event-dispatch-started = Letter or e-mail started
console-event-dispatch-queued = Letter in the mailroom
console-event-dispatch-rendered = Letter made
console-event-dispatch-printed = Letter printed
console-event-dispatch-sent = Letter or e-mail sent
console-event-dispatch-delivered = Letter delivered
console-event-dispatch-returned = Letter came back
console-event-dispatch-failed = Could not be sent
console-event-dispatch-retried = Sent again
console-event-dispatch-cancelled = Cancelled

console-figures-shared = For reports that leave the house
console-figures-shared-text = The requests of the last twelve months. A group of fewer than { $persons } persons is not shown, nor what it could be computed from ({ $citation }).
console-figures-persons = Requests
console-figures-all = All together
console-figures-hidden = Not shown
