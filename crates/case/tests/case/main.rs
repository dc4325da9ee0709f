//! Submissions and cases: what may follow what, whatever is commanded; and dates as literals.

mod answers;
mod clock_facts;
mod clocks;
mod forbidden;
mod house;
mod properties;
mod submissions;
mod variants;
