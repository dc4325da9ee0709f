//! Asks a running process whether it is ready, for health checks in images that hold no other
//! program.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// How long the answer may take altogether.
const PATIENCE: Duration = Duration::from_secs(3);
/// How much of the answer is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Asks `/ready` of the admin listener at `address` and gives back what it says of each part.
/// An address that means "all of this machine" is asked on loopback.
///
/// # Errors
/// When nobody answers within three seconds, or the answer is that a part is unwell.
pub async fn probe(address: SocketAddr) -> anyhow::Result<String> {
    let address = reachable(address);
    let answer = tokio::time::timeout(PATIENCE, ask(address))
        .await
        .with_context(|| format!("{address} does not answer"))?
        .with_context(|| format!("{address} cannot be asked"))?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .unwrap_or((answer.as_ref(), ""));
    let status = head.split_ascii_whitespace().nth(1).unwrap_or("nothing");
    if status != "200" {
        bail!("not ready ({status})\n{}", body.trim_end());
    }
    Ok(body.to_owned())
}

async fn ask(address: SocketAddr) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    // In HTTP/1.0 the end of the connection is the end of the answer.
    stream
        .write_all(b"GET /ready HTTP/1.0\r\nHost: localhost\r\n\r\n")
        .await?;
    let mut answer = Vec::new();
    stream.take(LONGEST).read_to_end(&mut answer).await?;
    Ok(answer)
}

fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, routing::get};
    use tokio::net::TcpListener;

    use super::*;

    async fn serving(status: StatusCode, body: &'static str) -> SocketAddr {
        let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/ready", get(move || async move { (status, body) }));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        address
    }

    #[tokio::test]
    async fn a_ready_process_says_so() {
        let address = serving(StatusCode::OK, "store well\n").await;
        assert_eq!(probe(address).await.unwrap(), "store well\n");
    }

    #[tokio::test]
    async fn an_unwell_part_is_named() {
        let address = serving(StatusCode::SERVICE_UNAVAILABLE, "store unwell\n").await;
        let error = probe(address).await.unwrap_err().to_string();
        assert_eq!(error, "not ready (503)\nstore unwell");
    }

    #[tokio::test]
    async fn nobody_there_is_an_error() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert!(probe(address).await.is_err());
    }
}
