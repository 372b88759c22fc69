//! Landfall: from "my Django site runs when I type `gunicorn`" to `https://www.their-domain` on AWS, and back.

pub mod cli;
pub mod clock;
pub mod cloud;
pub mod codes;
pub mod driver;
pub mod engine;
pub mod headless;
pub mod host;
pub mod journal;
pub mod net;
pub mod nginx;
pub mod ports;
pub mod practice;
pub mod sanitize;
pub mod site;
pub mod text;
pub mod ui;
