//! Landfall: from "my Django site runs when I type `gunicorn`" to `https://www.their-domain` on AWS, and back.

pub mod engine;
pub mod journal;
pub mod ports;
pub mod site;
pub mod text;
