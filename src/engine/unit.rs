use crate::engine::op::host::{AppPaths, Upstream};
pub fn unit_text(app: &AppPaths, upstream: Option<&Upstream>) -> String {
    format!("{app:?}{upstream:?}")
}
