//! The host above a small server in memory: files, one unit's state, and our Python scripts run for real.

mod entries;
mod environments;
mod memory;
mod odd;
mod scripts;
mod settings_module;
mod shapes;
mod survey_script;
mod units;
mod variable;
