//! What the wizard works with: the sites, files and ports of life, or those of a practice world.

mod files;
mod logs;
mod practice;
mod real;
mod sites;

pub use practice::PracticeWorkspace;
pub(super) use real::RealWorkspace;
