# Texts of the portal. Addressed to the person: plain, warm, short.

portal-title = Your data
portal-demo = Demonstration: nothing here is real. Do not type real data.
portal-nav-start = Make a request
portal-nav-status = Follow a request
portal-continue = Continue
portal-choose = Choose
portal-reference = Reference
portal-access-code = Access code
portal-due = You get an answer by
portal-due-rest = You get the rest by
portal-kilobytes = { $kilobytes } kB

# Choosing the organisation.
portal-start-heading = Your data is yours to ask for
portal-start-lead = See what an organisation holds about you, have it corrected, or have it erased. It is free and takes about two minutes.
portal-start-choose = Which organisation is it about?
portal-start-status = Have you sent a request already?
portal-start-status-link = See how it stands

# What.
portal-what-heading = What would you like?
portal-what-lead = You are asking { $organisation }. Not sure? Choose what comes closest: we read every request with care.
portal-what-right = I would like to use my right to
portal-what-many = You can choose more than one.
portal-what-right-missing = Choose at least one thing you would like
portal-what-kind = It is about
portal-what-kind-hint = You need not know how we file things.
portal-what-kind-missing = Choose what it is about. If you do not know, choose the last one

# For whom.
portal-whom-heading = Who is this request for?
portal-whom-self = For myself
portal-whom-other = For somebody else
portal-whom-other-hint = For example for your child, a client, or somebody who has asked you to.
portal-whom-missing = Choose whether it is for yourself or for somebody else
portal-whom-capacity = You act as
portal-whom-capacity-missing = Choose in what role you act
portal-capacity-self = The person concerned
portal-capacity-parent = Parent
portal-capacity-guardian = Guardian or administrator
portal-capacity-lawyer = Lawyer
portal-capacity-mandate = Somebody with a written mandate
portal-capacity-heir = Heir
portal-capacity-employer = Employer
portal-capacity-other = In another role
portal-subject-name = Their full name
portal-subject-name-hint = The person whose data it is about.
portal-subject-birth = Their date of birth (optional)
portal-subject-known-as = Their employer, customer or personnel number (optional)

# Who.
portal-you-heading = Who are you?
portal-name = Your full name
portal-name-hint = As it stands on your identity card.
portal-name-missing = Write the name
portal-birth = Your date of birth (optional)
portal-birth-hint = It helps to find the right file. For example 27 3 1981.
portal-birth-ahead = A date of birth cannot lie in the future
portal-known-as = Your employer, customer or personnel number (optional)
portal-known-as-hint = Whatever helps us to find you. Please, no national number.
portal-contact = How may we reach you?
portal-contact-hint = We write only about this request.
portal-contact-email = By e-mail
portal-contact-post = By post
portal-contact-missing = Choose how we may reach you
portal-email = E-mail address
portal-email-hint = We never send the contents of your file by e-mail.
portal-email-missing = Write your e-mail address
portal-street = Street, number and box
portal-street-missing = Write street and number
portal-postcode = Postcode
portal-postcode-missing = Write the postcode
portal-town = Town
portal-town-missing = Write the town
portal-country = Country
portal-country-missing = Write the country
portal-country-be = Belgium
portal-country-nl = Netherlands
portal-country-fr = France

# In their own words.
portal-words-heading = Is there anything you want to add? (optional)
portal-words-hint = For example a period, a doctor, or what should be corrected. Only those who answer you read this.
portal-office = Do you know who keeps your file? (optional)
portal-office-hint = If you do not, we find out.
portal-office-none = I do not know

