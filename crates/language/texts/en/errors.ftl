# What went wrong, in the words of the person who reads it.

error-upload-empty = The file is empty.
error-upload-too-large = The file is too large. The most is { $limit } MB.
error-upload-unknown-kind = The file is not a PDF, a JPEG or a PNG.
error-upload-damaged = The file is damaged or incomplete. Try to make it again.
error-upload-too-many-pixels = The picture is too large. Try a smaller one.
error-not-found = This page does not exist, or it is not yours to see.
error-credentials = The reference or the code is not right.
error-too-many = Too many attempts. Wait a few minutes and try again.
error-form-expired = This form was open too long. What you typed is kept; send it again.
error-form-too-large = What you sent is too large.
error-changed-meanwhile = Someone changed this in the meantime. Look at what is new and decide again.
error-unavailable = We cannot do this right now. Nothing is lost; try again in a few minutes.
error-unexpected = Something went wrong on our side. Trying again will not help; we have been told.
error-newer-build = This was recorded by a newer version and can only be read here.

# Refusals: a command that must not be, by its code.

refusal-unknown = We cannot find this.
refusal-exists-already = This was begun already.
refusal-closed = This case is closed.
refusal-not-closed = This case is not closed.
refusal-withdrawn = The person has withdrawn the request.
refusal-identity-open = The identity has not been established yet.
refusal-no-identity-check = No identity check is open.
refusal-not-routed = The case has not been routed to an office yet.
refusal-nothing-drafted = There is no draft yet.
refusal-draft-changed = The draft has changed since you looked at it. Please read it again.
refusal-own-draft = You wrote this draft; someone else must approve it.
refusal-not-approved = The draft has not been approved.
refusal-answer-ordered = An answer is on its way already.
refusal-nothing-held = No answer is being held.
refusal-hold-over = The time to take it back is over.
refusal-not-released = The answer has not been released.
refusal-ground-needed = A refusal needs a ground. Choose one.
refusal-ground-unknown = This ground does not apply to this right and this kind of file.
refusal-reason-needed = A refusal needs a reason for this person. Write one.
refusal-no-parts = The decision has no parts. Decide on at least one.
refusal-paused-already = The time limit stands still already.
refusal-not-paused = The time limit is running.
refusal-no-pause = This time limit cannot be suspended.
refusal-no-extension = This time limit cannot be extended.
refusal-extended-already = This time limit was extended already.
refusal-extension-too-late = The first period is over; an extension has no effect any more.
refusal-extension-ground = An extension needs one of the grounds provided.
refusal-before-receipt = This day lies before the receipt.
refusal-in-future = This day lies in the future.
refusal-no-such-fact = There is nothing recorded that could be taken back.
refusal-not-offered = This right or this kind of file is not offered here.
refusal-nothing-requested = Nothing was asked for. Choose at least one thing.
refusal-route-not-allowed = This request must take the route that is laid down for it.
refusal-no-dispatch = There is no such letter or e-mail.
refusal-dispatch-state = The letter or e-mail is not at the point where this can be done.
refusal-no-task = There is no such task.
refusal-restriction-order = The steps of a restriction come in one order only.
refusal-legal-hold = The case is under legal hold.
refusal-no-legal-hold = There is no legal hold.
