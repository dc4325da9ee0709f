//! What a database error means to the caller.

use habeas_envelope::Code;
use habeas_store::StoreError;

/// The classes of the port. Temporary is what the database itself calls a matter of the moment:
/// lost connections, restarts, failover, full disks and tables of connections, locks.
pub(crate) fn store_error(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => StoreError::Unavailable(Box::new(error)),
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default().to_ascii_lowercase();
            if is_temporary(&code) {
                StoreError::Unavailable(Box::new(error))
            } else {
                refused(&code, error)
            }
        }
        _ => refused("client", error),
    }
}

fn refused(code: &str, error: sqlx::Error) -> StoreError {
    StoreError::Refused {
        code: Code::new(code).unwrap_or_else(|_| Code::literal("unknown")),
        source: Box::new(error),
    }
}

/// A refusal of our own, before the database was asked.
pub(crate) fn malformed(reason: &'static str) -> StoreError {
    StoreError::Refused {
        code: Code::literal("malformed"),
        source: reason.into(),
    }
}

pub(crate) fn unavailable(
    reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> StoreError {
    StoreError::Unavailable(reason.into())
}

/// The same temporary error for one more caller.
pub(crate) fn again(error: &StoreError) -> StoreError {
    match std::error::Error::source(error) {
        Some(source) => unavailable(source.to_string()),
        None => unavailable(error.to_string()),
    }
}

fn is_temporary(code: &str) -> bool {
    if code.len() == 5 {
        // SQLSTATE: connection exceptions, insufficient resources, operator intervention (a
        // statement timeout among them), and single codes of failover, locks and idling.
        return code.starts_with("08")
            || code.starts_with("53")
            || code.starts_with("57")
            || code.starts_with("58")
            || matches!(code, "25006" | "25p03" | "40001" | "40p01" | "55p03");
    }
    // SQLite: the primary code is the low byte of the extended one.
    // BUSY 5, LOCKED 6, IOERR 10, FULL 13, CANTOPEN 14, PROTOCOL 15.
    code.parse::<u32>()
        .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13 | 14 | 15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_codes() {
        for code in [
            "08006", "57p01", "57p03", "57014", "53300", "53100", "25006", "25p03", "55p03",
            "40001", "40p01", "5", "261", "13", "266", "778",
        ] {
            assert!(is_temporary(code), "{code}");
        }
        for code in [
            "23505", "42501", "42p01", "22p02", "2067", "1555", "19", "1", "",
        ] {
            assert!(!is_temporary(code), "{code}");
        }
    }
}
