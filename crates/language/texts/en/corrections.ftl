### What was recorded of a case and is set right.

console-correct-receipt = Correct the day of receipt
console-correct-receipt-hint = The time limit starts on the first day on which the request reached the organisation, or somebody who works for it, on any official channel: not on the day it was opened.
console-correct-receipt-day = On which day did it first arrive?
console-correct-receipt-why = Why was another day recorded?
console-receipt-now = Recorded as received
console-receipt-left = The day of receipt of this request was corrected to { $day }. This case could not follow, because a pause or the notice of an extension lies before that day. Its date still counts from the day recorded here: look into it.
console-receipt-reason-other-channel = It arrived earlier on another channel
console-receipt-reason-processor = It arrived earlier at a processor or another desk
console-receipt-reason-mistyped = A mistake
console-correct-hold = Set a legal hold
console-correct-hold-hint = Nothing of this case is destroyed while the hold stands, whatever the retention period says.
console-correct-hold-why = Why must it be kept?
console-correct-hold-lift = Lift the legal hold
console-correct-hold-lift-hint = From then on the ordinary retention period counts again.
console-hold-cause-court = Court proceedings
console-hold-cause-authority = An inquiry of an authority
console-hold-cause-complaint = A complaint that is still open
console-hold-stands = Under legal hold: nothing of it is destroyed.
console-done-receipt-corrected = The day of receipt was corrected, and the dates with it.
console-done-hold-set = The legal hold stands.
console-done-hold-lifted = The legal hold was lifted.
console-class-leads-incident = Record it among the incidents
