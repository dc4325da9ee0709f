//! National numbers, postal item numbers and machine-readable zones: check digits, nothing else.
