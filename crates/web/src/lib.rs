//! What portal and console share: layout, assets, forms, sessions, errors, and the guard in front.
//!
//! Every page works without JavaScript, loads nothing from another host, and carries no text of its
//! own: words come from Fluent files by way of `habeas-language`.

mod assets;
mod client;
mod email;
mod error;
mod form;
mod guard;
mod headers;
mod limit;
mod message;
mod origin;
mod page;
mod posted;
mod public_url;
mod session;
mod text;
mod token;
mod view;
mod visit;

pub use assets::{asset, router as assets_router};
pub use client::{ClientPrefix, TrustedProxies};
pub use email::EmailAddress;
pub use error::{IncidentId, PageError};
pub use form::{Field, Form};
pub use guard::{Guard, LayoutMaker};
pub use limit::{Quota, RateLimit, Throttled};
pub use message::{Message, MessageArgument};
pub use page::{Account, LanguageLink, Layout, Link, Notice, html};
pub use posted::{Posted, UploadLimits, UploadedFile};
pub use public_url::{PublicUrl, PublicUrlError};
pub use session::{
    CookieKey, Face, SealedCookies, SessionPolicy, StaffSession, StaffToken, StaffTokenHash,
};
pub use text::{Line, Lines};
pub use token::FormKey;
pub use view::{Choice, PageItem, Pagination};
pub use visit::Visit;
