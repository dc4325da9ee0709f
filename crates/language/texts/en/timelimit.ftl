# Why a date is what it is. One sentence a step of the computation.

limit-period-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
limit-period-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
limit-period-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
limit-period-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
limit-period-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
limit-period-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
limit-period-years-from-year-end = { $count ->
    [one] { $count } year after the end of the year
   *[other] { $count } years after the end of the year
}

limit-cited = { $sentence } ({ $citation })
limit-closed-day = { $date } ({ $why })
limit-closed-days = Days that do not count: { $days }.
limit-closed-weekend = weekend

limit-rule-day-of-event = The day of receipt, { $from }, is not counted.
limit-rule-period = { $period } from there ends on { $to }.
limit-rule-extended-period = With the extension, { $period } in all ends on { $to }.
limit-rule-further-period = The extension of { $period } is added: { $to }.
limit-rule-month-end = That month has no such day, so its last day holds: { $to }.
limit-rule-two-working-days = The period must hold two working days: { $to }.
limit-rule-working-days = { $count ->
    [one] { $count } working day is counted: { $to }.
   *[other] { $count } working days are counted: { $to }.
}
limit-rule-suspended = { $count ->
    [one] From { $opened } to { $closed } the time limit stood still, which adds { $count } day: { $to }.
   *[other] From { $opened } to { $closed } the time limit stood still, which adds { $count } days: { $to }.
}
limit-rule-suspension-open = Since { $opened } the time limit stands still.
limit-rule-suspension-too-late = The suspension of { $opened } came after the last day and has no effect.
limit-rule-suspension-ignored = The text knows no suspension; the one of { $opened } has no effect.
limit-rule-runs-on = The suspension began on a day to which the end had moved; the time limit runs on from { $from }.
limit-rule-extension-in-time = The extension was notified on { $notified }, in time.
limit-rule-extension-while-suspended = The extension was notified on { $notified }, while the time limit stood still.
limit-rule-extension-too-late = The extension was notified on { $notified }, after the last day for it ({ $last }); it has no effect.
limit-rule-extension-none = The text knows no extension; the notice of { $notified } has no effect.
limit-rule-rolled = The last day, { $from }, is not a working day; the time limit ends on the next one, { $to }.
limit-rule-not-rolled = Under this rule the last day does not move for weekends and holidays.
limit-rule-not-rolled-self-imposed = The organisation set this time limit itself; its last day does not move for weekends and holidays.
limit-rule-sequential = Counted from the end of the first period, the time limit would end on { $to }.
limit-rule-unrolled = Without moving to a working day, the time limit ends on { $to }.
limit-rule-target = The text sets no time limit; the target of { $period } ends on { $to }.
limit-rule-no-limit = The text sets no time limit.

limit-caution-unsuspended = If the suspension had no effect: { $date }.
limit-caution-restart = If the time limit began anew after the suspension: { $date }.
limit-warning-coverage = The calendar’s holidays are not known for { $date }; the date may still move.

limit-holiday-new-year = New Year’s Day
limit-holiday-good-friday = Good Friday
limit-holiday-easter-monday = Easter Monday
limit-holiday-kings-day = King’s Day
limit-holiday-labour-day = Labour Day
limit-holiday-liberation-day = Liberation Day
limit-holiday-ascension = Ascension Day
limit-holiday-whit-monday = Whit Monday
limit-holiday-belgian-national-day = Belgian National Day
limit-holiday-assumption = Assumption Day
limit-holiday-all-saints = All Saints’ Day
limit-holiday-armistice = Armistice Day
limit-holiday-christmas = Christmas Day
limit-holiday-second-christmas-day = Second Christmas Day
