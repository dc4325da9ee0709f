//! Pieces of SQL that several texts share, and all texts for the test that prepares them.

/// The relation of a scope.
macro_rules! scope {
    () => {
        "{scope: controller text, everything boolean, desk text}"
    };
}
pub(crate) use scope;

/// Whether what stands at a desk of a controller lies in the scope.
macro_rules! seen {
    ($controller:literal, $desk:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM scope WHERE scope.controller = ",
            $controller,
            " AND (scope.everything OR scope.desk = ",
            $desk,
            "))"
        )
    };
}
pub(crate) use seen;

/// The columns of an event `e`.
macro_rules! event_columns {
    () => {
        "e.controller, e.kind, e.stream, e.seq, e.id, e.event_type, e.body, e.legal_day, \
         e.recorded_at, e.actor, e.causation, e.correlation, e.traceparent, e.prev_hash, e.hash"
    };
}
pub(crate) use event_columns;

/// All texts of the adapter that are constants.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    [
        crate::batch::TEXTS,
        crate::write::TEXTS,
        crate::log::TEXTS,
        crate::lists::TEXTS,
        crate::queue::TEXTS,
        crate::sealed::TEXTS,
        crate::people::TEXTS,
        crate::schema::TEXTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
