//! A wire between a client and a server that a test can cut.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// What the wire does; a change holds for the connections open and those to come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wire {
    Open,
    /// Connections stay open and nothing passes.
    Stalled,
    /// No connection stays: existing ones are reset, new ones too.
    Down,
}

/// A TCP proxy on a port of its own, before one server. Ends with all its connections when dropped.
/// Needs a Tokio runtime.
pub struct Proxy {
    address: SocketAddr,
    wire: Arc<watch::Sender<Wire>>,
    /// Counts the resets, so that one ends the connections of that moment alone.
    resets: watch::Sender<u64>,
    listener: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a free loopback port and passes everything on to `server` (`host:port`).
    ///
    /// # Panics
    /// If no port can be had.
    pub async fn start(server: &str) -> Proxy {
        let socket = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a loopback port can be had");
        let address = socket.local_addr().expect("a bound socket has an address");
        let (wire, wires) = watch::channel(Wire::Open);
        let (resets, reset) = watch::channel(0);
        let server = server.to_owned();
        let listener = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = socket.accept().await {
                let server = server.clone();
                connections.spawn(carry(client, server, wires.clone(), reset.clone()));
                while connections.try_join_next().is_some() {}
            }
        });
        Proxy {
            address,
            wire: Arc::new(wire),
            resets,
            listener,
        }
    }

    /// Where it listens: put this in place of the server's own `host:port`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Resets every connection open now (RST); new ones are served.
    pub fn reset(&self) {
        self.resets.send_modify(|count| *count += 1);
    }

    /// Resets every connection, and each new one, until [`Proxy::restore`].
    pub fn cut(&self) {
        self.wire.send_replace(Wire::Down);
    }

    /// Holds back every byte, both ways, until [`Proxy::restore`]; nobody is told.
    pub fn stall(&self) {
        self.wire.send_replace(Wire::Stalled);
    }

    /// Lets everything pass again; bytes held back while stalled arrive now.
    pub fn restore(&self) {
        self.wire.send_replace(Wire::Open);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

async fn carry(
    client: TcpStream,
    server: String,
    wire: watch::Receiver<Wire>,
    mut reset: watch::Receiver<u64>,
) {
    reset.mark_unchanged();
    // Closing a socket that does not linger sends RST instead of an orderly end.
    let _ = client.set_zero_linger();
    let mut down = wire.clone();
    if *down.borrow() == Wire::Down {
        return;
    }
    let Ok(upstream) = TcpStream::connect(server).await else {
        return;
    };
    let _ = upstream.set_zero_linger();
    let _ = (client.set_nodelay(true), upstream.set_nodelay(true));
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = upstream.into_split();
    let both = async {
        tokio::join!(
            pass(from_client, to_server, wire.clone()),
            pass(from_server, to_client, wire.clone())
        )
    };
    tokio::select! {
        _ = both => {}
        _ = reset.changed() => {}
        _ = down.wait_for(|wire| *wire == Wire::Down) => {}
    }
}

/// Copies one direction until its end, and hands that end on.
async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut wire: watch::Receiver<Wire>) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if wire.wait_for(|wire| *wire == Wire::Open).await.is_err() {
            return;
        }
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
    if wire.wait_for(|wire| *wire == Wire::Open).await.is_ok() {
        let _ = to.shutdown().await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    /// A server that gives back what it gets.
    async fn echo() -> SocketAddr {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = socket.accept().await {
                tokio::spawn(async move {
                    let (mut from, mut to) = client.split();
                    let _ = tokio::io::copy(&mut from, &mut to).await;
                });
            }
        });
        address
    }

    async fn ask(stream: &mut TcpStream, text: &str) -> std::io::Result<String> {
        stream.write_all(text.as_bytes()).await?;
        let mut buffer = vec![0; text.len()];
        stream.read_exact(&mut buffer).await?;
        Ok(String::from_utf8(buffer).unwrap())
    }

    #[tokio::test]
    async fn it_passes_stalls_resets_and_cuts() {
        let proxy = Proxy::start(&echo().await.to_string()).await;
        let mut first = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(ask(&mut first, "one").await.unwrap(), "one");

        proxy.stall();
        first.write_all(b"two").await.unwrap();
        let mut buffer = [0; 3];
        let held = timeout(Duration::from_millis(100), first.read_exact(&mut buffer)).await;
        assert!(held.is_err(), "nothing passes while stalled");
        proxy.restore();
        first.read_exact(&mut buffer).await.unwrap();
        assert_eq!(&buffer, b"two");

        proxy.reset();
        assert!(ask(&mut first, "three").await.is_err());
        let mut second = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(ask(&mut second, "four").await.unwrap(), "four");

        proxy.cut();
        assert!(ask(&mut second, "five").await.is_err());
        let mut third = TcpStream::connect(proxy.address()).await.unwrap();
        assert!(ask(&mut third, "six").await.is_err());
        proxy.restore();
        let mut fourth = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(ask(&mut fourth, "seven").await.unwrap(), "seven");
    }

    #[tokio::test]
    async fn an_orderly_end_is_handed_on() {
        let proxy = Proxy::start(&echo().await.to_string()).await;
        let mut client = TcpStream::connect(proxy.address()).await.unwrap();
        client.write_all(b"last").await.unwrap();
        client.shutdown().await.unwrap();
        let mut said = Vec::new();
        client.read_to_end(&mut said).await.unwrap();
        assert_eq!(said, b"last");
    }
}
