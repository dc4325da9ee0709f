//! How a period of law is computed: periods, calendars, suspension, extension, and why.
