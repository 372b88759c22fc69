//! Users and groups, as `/etc/passwd` and `/etc/group` list them.

use crate::practice::state::server::ServerState;

impl ServerState {
    /// The user of this name or number.
    pub fn user(&self, asked: &str) -> Option<String> {
        self.account("/etc/passwd", asked)
    }

    /// The group of this name or number.
    pub fn group(&self, asked: &str) -> Option<String> {
        self.account("/etc/group", asked)
    }

    /// The name in the line whose first or third field is what was asked for.
    fn account(&self, file: &str, asked: &str) -> Option<String> {
        let text = self.text(file)?;
        let fields = |line: &str| line.split(':').map(str::to_owned).collect::<Vec<_>>();
        let fits = |line: &Vec<String>| !asked.is_empty() && [line.first(), line.get(2)].into_iter().flatten().any(|f| f == asked);
        text.lines().map(fields).find(fits)?.into_iter().next()
    }
}
