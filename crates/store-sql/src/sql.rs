//! One SQL text for both engines.
//!
//! A text has `$1`, `$2`, … for single values and braces for the points where the engines differ:
//!
//! - `{v: controller text, id uuid}` stands in a `WITH` and becomes a relation of that name with
//!   the rows given by [`Query::rows`]: one array a column on Postgres, so that the text is the
//!   same for any number of rows and is prepared once; a `VALUES` list on SQLite, of unnumbered
//!   placeholders, since SQLite and sqlx search all numbered ones for each.
//! - `{FOR UPDATE}`, with no colon, is for Postgres alone: SQLite has one writer and no row locks.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{ActorId, Code, ControllerId, DeskScope, Hash32, Scope, StreamKind};
use uuid::Uuid;

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL 15 or later.
    Postgres,
    /// SQLite, as bundled.
    Sqlite,
}

/// A value to be bound.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Uuid(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Bool(Option<bool>),
}

/// What a column of a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Int,
    Uuid,
    Bytes,
    Bool,
}

impl Kind {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "text" => Self::Text,
            "bigint" => Self::Int,
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytes,
            "boolean" => Self::Bool,
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int => "bigint",
            Self::Uuid => "uuid",
            Self::Bytes => "bytea",
            Self::Bool => "boolean",
        }
    }
}

macro_rules! from {
    ($variant:ident: $($type:ty => |$value:ident| $how:expr;)+) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Self::$variant(Some($how))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map(|$value| $how))
            }
        }
    )+};
}

from! { Text:
    String => |v| v;
    &str => |v| v.to_owned();
    &String => |v| v.clone();
    &Code => |v| v.as_str().to_owned();
    &ControllerId => |v| v.as_str().to_owned();
    &ActorId => |v| v.as_str().to_owned();
    StreamKind => |v| v.as_str().to_owned();
    NaiveDate => |v| v.to_string();
}
from! { Int:
    i64 => |v| v;
    u32 => |v| i64::from(v);
    u64 => |v| i64::try_from(v).unwrap_or(i64::MAX);
    DateTime<Utc> => |v| v.timestamp_micros();
}
from! { Uuid: Uuid => |v| v; }
from! { Bytes:
    Vec<u8> => |v| v;
    &[u8] => |v| v.to_vec();
    Hash32 => |v| v.0.to_vec();
}
from! { Bool: bool => |v| v; }

/// One row of values.
macro_rules! values {
    ($($value:expr),+ $(,)?) => { vec![$($crate::sql::Value::from($value)),+] };
}
pub(crate) use values;

/// A text with what is bound to it.
#[derive(Clone, Debug)]
pub struct Query {
    text: Cow<'static, str>,
    values: Vec<Value>,
    relations: Vec<Vec<Vec<Value>>>,
}

/// A text of one engine, and what is bound to its placeholders in their order.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) sql: String,
    pub(crate) args: Vec<Arg>,
}

/// What is bound to one placeholder.
#[derive(Debug, PartialEq)]
pub(crate) enum Arg {
    One(Value),
    /// A column of a relation, as an array (Postgres alone).
    Column(Kind, Vec<Value>),
}

/// How many parameters SQLite takes in one statement, with room for the single values.
const SQLITE_PARAMETERS: usize = 32_000;

impl Query {
    pub(crate) fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            values: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// Binds the next single value.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Gives the next relation of the text its rows.
    pub(crate) fn rows(mut self, rows: Vec<Vec<Value>>) -> Self {
        self.relations.push(rows);
        self
    }

    /// Gives a relation `{scope: controller text, everything boolean, desk text}` what a scope
    /// sees.
    pub(crate) fn scope(self, scope: &Scope) -> Self {
        let mut rows = Vec::new();
        for (controller, desks) in scope.iter() {
            match desks {
                DeskScope::All => rows.push(values![controller, true, None::<&str>]),
                DeskScope::Only(desks) => {
                    rows.extend(desks.iter().map(|desk| values![controller, false, desk]));
                }
            }
        }
        self.rows(rows)
    }

