//! What crosses services.

mod house_rules;
