//! The port to a scanner for malicious content.

use async_trait::async_trait;

/// What a scanner says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It was looked at and nothing was found.
    Clean,
    /// Something harmful was found.
    Harmful,
    /// Nobody looked: there is no scanner, or it was away. Never a reason to refuse a request.
    Unscanned,
}

/// Looks for malicious content in files that were accepted.
#[async_trait]
pub trait Scanner: Send + Sync {
    /// Looks at one file. A scanner that is away, slow or broken answers [`Verdict::Unscanned`]
    /// within its own time limit.
    async fn scan(&self, bytes: &[u8]) -> Verdict;
}

/// Where there is no scanner.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unscanned;

#[async_trait]
impl Scanner for Unscanned {
    async fn scan(&self, _bytes: &[u8]) -> Verdict {
        Verdict::Unscanned
    }
}
