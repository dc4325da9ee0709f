mod browser;
mod elsewhere;
mod house;
mod staff;

pub(crate) use browser::{Browser, Page};
pub(crate) use elsewhere::Elsewhere;
pub(crate) use house::{Case, House, controller, scope, tiny_png};
pub(crate) use staff::{PASSWORD, Role};
