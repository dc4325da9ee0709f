//! The portal as a browser meets it, over a store of its own: filing, bad input, status, messages,
//! proof, collection.

mod bad_input;
mod collecting;
mod filing;
mod pages;
mod status;
mod support;
