# What a mail server said when it did not take a mail.
console-said-title = Wat de mailserver zei
console-said-link = Wat de server zei
console-said-destroyed = Wat hij zei is vernietigd en niet meer te lezen.
