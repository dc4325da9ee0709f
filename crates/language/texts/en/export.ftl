# The queue as a file for a spreadsheet.

console-export = Download these cases as a table (CSV)
console-export-reference = Reference
console-export-organisation = Organisation
console-export-desk = Desk
console-export-right = Right
console-export-kind = Kind of file
console-export-received = Received
console-export-first-due = End of the first period
console-export-due = Last day
console-export-safe = Work to
console-export-state = State
console-export-clock = Time limit
console-export-reason = Why this date
console-export-clock-running = runs
console-export-clock-paused = stands still
console-export-clock-stopped = answered or closed
console-export-clock-none = none is stated