    /// The same query in pieces that SQLite takes: its longest relation is cut.
    pub(crate) fn pieces(self, dialect: Dialect) -> Vec<Self> {
        let longest = (0..self.relations.len()).max_by_key(|i| self.relations[*i].len());
        let Some(longest) = longest.filter(|_| dialect == Dialect::Sqlite) else {
            return vec![self];
        };
        let width = self.relations[longest].first().map_or(1, Vec::len).max(1);
        let most = SQLITE_PARAMETERS / width;
        if self.relations[longest].len() <= most {
            return vec![self];
        }
        self.relations[longest]
            .chunks(most)
            .map(|chunk| {
                let mut piece = Self {
                    text: self.text.clone(),
                    values: self.values.clone(),
                    relations: self.relations.clone(),
                };
                piece.relations[longest] = chunk.to_vec();
                piece
            })
            .collect()
    }

    /// The text for one engine.
    ///
    /// # Panics
    /// When the text is malformed or its relations are not given: a slip that the test which
    /// prepares every text shows.
    pub(crate) fn render(self, dialect: Dialect) -> Rendered {
        match dialect {
            Dialect::Postgres => self.render_postgres(),
            Dialect::Sqlite => self.render_sqlite(),
        }
    }

    fn render_postgres(self) -> Rendered {
        let mut sql = String::with_capacity(self.text.len() + 64);
        let mut args: Vec<Arg> = self.values.into_iter().map(Arg::One).collect();
        let mut relations = self.relations.into_iter();
        for part in parts(&self.text) {
            match part {
                Part::Plain(text) | Part::PostgresAlone(text) => sql.push_str(text),
                Part::Relation(name, columns) => {
                    let rows = relations.next().expect("every relation is given its rows");
                    arrays(&mut sql, &mut args, name, &columns, rows);
                }
            }
        }
        Rendered { sql, args }
    }

    /// The rows come first, one after the other, and move the numbers of the single values up.
    fn render_sqlite(self) -> Rendered {
        let before: usize = self.relations.iter().flatten().map(Vec::len).sum();
        let mut sql = String::with_capacity(self.text.len() + 3 * before);
        let mut args = Vec::with_capacity(before + self.values.len());
        let mut relations = self.relations.into_iter();
        for part in parts(&self.text) {
            match part {
                Part::Plain(text) => renumber(&mut sql, text, before),
                Part::PostgresAlone(_) => {}
                Part::Relation(name, columns) => {
                    let rows = relations.next().expect("every relation is given its rows");
                    list(&mut sql, &mut args, name, &columns, rows);
                }
            }
        }
        args.extend(self.values.into_iter().map(Arg::One));
        Rendered { sql, args }
    }
}

enum Part<'t> {
    Plain(&'t str),
    PostgresAlone(&'t str),
    Relation(&'t str, Vec<(&'t str, Kind)>),
}

/// The parts of a text, in their order.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    text.split_inclusive('}').flat_map(|piece| {
        let Some((plain, braced)) = piece.split_once('{') else {
            return [Some(Part::Plain(piece)), None].into_iter().flatten();
        };
        let inside = braced.strip_suffix('}').expect("a brace is closed");
        let point = match inside.split_once(':') {
            Some((name, columns)) => Part::Relation(name, columns_of(columns)),
            None => Part::PostgresAlone(inside),
        };
        [Some(Part::Plain(plain)), Some(point)]
            .into_iter()
            .flatten()
    })
}

fn columns_of(columns: &str) -> Vec<(&str, Kind)> {
    columns
        .split(',')
        .map(|column| {
            let (name, kind) = column.trim().split_once(' ').expect("a name and a type");
            (name, Kind::from_word(kind).expect("a known type"))
        })
        .collect()
}

/// Writes a text with each `$n` moved up.
fn renumber(sql: &mut String, text: &str, by: usize) {
    let mut pieces = text.split('$');
    sql.extend(pieces.next());
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        let number: usize = number.parse().expect("a placeholder is numbered");
        let _ = write!(sql, "${}{rest}", number + by);
    }
}

