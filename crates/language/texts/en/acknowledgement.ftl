# The letter on paper that says that a request has arrived.

letter-received-subject = We have received your request { $reference }
letter-received-on = On { $date } we received your request. We keep it under the reference { $reference }.
letter-received-check = If we need to know more about who you are, we write to you. Until then you need not do anything.
letter-received-answer = Our answer comes to you by post, to this address.
letter-received-how-post = You can write to us at the return address above; please put the reference on your letter.
letter-received-rules = The rules behind it: { $rules }.
letter-received-code-title = Follow your request online
letter-received-code = Your access code is { $code }. With it and the reference above you can see on our site for requests where yours stands, and write to us.
letter-received-code-keep = Keep the code to yourself: whoever has it can read what we write to you there. We do not ask for it.
