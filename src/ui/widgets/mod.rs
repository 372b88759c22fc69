//! Pieces that several screens share. They paint what the page holds, and know no screen.

pub mod bill;
pub mod checklist;
pub mod faults;
pub mod hops;
pub mod names;
pub mod parts;
pub mod questions;
pub mod rows;
pub mod their_records;
pub mod waits;
