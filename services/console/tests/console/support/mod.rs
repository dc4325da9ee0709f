mod browser;
mod house;
mod staff;

pub(crate) use browser::{Browser, Page};
pub(crate) use house::{Case, House, controller, tiny_png};
pub(crate) use staff::{PASSWORD, Role};
