# Letters on paper that tell a person how things stand.

letter-received-subject = We have received your request { $reference }
letter-received-on = On { $date } we received your request. We keep it under the reference { $reference }.
letter-received-check = If we need to know more about who you are, we write to you. Until then you need not do anything.
letter-received-answer = Our answer comes to you by post, to this address.
letter-message-subject = About your request { $reference }
letter-notice-how-post = You can write to us at the return address above; please put the reference on your letter.
letter-notice-rules = The rules behind it: { $rules }.
