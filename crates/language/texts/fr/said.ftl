# What a mail server said when it did not take a mail.
console-said-title = Ce que le serveur de courriel a répondu
console-said-link = La réponse du serveur
console-said-destroyed = Sa réponse est détruite et ne peut plus être lue.
