//! Becoming root: not at all, without a password, or with one that goes over standard input and never into an argument.

use super::quote::quote;
use super::render::Rendered;
use crate::ports::Secret;

/// How root is become on one server.
#[derive(Debug, Clone)]
pub(super) enum Sudo {
    /// The SSH user is root.
    Root,
    /// `sudo -n` works.
    Free,
    /// sudo wants this password, which was tried.
    Password(Secret),
}

/// Ends what is meant for sudo on standard input, so that a password sudo did not ask for never reaches the command.
const MARK: &str = "landfall-end-of-secrets";
/// What sudo asks with, counted to tell a wrong password (asked again) from a refusal (asked once at most).
pub(super) const PROMPT: &str = "landfall-password:";

/// What is sent over SSH: a line for the user's login shell, whichever it is, and standard input.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Wire {
    pub(super) line: String,
    pub(super) stdin: Vec<u8>,
}

/// Wraps a rendered command so that it runs under sh, with C messages, as root where it must.
pub(super) fn wire(rendered: &Rendered, sudo: &Sudo) -> Wire {
    let plain = |line: &str| format!("env LC_ALL=C sh -c {}", quote(line));
    match (rendered.root, sudo) {
        (false, _) | (true, Sudo::Root) => Wire { line: plain(&rendered.line), stdin: rendered.stdin.clone() },
        (true, Sudo::Free) => Wire { line: format!("env LC_ALL=C sudo -n -- {}", plain(&rendered.line)), stdin: rendered.stdin.clone() },
        (true, Sudo::Password(password)) => {
            let skip = format!("while read -r l && [ \"$l\" != {MARK} ]; do :; done; {}", rendered.line);
            let mut stdin = format!("{}\n{MARK}\n", password.reveal()).into_bytes();
            stdin.extend_from_slice(&rendered.stdin);
            Wire { line: format!("env LC_ALL=C sudo -k -S -p '' -- {}", plain(&skip)), stdin }
        }
    }
}

/// Who the SSH user is to sudo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Root,
    /// sudo works without a password.
    Free,
    /// It asks for one, or refuses.
    Asked,
}

/// Asks who we are: prints the user id, then whether sudo works without a password.
pub(super) fn who() -> Wire {
    Wire { line: "env LC_ALL=C sh -c 'id -u; sudo -n -- true >/dev/null 2>&1; echo $?'".to_owned(), stdin: Vec::new() }
}

/// What [`who`] was answered; `None`: something else ran in its place.
pub(super) fn read_who(stdout: &[u8]) -> Option<Who> {
    let text = String::from_utf8_lossy(stdout);
    let mut words = text.split_whitespace().map(str::parse::<u32>);
    match (words.next()?.ok()?, words.next()?.ok()?) {
        (0, _) => Some(Who::Root),
        (_, 0) => Some(Who::Free),
        (_, _) => Some(Who::Asked),
    }
}

/// Tries a password (or none, to see whether sudo asks at all). One line of input: a wrong one is tried once, not thrice.
pub(super) fn attempt(password: Option<&Secret>) -> Wire {
    let stdin = password.map(|p| format!("{}\n", p.reveal()).into_bytes()).unwrap_or_default();
    Wire { line: format!("env LC_ALL=C sudo -k -S -p {PROMPT} -- true"), stdin }
}

#[cfg(test)]
mod tests {
    use super::super::render::render;
    use super::*;
    use crate::ports::Command as Remote;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};

    /// Runs a wire with a stand-in for sudo on the path.
    fn run(wire: &Wire, fake_sudo: &str) -> String {
        let dir = tempfile::tempdir().unwrap();
        let sudo = dir.path().join("sudo");
        std::fs::write(&sudo, format!("#!/bin/sh\n{fake_sudo}\nwhile [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"\n")).unwrap();
        std::fs::set_permissions(&sudo, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:{}", dir.path().display(), std::env::var("PATH").unwrap());
        let mut child =
            Command::new("sh").args(["-c", &wire.line]).env("PATH", path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&wire.stdin).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    }

    fn cat() -> Rendered {
        Rendered { line: "cat".into(), stdin: b"content\\n\nrest".to_vec(), root: true }
    }

    #[test]
    fn the_password_is_not_in_the_line_and_never_reaches_the_command() {
        let wire = wire(&cat(), &Sudo::Password(Secret::new("s3cret \\".into())));
        assert!(!wire.line.contains("s3cret"));
        assert_eq!(run(&wire, "read -r password"), "content\\n\nrest");
        assert_eq!(run(&wire, ": asks for nothing"), "content\\n\nrest");
    }

    #[test]
    fn a_value_goes_over_standard_input_and_stands_in_no_line() {
        let value = Secret::new("v4lue of a person".into());
        let rendered = render(&Remote::AddVariable { path: "/etc/a.env".into(), name: "A".into(), value });
        assert!(rendered.root);
        for sudo in [Sudo::Root, Sudo::Free, Sudo::Password(Secret::new("p".into()))] {
            let wire = wire(&rendered, &sudo);
            assert!(!wire.line.contains("v4lue"), "{}", wire.line);
            assert!(String::from_utf8(wire.stdin).unwrap().contains("v4lue of a person"));
        }
    }

    #[test]
    fn without_a_password_the_input_is_the_command_s_own() {
        assert_eq!(run(&wire(&cat(), &Sudo::Free), ""), "content\\n\nrest");
        assert_eq!(run(&wire(&cat(), &Sudo::Root), "exit 9"), "content\\n\nrest");
    }

    #[test]
    fn who_we_are_is_read_and_nothing_else_is_taken_for_it() {
        for (answer, who) in [("0\n1\n", Who::Root), ("1000\n0\n", Who::Free), ("1000\n1\n", Who::Asked), ("1000\n127\n", Who::Asked)] {
            assert_eq!(read_who(answer.as_bytes()), Some(who));
        }
        let others: [&[u8]; 3] = [b"", b"1000\n", b"Please login as the user \"ubuntu\" rather than the user \"root\".\n"];
        for other in others {
            assert_eq!(read_who(other), None);
        }
    }
}
