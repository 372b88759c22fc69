//! Reading a damaged table: around the pages that SQLite cannot read.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Rows};

use crate::engine::state::Seq;
use crate::journal::place::log_of;
use crate::journal::store::{Row, connect};

/// No record takes fewer bytes: so many numbers at most are worth a try.
const LEAST_BYTES: u64 = 16;

/// Every row that can be read; none of a file that is no journal.
pub(super) fn readable(file: &Path) -> Vec<Row> {
    let Ok(connection) = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE) else { return Vec::new() };
    let (mut found, whole) = until_damage(&connection, "ORDER BY seq");
    if whole {
        return found;
    }
    found.extend(until_damage(&connection, "ORDER BY seq DESC").0);
    let mut all: BTreeMap<Seq, Row> = found.into_iter().map(|row| (row.seq, row)).collect();
    for number in 1..=most(file) {
        if !all.contains_key(&Seq(number)) {
            all.extend(one(&connection, number).map(|row| (row.seq, row)));
        }
    }
    all.into_values().collect()
}

/// The rows as far as they can be read one after the other, and whether that is all of them.
fn until_damage(connection: &Connection, order: &str) -> (Vec<Row>, bool) {
    let Ok(mut statement) = connection.prepare(&format!("SELECT seq, schema, body FROM records {order}")) else {
        return (Vec::new(), false);
    };
    statement.query([]).map(taken).unwrap_or_default()
}

fn taken(mut rows: Rows) -> (Vec<Row>, bool) {
    let mut taken = Vec::new();
    loop {
        match rows.next() {
            Ok(Some(row)) => taken.extend(Row::read(row)),
            Ok(None) => return (taken, true),
            Err(_) => return (taken, false),
        }
    }
}

fn one(connection: &Connection, number: u64) -> Option<Row> {
    let mut statement = connection.prepare_cached("SELECT seq, schema, body FROM records WHERE seq = ?1").ok()?;
    statement.query_row([i64::try_from(number).ok()?], Row::read).ok()
}

fn most(file: &Path) -> u64 {
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |data| data.len());
    (size(file) + size(&log_of(file))) / LEAST_BYTES
}