# Copies.
portal-copy-heading = A copy of your identity card
portal-copy-mandate-heading = Proof that you may act for somebody else
portal-copy-lead = It keeps your file out of the wrong hands. You can also send your request without it: then we may ask you later.
portal-copy-mask = What to cover before you photograph it
portal-copy-mask-keep = Leave readable: your name and your date of birth.
portal-copy-mask-cover = Cover: the photograph, the national number and the card number.
portal-copy-mask-write = Write across it “copy for a data request” and today's date.
portal-copy-card = Copy of the identity card
portal-copy-file-hint = PDF, JPEG or PNG, at most { $max } MB a file. A photograph taken with your phone is fine.
portal-copy-mandate = Mandate or other proof
portal-copy-mandate-hint = For example a signed mandate, a birth certificate or a court's decision.
portal-copy-have = You have added
portal-copy-kind-identity = Identity card
portal-copy-kind-mandate = Mandate
portal-copy-size = { $format }, { $kilobytes } kB
portal-copy-remove = Remove
portal-copy-without = Continue without
portal-copy-too-many = You can add at most { $max } files
portal-upload-empty = This file is empty. Choose another one
portal-upload-unknown-kind = This file is not a PDF, JPEG or PNG. Choose another one
portal-upload-damaged = This file is damaged or incomplete. Choose another one
portal-upload-too-many-pixels = This picture is too large to open. Choose a smaller one
portal-upload-harmful = Our scanner warns against this file. Choose another one

# Review.
portal-review-heading = Check your answers
portal-review-what = Your request
portal-review-who = About you
portal-review-copies = Copies
portal-review-files = Files
portal-review-no-copy = None. That is all right: we ask you if we need one.
portal-review-rights = I would like
portal-review-kinds = It is about
portal-review-words = In your words
portal-review-none = Nothing added
portal-review-office = Kept by
portal-review-whom = For
portal-review-capacity = You act as
portal-review-subject = For
portal-review-you = You
portal-review-reach = We reach you
portal-review-next = When you send it
portal-review-goes-to = Your request goes to { $organisation }, sealed: only those who must read it can.
portal-review-due = You get an answer by { $date }.
portal-review-code = You get a reference and an access code. Keep both: with them you follow your request and collect the answer.
portal-review-send = Send my request

# Sent.
portal-sent-heading = Your request has been sent
portal-sent-lead = { $organisation } has received it.
portal-sent-keep = Keep these two
portal-sent-keep-why = With both of them you follow your request. Write them down, take a photograph or print this page.
portal-sent-once = We cannot show the access code again: we do not keep it.
portal-sent-next = What happens now
portal-sent-next-check = We make sure that you are who you say you are. If we need something for that, we ask.
portal-sent-next-answer = Your request goes to those who may answer it, and to nobody else.
portal-sent-next-mail = When the answer is ready, we send you an e-mail with a second code. With it you collect the answer here.
portal-sent-next-post = When the answer is ready, we send you a letter.
portal-sent-status = See how your request stands

# The way into the status.
portal-status-heading = Follow your request
portal-status-lead = You got both when you sent your request.
portal-status-reference-hint = For example 7Q4-M0X-9TB.
portal-status-reference-missing = Write your reference
portal-status-code-hint = Sixteen characters. Capitals, spaces and hyphens do not matter.
portal-status-code-missing = Write your code
portal-status-refused = We know no request with this reference and this code. Check both and try again
portal-status-open = Show my request
portal-status-lost = I have lost my code
portal-status-lost-text = For your safety we do not keep your access code, so we cannot send it again. Your request goes on all the same. Write to the organisation: it answers you by e-mail or post.

