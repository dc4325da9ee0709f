# Words of the letters on paper. The names of rights, files and offices come from the pack.

letter-registered = Registered letter
letter-date = Date
letter-reference = Our reference
letter-return-address = Return address
letter-reference-code = QR code of the reference { $reference }
letter-page = Page { $number } of { $total }
letter-enclosures = Enclosures
letter-on-behalf = For { $controller }
letter-unprintable = Some characters could not be set in type and are printed as “{ $mark }”.

letter-channel-portal = the data protection portal
letter-channel-email = e-mail
letter-channel-post = post
letter-channel-counter = our front desk
letter-channel-telephone = telephone

letter-transmittal-subject = Data subject request: { $right }, { $file }
letter-transmittal-salutation = Dear Sir or Madam,
letter-transmittal-received = On { $instant } we received, via { $channel }, a request from a data subject about a file held by you: { $right }, { $file }.
letter-transmittal-unread = We transmit it to you unread, by registered letter, because the decision is yours ({ $provision }).
letter-transmittal-noted = Our intake wrote it down. We transmit it to you by registered letter, because the decision is yours ({ $provision }).
letter-transmittal-due = The person concerned must have the answer by { $date } at the latest. The time limit has been running since receipt; the days this letter is on its way do not move it.
letter-transmittal-screen = You find the request in your own compartment of the case desk under the reference above. It is closed to everyone but your office; you can write the answer there.
letter-transmittal-slip = Please tell us of your decision on the reply slip on the last page, without medical or other confidential particulars, and send it to the return address above.
letter-transmittal-annexed = The request as it was filed is annexed, with the time and channel of its receipt.
letter-transmittal-closing = Yours faithfully,

letter-annex-request = Annex: the request as filed
letter-annex-received = Received on { $instant } via { $channel }, under reference { $reference }.
letter-annex-item = Item
letter-annex-content = As filed
letter-annex-own-words = In the person’s own words

letter-slip-title = Reply slip
letter-slip-intro = To be returned by { $date } to { $address }. Write no medical or other confidential particulars on this slip.
letter-slip-choice = Decision
letter-slip-granted = The request is granted; the answer was sent to the person on:
letter-slip-partly = The request is granted in part; the answer was sent to the person on:
letter-slip-refused = The request is refused; the person was told, with reasons, on:
letter-slip-not-held = This office holds no such file.
letter-slip-date = Date
letter-slip-name = Name
letter-slip-signature = Signature

letter-answer-subject = Our answer to your request { $reference }
letter-answer-salutation = Dear { $name },
letter-answer-received = On { $date } we received your request. This is our answer.
letter-answer-part = What you asked
letter-answer-outcome = Our decision
letter-answer-remedies = If you do not agree
letter-answer-closing = Yours sincerely,

letter-identity-subject = A question about your request { $reference }
letter-identity-salutation = Dear { $name },
letter-identity-received = On { $date } we received your request. Before we can deal with it, we have to be sure that it comes from the person it is about.
letter-identity-asked = Please send us:
letter-identity-by = Please do so by { $date }.
letter-identity-how-online = You can send it safely at { $link }, with your reference and your access code.
letter-identity-how-post = You can also send it by post to the return address above; please write the reference on it.
letter-identity-use = We use what you send only to establish who you are, and destroy it after that.
letter-identity-closing = Yours sincerely,

letter-mailroom = { $controller }, mailroom

letter-row-right = Right exercised
letter-row-file = Kind of file
letter-row-filer = Filed by
letter-row-capacity = Capacity
letter-row-subject = Person concerned
letter-row-born = Date of birth
letter-row-address = Address
letter-row-phone = Telephone
letter-row-known-as = Known to us as
letter-row-contact = To be reached at

letter-capacity-self = the person concerned
letter-capacity-parent = parent
letter-capacity-guardian = guardian
letter-capacity-lawyer = lawyer
letter-capacity-mandate = holder of a mandate
letter-capacity-heir = heir
letter-capacity-employer = employer
letter-capacity-other = other

letter-enclosed-identity = copy of the identity card

letter-outcome-granted = Granted
letter-outcome-partly = Granted in part
letter-outcome-refused = Refused
letter-outcome-not-held = We hold nothing of this kind
letter-outcome-transferred-elsewhere = The file is with another organisation now
letter-outcome-destroyed-by-retention = Destroyed when its retention period ended
letter-outcome-misdirected = Not for us to answer
letter-outcome-withdrawn = Withdrawn by you
letter-outcome-identity-not-established = Your identity could not be established
letter-outcome-authority-not-established = Your authority to act could not be established
letter-outcome-subject-deceased = The person concerned is deceased
letter-outcome-duplicate = Answered in another case
letter-outcome-not-a-request = Not a request
letter-outcome-ground = { $outcome }: { $ground } ({ $citation })

letter-not-established = We could not establish that your request comes from the person it is about, and so we cannot deal with it.
letter-not-established-again = You can file it again at any time, with proof of who you are.
letter-remedy = { $remedy }: { $body }
letter-message-subject = A message about your request { $reference }
letter-complaint-subject = Your complaint { $reference }
letter-conclusions-subject = Conclusions on the complaint { $reference }
letter-conclusions-lead = These are the conclusions on the complaint with this reference. They are communicated to you under { $citation }.
letter-decision-subject = Final decision on the complaint { $reference }
letter-decision-lead = This is the final decision on the complaint with this reference. It is communicated to you under { $citation }.
letter-late-subject = Your request { $reference }: our decision is late
