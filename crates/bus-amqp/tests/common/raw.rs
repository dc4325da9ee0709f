//! An AMQP client of our own, for messages that no honest client can make.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use habeas_bus_amqp::AmqpOptions;

const METHOD: u8 = 1;
const HEADER: u8 = 2;
/// AMQP 0-9-1, section 4.2.3.
const FRAME_END: u8 = 0xCE;
/// Of the properties of a message, only headers follow (section 4.2.6.1).
const ONLY_HEADERS: u16 = 1 << 13;

fn short(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short string");
    [&[length], text.as_bytes()].concat()
}

fn long(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("a long string");
    [&length.to_be_bytes(), bytes].concat()
}

async fn send(wire: &mut TcpStream, kind: u8, channel: u16, payload: &[&[u8]]) {
    let payload = long(&payload.concat());
    let frame = [&[kind][..], &channel.to_be_bytes(), &payload, &[FRAME_END]].concat();
    wire.write_all(&frame).await.expect("the broker reads");
}

/// Reads until this method comes.
async fn expect(wire: &mut TcpStream, class: u16, method: u16) {
    loop {
        let mut head = [0; 7];
        wire.read_exact(&mut head)
            .await
            .expect("the broker answers");
        let length = u32::from_be_bytes([head[3], head[4], head[5], head[6]]);
        let mut rest = vec![0; length as usize + 1];
        wire.read_exact(&mut rest)
            .await
            .expect("the broker answers");
        if head[0] == METHOD && rest[..4] == id(class, method) {
            return;
        }
    }
}

fn id(class: u16, method: u16) -> [u8; 4] {
    let ([a, b], [c, d]) = (class.to_be_bytes(), method.to_be_bytes());
    [a, b, c, d]
}

/// Publishes a message to the courier with one header whose name is these bytes.
pub async fn put_with_header_named(options: &AmqpOptions, password: &str, name: &[u8]) {
    let wire = TcpStream::connect((options.host.as_str(), options.port)).await;
    let wire = &mut wire.expect("the broker listens");
    wire.write_all(b"AMQP\x00\x00\x09\x01")
        .await
        .expect("the broker reads");
    expect(wire, 10, 10).await;
    let login = long(format!("\0{}\0{password}", options.user).as_bytes());
    let start_ok = [
        id(10, 11).to_vec(),
        long(b""),
        short("PLAIN"),
        login,
        short("en_US"),
    ]
    .concat();
    send(wire, METHOD, 0, &[&start_ok]).await;
    expect(wire, 10, 30).await;
    // At most 100 channels, frames of 128 KiB, no heartbeats.
    send(wire, METHOD, 0, &[&id(10, 31), &[0, 100, 0, 2, 0, 0, 0, 0]]).await;
    send(
        wire,
        METHOD,
        0,
        &[&id(10, 40), &short(&options.vhost), &[0, 0]],
    )
    .await;
    expect(wire, 10, 41).await;
    send(wire, METHOD, 1, &[&id(20, 10), &[0]]).await;
    expect(wire, 20, 11).await;
    send(wire, METHOD, 1, &[&id(85, 10), &[0]]).await;
    expect(wire, 85, 11).await;
    let target = [short("habeas.events"), short("house.dispatch-ordered")].concat();
    send(wire, METHOD, 1, &[&id(60, 40), &[0, 0], &target, &[0]]).await;
    let length = u8::try_from(name.len()).expect("a short name");
    let table = long(&[&[length], name, b"S", &long(b"value")].concat());
    let header = [
        &60_u16.to_be_bytes()[..],
        &[0; 10],
        &ONLY_HEADERS.to_be_bytes(),
        &table,
    ]
    .concat();
    send(wire, HEADER, 1, &[&header]).await;
    expect(wire, 60, 80).await;
}
