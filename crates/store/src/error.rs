use habeas_envelope::Code;

/// Why the store did not do what was asked. The text of the database is free text and is kept
/// apart from the message; it may go to the operator's log of the store itself, nowhere else.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database is away, restarting, or out of connections, space or time; trying again later
    /// can help. A commit that ends so may or may not have happened: the inbox mark tells.
    #[error("the database cannot be reached at present")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database refused for good: a broken constraint, a missing right.
    #[error("the database refused the operation ({code})")]
    Refused {
        /// The database's own code of the refusal, such as an SQLSTATE.
        code: Code,
        /// What it said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Something stored does not read back as what it must be.
    #[error("stored data is inconsistent ({0})")]
    Inconsistent(Code),
    /// The schema is older or newer than this program.
    #[error(
        "the database schema is at version {found}, this program needs {needed}: run `habeas migrate`"
    )]
    Schema {
        /// The version found.
        found: i64,
        /// The version needed.
        needed: i64,
    },
}

impl StoreError {
    /// Whether the same call may succeed later without anybody's help.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}
