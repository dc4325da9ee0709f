# Words of every face: dates, numbers, and what is the same everywhere.

language-name = English

date-long = { $day } { $month } { $year }
date-short = { $day } { $month } { $year }
date-with-weekday = { $weekday } { $date }
instant = { $date } at { $time }
time = { $hour }:{ $minute }
list-last = { $before } and { $last }

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}

yes = Yes
no = No

# The frame and the components of every page.
web-skip-to-content = Skip to the content
web-language = Language
web-menu = Menu
web-signed-in-as = Signed in as { $name }
web-sign-out = Sign out
web-footer-promise = This site sets only the cookies it needs, follows nobody, and loads nothing from other sites.
web-error-prefix = Error:
web-error-summary = Please check your answers
web-notice-success = Done
web-notice-important = Important
web-warning = Warning
web-back = Back
web-change = Change
web-step = Step { $number } of { $total }
web-day = Day
web-month = Month
web-year = Year
web-copy = Copy
web-copied = Copied
web-print = Print this page
web-pages = Pages
web-page-number = Page { $number }
web-previous = Previous
web-next = Next
web-show = Show
web-hide = Hide
web-password-show = Show password
web-password-hide = Hide password
web-password-shown = Your password is shown
web-password-hidden = Your password is hidden
web-characters-limit = You can write up to { $count } characters
web-characters-left-one = 1 character left
web-characters-left-other = { $count } characters left
web-characters-none-left = No characters left
web-characters-over-one = 1 character too many
web-characters-over-other = { $count } characters too many
