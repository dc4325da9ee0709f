# Mails. Neutral: reference and link, or the code alone; never a right, a kind of file or a typed word.

mail-received-subject = We have received your request: { $reference }
mail-received-body =
    Hello,

    We have received your request. Its reference is { $reference }.

    You can follow it here: { $link }
    You need the reference and the access code that you were given when you sent it.
    We never ask for that code by e-mail or telephone.

    This message was sent automatically.
mail-news-subject = There is news about your request: { $reference }
mail-news-body =
    Hello,

    There is news about the request with reference { $reference }.

    You can read it here: { $link }
    You need the reference and your access code.

    This message was sent automatically.
mail-answer-subject = An answer is ready for you: { $reference }
mail-answer-body =
    Hello,

    The answer to the request with reference { $reference } is ready.

    You can collect it here: { $link }
    You need the reference, your access code, and a second code that we send in a message of its own.

    This message was sent automatically.
mail-code-subject = Your second code
mail-code-body =
    Hello,

    This is your second code: { $code }

    Please keep it to yourself. We never ask for it by e-mail or telephone.

    This message was sent automatically.
