use std::{future::Future, time::Duration};

use habeas_bus::BusError;
use lapin::ErrorKind;

/// AMQP 0-9-1, section 1.2: the reply codes that mean more than "try again".
const ACCESS_REFUSED: u16 = 403;
const NOT_FOUND: u16 = 404;

/// What an error of the client library means to whoever uses the bus.
pub(crate) fn classify(error: lapin::Error) -> BusError {
    let code = match error.kind() {
        ErrorKind::ProtocolError(error) => error.get_id(),
        _ => 0,
    };
    match code {
        ACCESS_REFUSED => BusError::Forbidden,
        NOT_FOUND => BusError::Topology,
        _ => BusError::Unavailable(Some(Box::new(error))),
    }
}

/// A request that is answered in time or counts as not answered.
pub(crate) async fn within<T>(
    patience: Duration,
    request: impl Future<Output = lapin::Result<T>>,
) -> Result<T, BusError> {
    match tokio::time::timeout(patience, request).await {
        Ok(answer) => answer.map_err(classify),
        Err(_) => Err(BusError::Unavailable(None)),
    }
}

/// One word for the log; what the broker said is free text.
pub(crate) fn class(error: &BusError) -> &'static str {
    match error {
        BusError::Unavailable(Some(_)) => "unavailable",
        BusError::Unavailable(None) => "timeout",
        BusError::Unroutable => "unroutable",
        BusError::Nacked => "nacked",
        BusError::Forbidden => "forbidden",
        BusError::Topology => "topology",
        BusError::Ended => "ended",
    }
}
