# The letter on paper that says that a request has arrived.

letter-received-subject = We have received your request { $reference }
letter-received-on = On { $date } we received your request. We keep it under the reference { $reference }.
letter-received-check = If we need to know more about who you are, we write to you. Until then you need not do anything.
letter-received-answer = Our answer comes to you by post, to this address.
letter-received-how-post = You can write to us at the return address above; please put the reference on your letter.
letter-received-rules = The rules behind it: { $rules }.
