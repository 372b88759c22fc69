//! Django as far as a visitor meets it: whether the project loads at all, and whether it answers to a name.

mod app;
mod hosts;
mod settings;
mod standard;
mod traceback;
mod visitor;

pub use app::App;
pub use hosts::covers;
pub use settings::Settings;
pub use traceback::Traceback;
