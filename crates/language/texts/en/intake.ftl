# What a pack asks at intake besides.
portal-audience = Do you work, or have you ever worked, for { $organisation }? (optional)
portal-audience-hint = It decides only where you can turn if you do not agree with the answer. If you ask for somebody else, answer for them.
portal-audience-staff = Yes, I do or did
portal-audience-non-staff = No, never
portal-audience-unsure = I am not sure
portal-review-audience = Works or worked there
portal-what-qualifier = { $hint } Looked at when it is decided, so you need not show it here: { $qualifier }
portal-elsewhere = Is it about one of these? (optional)
portal-elsewhere-hint = They are not ours to answer. Tick what applies and we tell you where to go.
portal-elsewhere-heading = This belongs elsewhere
portal-elsewhere-may = You may still send your request to { $organisation }. It is then received and answered like any other, and nobody turns it away because of this.
portal-elsewhere-insist = Send it here all the same
portal-elsewhere-leave = Stop here
portal-ask-heading = What your complaint is about
portal-ask-lead = You need not fill in everything. Whatever is missing, we ask you for later: your complaint counts from today.
portal-ask-heading-sign = Date and signature
portal-ask-lead-sign = The rules of the organisation ask for them. You may leave both empty: your request counts just the same.
portal-ask-internal-controller = Which part of the organisation is it about? (optional)
portal-ask-internal-controller-hint = The unit or the person responsible for your data, if you know.
portal-ask-reason = Why do you think your data was mishandled? (optional)
portal-ask-reason-hint = What happened, and when.
portal-ask-measures-wanted = What should be done about it? (optional)
portal-ask-measures-wanted-hint = What would put it right for you.
portal-ask-pending-elsewhere = Has another body settled it, or is it dealing with it? (optional)
portal-ask-pending-elsewhere-hint = For example another service, a tribunal or an arbitrator.
portal-ask-contact-with-dpo = When did you turn to the data protection officer, and what came of it? (optional)
portal-ask-contact-with-dpo-hint = The officer should have had reasonable time to reply. If you have not written yet, do so now: it does not stop your time for this complaint.
portal-ask-aware-on = On what day did you learn of it? (optional)
portal-ask-aware-on-hint = The day of the answer you complain of, or the day the time for it was over.
portal-ask-earlier = Reference of your earlier request (optional)
portal-ask-earlier-hint = If there was one here. Only those who handle your complaint see it.
portal-ask-signature = Your signature (optional)
portal-ask-signature-hint = Type your name.
portal-ask-signed-on = Date (optional)
portal-ask-signed-on-hint = The day you sign.
portal-ask-day-ahead = This day cannot lie in the future
portal-review-elsewhere = Also about
portal-review-target = { $organisation } is bound by no time limit. It aims to answer by { $date }: a target that binds nobody.
portal-target = { $organisation } is bound by no time limit. It aims to answer by { $date }: a target that binds nobody.

# The same at the desk.
console-asked = What the person was asked
console-asked-not-said = Not said. Ask for it by message: it is no reason to turn the case away.
console-audience = Works or worked there
console-audience-staff = Yes
console-audience-non-staff = No
console-audience-unsure = Not sure: both ways are told
console-elsewhere = Also about, and insisted on
console-earlier = Comes of request

# A decision that is late, where the law makes the organisation pay for it.
late-title = We should have decided by now
late-text = We had to decide on your request by { $date }. You can give us written notice of default, at this address: { $body }.
late-step = { $euros } euros a day for { $days } days
late-owed = If there is still no decision { $notice } days after that notice has come in, we owe you a penalty for each further day: { $steps }. That is { $days } days and { $most } euros at the most ({ $citation }).
