# errors

# Errors beside a field, and pages that say what went wrong.
error-required = Fill in this field
error-choose = Choose one of the options
error-too-long = Use { $max } characters or fewer
error-line-break = Write this on one line
error-characters = This contains characters that cannot be kept. Please type it again
error-email = Write an e-mail address like name@example.com
error-date-required = Fill in day, month and year
error-date = Write a date that exists, such as 27 3 1981
error-file-too-large = The file is larger than { $max } MB. Choose a smaller one
error-page-not-found-title = There is no page here
error-page-not-found = Check the address, or start again from the first page.
error-page-bad-request-title = This could not be read
error-page-bad-request = Your browser sent something we do not understand. Go back and try it from the page itself.
error-page-foreign-title = This did not come from our own page
error-page-foreign = For your safety we accept forms only from our own pages. Nothing was sent.
error-page-stale-form-title = This form is out of date
error-page-stale-form = It stood open too long, or you have signed in anew since. Nothing was sent. Go back, reload the page and send it again.
error-page-session-ended-title = Your session has ended
error-page-session-ended = To protect you we end a session that is not used for a while.
error-page-too-large-title = This is too large
error-page-too-large = What you sent is larger than we can take. Go back and send less, or a smaller file.
error-page-misdirected-title = This is not the right address
error-page-misdirected = This site answers only under its own name. Check the address in your browser.
error-page-throttled-title = Too many attempts
error-page-throttled = There have been too many requests in a short time. Wait a little.
error-page-unavailable-title = We cannot do this right now
error-page-unavailable = Something we need is not answering. Nothing you have sent before is lost.
error-page-internal-title = Something went wrong on our side
error-page-internal = This is our fault, not yours. Nothing you have sent before is lost. If it happens again, tell us the code below.
error-page-try-again = It can help to try again in a moment.
error-page-incident = Code of this incident:
error-page-home = To the first page
