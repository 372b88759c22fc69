//! `landfall.toml`.
