//! The little a test changes in the URL of a server.

/// Where the authority of a URL begins and ends.
fn authority(url: &str) -> std::ops::Range<usize> {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..]
        .find(['/', '?'])
        .map_or(url.len(), |at| start + at);
    start..end
}

/// The same URL with another path (database or vhost), which must need no escaping.
pub(crate) fn with_path(url: &str, path: &str) -> String {
    let query = url.find('?').map_or("", |at| &url[at..]);
    format!("{}/{path}{query}", &url[..authority(url).end])
}

/// The same URL for another user, whose name and password must need no escaping.
pub(crate) fn with_user(url: &str, user: &str, password: &str) -> String {
    let range = authority(url);
    let (before, after) = (&url[..range.start], &url[range.end..]);
    let host = url[range].rsplit('@').next().unwrap_or_default();
    format!("{before}{user}:{password}@{host}{after}")
}

/// The user a URL names.
pub(crate) fn user(url: &str) -> Option<&str> {
    let (login, _) = url[authority(url)].rsplit_once('@')?;
    login.split(':').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_and_changed_in_its_parts() {
        let url = "postgres://postgres@127.0.0.1:25432/postgres?sslmode=disable";
        assert_eq!(
            with_path(url, "test_1"),
            "postgres://postgres@127.0.0.1:25432/test_1?sslmode=disable"
        );
        assert_eq!(
            with_user(url, "portal", "secret"),
            "postgres://portal:secret@127.0.0.1:25432/postgres?sslmode=disable"
        );
        assert_eq!(with_path("postgres://h", "t"), "postgres://h/t");
        assert_eq!(with_path("postgres://h?a=/b", "t"), "postgres://h/t?a=/b");
        assert_eq!(with_user("amqp://h:1/%2f", "a", "b"), "amqp://a:b@h:1/%2f");
        assert_eq!(user("amqp://admin:secret@host:5672/%2f"), Some("admin"));
        assert_eq!(user(url), Some("postgres"));
        assert_eq!(user("amqp://host"), None);
    }
}
