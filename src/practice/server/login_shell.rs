//! bash, as far as it reads `~/.bashrc` before a command that comes over SSH.

use super::files::BASHRC;
use crate::practice::state::server::ServerState;

/// What becomes of a command behind that file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bashrc {
    /// It is run.
    Passed,
    /// `exit`.
    Ended,
    /// `read`.
    Asks,
    /// `exec zsh`.
    Replaced,
}

impl ServerState {
    /// What the file does at its top level, and what it printed until then.
    pub fn login_shell(&self) -> (Bashrc, Vec<String>) {
        let text = self.text(BASHRC).unwrap_or_default();
        let mut printed = Vec::new();
        for line in text.lines().map(str::trim) {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("echo", words) => printed.push(words.trim_matches(['"', '\'']).to_owned()),
                ("exit", _) => return (Bashrc::Ended, printed),
                ("read", _) => return (Bashrc::Asks, printed),
                ("exec", _) => return (Bashrc::Replaced, printed),
                // Only an interactive shell reads on.
                ("case", rest) if rest.starts_with("$- in *i*) ;; *) return") => break,
                _ => {}
            }
        }
        (Bashrc::Passed, printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::state::server::files::File;

    #[test]
    fn what_stands_behind_the_guard_is_not_read() {
        let told = |text: &str| {
            let mut server = ServerState::empty();
            let content = text.as_bytes().to_vec();
            server.files.insert(BASHRC.to_owned(), File { content, owner: "ubuntu".to_owned(), mode: 0o644 });
            server.login_shell()
        };
        assert_eq!(told("# nothing\nalias ll='ls -l'\n"), (Bashrc::Passed, vec![]));
        assert_eq!(told("echo \"Hello\"\nexit 3\necho x\n"), (Bashrc::Ended, vec!["Hello".to_owned()]));
        assert_eq!(told("read -p 'Go? ' go").0, Bashrc::Asks);
        assert_eq!(told("exec zsh").0, Bashrc::Replaced);
        assert_eq!(told("case $- in *i*) ;; *) return ;; esac\necho x\nexec zsh"), (Bashrc::Passed, vec![]));
    }
}
