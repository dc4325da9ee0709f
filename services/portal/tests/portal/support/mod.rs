mod browser;
mod house;

pub(crate) use browser::{Browser, Page};
pub(crate) use house::{Filed, House, controller, scope, tiny_png};
