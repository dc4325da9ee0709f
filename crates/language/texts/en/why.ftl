# Why a date is what it is: the words around the steps.

why-title = Why this date?
why-steps = How it was counted
why-others = Other dates to know
why-recorded = recorded by { $who } on { $when }
why-changes = { $from } → { $to }
why-closed = Not counted: { $days }

why-last-day = The law’s own last day is { $date }; the case is worked to the earlier reading.
why-refuse-by = A refusal, whole or in part, must leave by { $date }, even when the time limit was extended.
why-other-law = Another law may ask for an answer within a shorter time: by { $date }.
why-statutory-cap = The organisation set this time limit itself; the law’s own limit is { $date }.

why-first-due = First due
why-due = Due
why-safe = Safe
why-work-to = Work to
why-target = Target, binds nobody
why-due-target = Target
why-paused = The clock stands still
why-no-limit = No time limit is stated

why-person-aim = We aim to answer by
why-person-aim-note = No time limit is laid down for this organisation. This date is an aim; nobody is bound by it.
why-person-paused = The time limit stands still at the moment, so there is no date yet.
why-person-rules = The rules behind it:

why-told-by = You get an answer by { $date } at the latest.
why-told-aim = We aim to answer by { $date }. No time limit is laid down for us; this date is an aim.
why-told-paused = The time limit stands still at the moment, so there is no date yet.
why-told-no-limit = No time limit is laid down for our answer.
why-counted = How we count that day: { $steps }
