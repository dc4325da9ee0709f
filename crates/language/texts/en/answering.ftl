# What is decided, asked and carried out: refusals, grounds, fees, tasks, physicians.

refusal-fee-unknown = No such fee may be asked for this request.
refusal-fee-amount = Enter an amount above zero, for example 12.50.
refusal-ground-not-referred = No question about this ground is open.
refusal-party-step-order = This cannot come next: look at what was noted before.
refusal-recipient-not-allowed = This file may not be given to that recipient.
refusal-execution-open = First confirm that the decision has been carried out.
refusal-tasks-open = There are still tasks to do.

console-doubt = What is the doubt about?
console-doubt-no-copy = No copy of an identity document was sent
console-doubt-copy-unreadable = The copy cannot be read
console-doubt-details-differ = The details do not match the file
console-doubt-contact = The e-mail or postal address is not the one we know

console-event-party-named = The person named their physician, or said they have none
console-event-ground-referred = An office was asked about a ground of refusal
console-event-ground-decided = The office decided about the ground of refusal
console-event-fee-asked = A fee was asked
