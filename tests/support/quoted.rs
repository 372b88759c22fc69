//! What a remedy has for a person to copy.

/// What stands between backquotes, in order.
pub fn quoted(remedy: &str) -> Vec<String> {
    remedy.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