fn head(sql: &mut String, name: &str, columns: &[(&str, Kind)]) {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let _ = write!(sql, "{name}({}) AS (", names.join(", "));
}

/// A relation as one array a column.
fn arrays(
    sql: &mut String,
    args: &mut Vec<Arg>,
    name: &str,
    columns: &[(&str, Kind)],
    rows: Vec<Vec<Value>>,
) {
    let mut arrays: Vec<Vec<Value>> = columns
        .iter()
        .map(|_| Vec::with_capacity(rows.len()))
        .collect();
    for row in rows {
        debug_assert_eq!(row.len(), columns.len(), "a row of {name}");
        for (array, value) in arrays.iter_mut().zip(row) {
            array.push(value);
        }
    }
    head(sql, name, columns);
    sql.push_str("SELECT * FROM UNNEST(");
    for (n, ((_, kind), array)) in columns.iter().zip(arrays).enumerate() {
        args.push(Arg::Column(*kind, array));
        let comma = if n == 0 { "" } else { ", " };
        let _ = write!(sql, "{comma}${}::{}[]", args.len(), kind.word());
    }
    sql.push_str("))");
}

/// A relation as a list of rows.
fn list(
    sql: &mut String,
    args: &mut Vec<Arg>,
    name: &str,
    columns: &[(&str, Kind)],
    rows: Vec<Vec<Value>>,
) {
    head(sql, name, columns);
    if rows.is_empty() {
        let nulls = vec!["NULL"; columns.len()].join(", ");
        let _ = write!(sql, "SELECT {nulls} WHERE 0)");
        return;
    }
    let row_text = format!("({})", vec!["?"; columns.len()].join(", "));
    sql.push_str("VALUES ");
    for (n, row) in rows.into_iter().enumerate() {
        debug_assert_eq!(row.len(), columns.len(), "a row of {name}");
        if n > 0 {
            sql.push_str(", ");
        }
        sql.push_str(&row_text);
        args.extend(row.into_iter().map(Arg::One));
    }
    sql.push(')');
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "WITH {v: a text, b bigint} UPDATE t SET x = $1 FROM v WHERE t.a = v.a{ FOR UPDATE}";

    #[test]
    fn postgres_gets_arrays_and_its_own_words() {
        let query = Query::new(TEXT)
            .bind(7_i64)
            .rows(vec![values!["p", 1_i64], values!["q", 2_i64]]);
        let rendered = query.render(Dialect::Postgres);
        assert_eq!(
            rendered.sql,
            "WITH v(a, b) AS (SELECT * FROM UNNEST($2::text[], $3::bigint[])) \
             UPDATE t SET x = $1 FROM v WHERE t.a = v.a FOR UPDATE"
        );
        assert_eq!(rendered.args[1], Arg::Column(Kind::Text, values!["p", "q"]));
    }

    #[test]
    fn sqlite_gets_values_and_cut_pieces() {
        let rows = (0..20_000_i64).map(|n| values!["p", n]).collect();
        let pieces = Query::new(TEXT)
            .bind(7_i64)
            .rows(rows)
            .pieces(Dialect::Sqlite);
        let counts: Vec<usize> = pieces
            .into_iter()
            .map(|piece| piece.render(Dialect::Sqlite).args.len())
            .collect();
        assert_eq!(counts, [32_001, 8_001]);
        let two = Query::new(TEXT)
            .bind(7_i64)
            .rows(vec![values!["p", 1_i64], values!["q", 2_i64]]);
        assert_eq!(
            two.render(Dialect::Sqlite).sql,
            "WITH v(a, b) AS (VALUES (?, ?), (?, ?)) UPDATE t SET x = $5 FROM v WHERE t.a = v.a"
        );
        let none = Query::new(TEXT).bind(7_i64).rows(vec![]);
        assert!(
            none.render(Dialect::Sqlite)
                .sql
                .contains("SELECT NULL, NULL WHERE 0")
        );
    }
}
