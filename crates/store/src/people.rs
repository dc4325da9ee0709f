use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{Code, ControllerId, Hash32};
use uuid::Uuid;

use crate::StoreError;

/// What a member of staff may do at one controller.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaffGrant {
    /// At which controller.
    pub controller: ControllerId,
    /// As what: `handler`, `intake`, `mailroom`, `dpo`, `office`, `deputy`, `admin`.
    pub role: Code,
    /// For which desk, where the role is of a desk.
    pub desk: Option<Code>,
    /// For which office, where the role is of an office.
    pub office: Option<Code>,
}

/// A member of staff. Names of staff stand in plain tables, not in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Their id, which the log names as actor.
    pub id: Uuid,
    /// What they type to sign in; unique, lower case.
    pub login: String,
    /// What pages and letters call them.
    pub name: String,
    /// The password as an argon2id PHC string.
    pub password: String,
    /// Whether they may sign in.
    pub active: bool,
    /// What they may do.
    pub grants: Vec<StaffGrant>,
}

/// A member of staff to be added.
pub type NewStaff = Staff;

/// Staff, in a plain table.
#[async_trait]
pub trait StaffDirectory: Send + Sync {
    /// Adds somebody; false when the login is taken.
    async fn add_staff(&self, staff: NewStaff) -> Result<bool, StoreError>;
    /// By login.
    async fn staff_by_login(&self, login: &str) -> Result<Option<Staff>, StoreError>;
    /// By id.
    async fn staff_by_id(&self, id: Uuid) -> Result<Option<Staff>, StoreError>;
    /// Everybody with a grant at `controller`, by name; all staff when `None`.
    async fn staff_of(&self, controller: Option<&ControllerId>) -> Result<Vec<Staff>, StoreError>;
    /// Replaces the grants of somebody.
    async fn set_grants(&self, id: Uuid, grants: Vec<StaffGrant>) -> Result<(), StoreError>;
    /// Replaces password and activity.
    async fn set_password(
        &self,
        id: Uuid,
        password: String,
        active: bool,
    ) -> Result<(), StoreError>;
}

/// A staff session; the token itself is in the cookie only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token.
    pub token: Hash32,
    /// Whose.
    pub staff: Uuid,
    /// When they signed in.
    pub since: DateTime<Utc>,
    /// When they last did something.
    pub seen: DateTime<Utc>,
}

/// Staff sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Keeps a new session.
    async fn add_session(&self, session: Session) -> Result<(), StoreError>;
    /// The session of a token.
    async fn session(&self, token: Hash32) -> Result<Option<Session>, StoreError>;
    /// Notes that the session was used.
    async fn touch_session(&self, token: Hash32, at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Ends a session.
    async fn end_session(&self, token: Hash32) -> Result<(), StoreError>;
    /// Ends all sessions of somebody.
    async fn end_sessions_of(&self, staff: Uuid) -> Result<(), StoreError>;
    /// Ends sessions last seen before `seen_before` or begun before `since_before`.
    async fn prune_sessions(
        &self,
        seen_before: DateTime<Utc>,
        since_before: DateTime<Utc>,
    ) -> Result<u64, StoreError>;
}

/// What a person has typed and not yet sent, sealed under a key only their cookie holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: Uuid,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// Until when it is kept.
    pub expires: DateTime<Utc>,
}

/// Drafts of the portal.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// Keeps or replaces a draft.
    async fn put_draft(&self, draft: Draft) -> Result<(), StoreError>;
    /// The draft, unless it has expired at `now`.
    async fn draft(&self, id: Uuid, now: DateTime<Utc>) -> Result<Option<Draft>, StoreError>;
    /// Removes a draft.
    async fn drop_draft(&self, id: Uuid) -> Result<(), StoreError>;
    /// Removes what expired before `now`.
    async fn prune_drafts(&self, now: DateTime<Utc>) -> Result<u64, StoreError>;
}

/// The text of a pack or a calendar that events have pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// `pack`, `regime` or `calendar`.
    pub kind: Code,
    /// Its id: of the controller, the regime or the calendar.
    pub id: Code,
    /// Its version.
    pub version: String,
    /// SHA-256 of the text.
    pub hash: Hash32,
    /// The text.
    pub text: String,
}

/// The texts of packs and calendars, kept for ever.
#[async_trait]
pub trait PackTexts: Send + Sync {
    /// Keeps a text; one that stands already is left.
    async fn keep_pack(&self, pack: PackText) -> Result<(), StoreError>;
    /// All texts kept.
    async fn packs(&self) -> Result<Vec<PackText>, StoreError>;
}

/// A calendar subscription: the private address itself is with its owner only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    /// SHA-256 of the token.
    pub token: Hash32,
    /// Whose.
    pub staff: Uuid,
    /// When it was made.
    pub since: DateTime<Utc>,
}

/// Calendar subscriptions, one a member of staff.
#[async_trait]
pub trait CalendarFeeds: Send + Sync {
    /// Keeps a subscription in place of the one that its owner had.
    async fn put_feed(&self, feed: CalendarFeed) -> Result<(), StoreError>;
    /// The subscription of a token.
    async fn feed(&self, token: Hash32) -> Result<Option<CalendarFeed>, StoreError>;
    /// The subscription of somebody.
    async fn feed_of(&self, staff: Uuid) -> Result<Option<CalendarFeed>, StoreError>;
    /// Ends the subscription of somebody.
    async fn drop_feed(&self, staff: Uuid) -> Result<(), StoreError>;
}