# How it stands.
portal-overview-heading = Your request
portal-state-received = We have your request
portal-state-received-text = Next, we look at who must answer it.
portal-state-identity = We are checking who you are
portal-state-identity-text = That keeps your data out of the wrong hands. You need not do anything now.
portal-state-identity-asked = We need something from you
portal-state-identity-asked-text = Please hand in proof of who you are. We go on as soon as we have it.
portal-state-identity-rejected = We could not establish who you are
portal-state-identity-rejected-text = You get an answer that says why. You can still hand in proof.
portal-state-in-hand = We are working on your answer
portal-state-in-hand-text = Your request is with those who may answer it. You need not do anything now.
portal-state-answer-ready = An answer is ready for you
portal-state-answer-ready-text = Collect it below with the code that we sent you.
portal-state-answered = Your request has been answered
portal-state-answered-text = You can read the answer again below.
portal-state-withdrawn = You have withdrawn your request
portal-state-withdrawn-text = We do nothing more with it. You can make a new one at any time.
portal-state-closed = Your request is closed
portal-state-closed-text = If you do not agree with something, write us a message.
portal-part = Answer, part { $number }
portal-answer = Your answer
portal-collected = Collected
portal-overview-answers = Answers
portal-overview-messages = Messages for you
portal-overview-happened = What has happened
portal-done-message = We have your message.
portal-done-evidence = We have your proof. We go on with it.
portal-overview-do = What you can do
portal-event-received = You sent your request
portal-event-identity-check = We began to check who you are
portal-event-identity-asked = We asked you for proof
portal-event-evidence = You handed in proof
portal-event-identity-established = It is settled who you are
portal-event-identity-rejected = We could not establish who you are
portal-event-handed-over = Your request went to those who answer it
portal-event-message-in = You wrote to us
portal-event-message-out = We wrote to you
portal-event-answer-ready = Ready: { $part }
portal-event-collected = You collected an answer
portal-event-receipt-corrected = We corrected the day of receipt
portal-event-withdrawn = You withdrew your request
portal-event-closed = Your request was closed

# Messages.
portal-message-heading = Write us a message
portal-message-hint = Do not write about your health or other private matters unless you must.
portal-message-send = Send
portal-message-write = Write us a message
portal-message-reply = Answer this message
portal-message-of = Message of { $date }
portal-message-new = New
portal-message-read = Read
portal-read-heading = A message for you

# Proof handed in later.
portal-evidence-heading = Hand in proof
portal-evidence-lead = A copy of your identity card, or what we asked you for.
portal-evidence-asked = Please show us who you are
portal-evidence-asked-text = We would like to be sure before we hand out your data.
portal-evidence-do = Hand in proof of who you are
portal-evidence-send = Hand in
portal-evidence-missing = Choose a file

# Withdrawing.
portal-withdraw-heading = Withdraw your request
portal-withdraw-lead = We then stop working on it, and you get no answer. You can make a new request at any time.
portal-withdraw-sure = Are you sure?
portal-withdraw-yes = Yes, I withdraw my request
portal-withdraw-sure-missing = Tick the box if you want to withdraw your request
portal-withdraw-confirm = Withdraw
portal-withdraw-keep = No, keep my request
portal-withdraw-do = Withdraw your request

# The answer.
portal-answer-wait = It is sealed. Only you can open it, with the code that we sent you.
portal-answer-collect = Collect
portal-answer-again = Read again
portal-answer-code-heading = Collect your answer
portal-answer-code-lead = We sent you a second code, apart from the news that your answer is ready.
portal-answer-code = Code of the answer
portal-answer-code-hint = Sixteen characters. It is not your access code.
portal-answer-code-refused = This is not the code of this answer. Check it and try again
portal-answer-open = Open the answer
portal-answer-code-lost = I have no code
portal-answer-code-lost-text = Look among unwanted mail too. Still nothing?
portal-answer-day = Ready since { $date }
portal-answer-files = Enclosed
portal-answer-not-content = Is something missing or unclear?

# When something goes wrong.
portal-error-away = We could not save this just now. What you typed is still here: please try again in a moment
portal-error-away-files = We could not save this just now. Please choose your files again and send them in a moment
portal-error-not-sent-title = We could not send your request just now
portal-error-not-sent = Nothing was lost: what you typed is kept. Go back and press Send again in a moment. It is sent only once
portal-error-busy-title = Too many files are coming in just now
portal-error-busy = Nothing was lost but the files you chose: please go back and send them again in a moment.
portal-error-draft-gone-title = What you typed is no longer here
portal-error-draft-gone = To protect you we keep a request that was not sent for two hours, on this device only. Please start again.
portal-error-changed-title = This cannot be done any more
portal-error-changed = Your request has changed meanwhile. See how it stands.
