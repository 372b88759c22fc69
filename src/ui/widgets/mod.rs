//! Pieces that several screens share.

pub mod bill;
pub mod checklist;
pub mod faults;
pub mod parts;
pub mod questions;
pub mod rows;
pub mod waits;
