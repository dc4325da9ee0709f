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

console-correct-kind = Correct the kind of file
console-correct-kind-hint = The request is about another kind of file than was recorded. It moves to the desk that has that kind: what the person wrote goes along, a draft does not, and the time limit of that kind counts from the same day of receipt. A closed desk’s file is out of your sight afterwards.
console-correct-kind-why = Why is it another kind?
console-correct-kind-which = Which kind of file is it about?
console-correct-kind-reason-hint = The desk that gets the case reads this.
console-kind-now = Recorded as
console-kind-desk = Goes to
console-done-kind-corrected = The kind of file was corrected, and the case is with the desk that has it.
console-kind-why = Why it came here from another desk
console-receipt-told-then = The date the person sees, with this change
console-receipt-fact-before = In one of its cases the clock was paused or extended before that day. Set that right first, on the page of the case.
