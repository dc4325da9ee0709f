use habeas_envelope::Code;

/// Why an event could not be read. Says nothing of what the event holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The event type is not known here, or a word of a closed list in it is not: a newer build
    /// wrote it.
    #[error("{event_type} was written by a newer build")]
    NewerBuild {
        /// The event.
        event_type: Code,
    },
    /// The bytes are no message of the schema.
    #[error("the body of {event_type} is not readable")]
    Unreadable {
        /// The event.
        event_type: Code,
    },
    /// A field is missing or is not what the schema says.
    #[error("{field} of {event_type} is missing or malformed")]
    Malformed {
        /// The event.
        event_type: Code,
        /// The field, by its name in the schema.
        field: &'static str,
    },
}
