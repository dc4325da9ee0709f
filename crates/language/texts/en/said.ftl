# What a mail server said when it did not take a mail.
console-said-title = What the mail server said
console-said-link = What the server said
console-said-destroyed = What it said is destroyed and can no longer be read.
