//! The slots: how what stands in one is found, and taken away.

pub mod find;
