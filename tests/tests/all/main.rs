//! What crosses services.

mod browser;
mod house_rules;
