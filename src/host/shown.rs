//! The properties that `systemctl show` printed.

use crate::sanitize::cleaned;

/// The answer of `systemctl show`: key=value lines in an order of its own.
#[derive(Debug, Default)]
pub(super) struct Shown(Vec<(String, String)>);

impl Shown {
    pub(super) fn parse(stdout: &[u8]) -> Self {
        let text = cleaned(&String::from_utf8_lossy(stdout));
        Self(text.lines().filter_map(|l| l.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
    }

    /// The property's value; empty when it was not told.
    pub(super) fn text(&self, key: &str) -> &str {
        self.all(key).last().unwrap_or_default()
    }

    /// All the values of a property that is printed once for each.
    pub(super) fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The unit's file and its drop-ins, of `FragmentPath` and `DropInPaths`.
    pub(super) fn unit_files(&self) -> impl Iterator<Item = &str> {
        let dropped = self.text("DropInPaths").split_whitespace();
        [self.text("FragmentPath")].into_iter().filter(|path| !path.is_empty()).chain(dropped)
    }

    /// The property's value as a number; 0 when it is none.
    pub(super) fn number<T: std::str::FromStr + Default>(&self, key: &str) -> T {
        self.text(key).parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_in_any_order_and_lies_do_not_break_it() {
        let shown = Shown::parse(b"NRestarts=5\nExecMainStatus=203\nMainPID=\nnonsense\nLoadError=a \"b=c\"\nActiveState=failed\n");
        assert_eq!(shown.text("ActiveState"), "failed");
        assert_eq!(shown.text("LoadError"), "a \"b=c\"");
        assert_eq!((shown.number::<u32>("NRestarts"), shown.number::<i32>("ExecMainStatus"), shown.number::<u32>("MainPID")), (5, 203, 0));
        assert_eq!(shown.text("Absent"), "");
        let twice = Shown::parse(b"EnvironmentFiles=/a (ignore_errors=no)\nUser=x\nEnvironmentFiles=/b (ignore_errors=yes)\n");
        assert_eq!(twice.all("EnvironmentFiles").collect::<Vec<_>>(), ["/a (ignore_errors=no)", "/b (ignore_errors=yes)"]);
    }
}
