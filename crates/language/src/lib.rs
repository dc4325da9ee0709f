//! Fluent texts, dates, and the words for refusals, reasons and errors.
