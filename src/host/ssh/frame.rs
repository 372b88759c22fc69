//! What a login shell prints by itself is none of a command's answer.
//!
//! For a command over SSH too, bash reads `~/.bashrc`, zsh `~/.zshenv` and fish `config.fish`, and people let these print, ask, or start
//! another shell. So an answer stands between two lines that are made anew for each call, on standard output and on standard error; what
//! comes before and after them is passed over. And nothing goes to standard input before the first line has come: neither a script
//! nor a sudo password is read by a question of such a file.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use super::quote::quote;

/// How many bytes of a line end may still be to come: it is looked for again in so much of what was there.
const LONGEST_END: usize = 64;

/// The two lines of one call.
pub(super) struct Frame {
    token: String,
}

impl Frame {
    pub(super) fn new() -> Self {
        Self { token: format!("{:016x}", RandomState::new().build_hasher().finish()) }
    }

    /// What is sent for a login shell, whichever it is: `command`, between the lines. It begins only when it reads [`Self::go`].
    ///
    /// The lines are put together on the server: a shell that prints its commands (`set -x`) does not print them.
    pub(super) fn line(&self, command: &str) -> String {
        let token = &self.token;
        let both = |what: &str| format!("printf '\\n%s-%s\\n' landfall {what}; printf '\\n%s-%s\\n' landfall {what} >&2");
        let script = format!(
            "PATH=\"$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"; {begin}; \
             read -r go; [ \"$go\" = {token} ] || exit 125; {command}; s=$?; {end}; exit $s",
            begin = both(&format!("begin-{token}")),
            end = both(&format!("end-{token}-$s")),
        );
        format!("/usr/bin/env LC_ALL=C /bin/sh -c {}", quote(&script))
    }

    /// What lets the command begin.
    pub(super) fn go(&self) -> Vec<u8> {
        format!("{}\n", self.token).into_bytes()
    }

    /// One stream of this call, of which nothing came yet.
    pub(super) fn stream(&self) -> Stream {
        let line = |what: &str| format!("\nlandfall-{what}-{}", self.token).into_bytes();
        Stream { begin: [line("begin"), vec![b'\n']].concat(), end: [line("end"), vec![b'-']].concat(), ..Stream::default() }
    }
}

/// Standard output or standard error of one call.
#[derive(Default)]
pub(super) struct Stream {
    begin: Vec<u8>,
    end: Vec<u8>,
    heard: Vec<u8>,
    /// Where the answer begins.
    from: Option<usize>,
    /// Where the answer ends, and with which status.
    ended: Option<(usize, u32)>,
}

impl Stream {
    pub(super) fn push(&mut self, data: &[u8]) {
        let before = self.heard.len();
        self.heard.extend_from_slice(data);
        if self.from.is_none() {
            let at = self.find(&self.begin, before.saturating_sub(self.begin.len()));
            self.from = at.map(|at| at + self.begin.len());
        }
        if let (Some(from), None) = (self.from, self.ended) {
            self.ended = self.end_after(before.saturating_sub(LONGEST_END).max(from));
        }
    }

    fn find(&self, what: &[u8], from: usize) -> Option<usize> {
        let rest = self.heard.get(from..)?;
        rest.windows(what.len()).position(|window| window == what).map(|at| from + at)
    }

    fn end_after(&self, from: usize) -> Option<(usize, u32)> {
        let at = self.find(&self.end, from)?;
        let rest = self.heard.get(at + self.end.len()..)?;
        let status = rest.get(..rest.iter().position(|byte| *byte == b'\n')?)?;
        Some((at, std::str::from_utf8(status).ok()?.parse().ok()?))
    }

    pub(super) fn has_begun(&self) -> bool {
        self.from.is_some()
    }

    /// The command's status, once the second line has come.
    pub(super) fn status(&self) -> Option<u32> {
        self.ended.map(|(_, status)| status)
    }

    pub(super) fn len(&self) -> usize {
        self.heard.len()
    }

    /// What the command said; what is not between the lines is no part of it.
    pub(super) fn answer(self) -> Vec<u8> {
        let Some(from) = self.from else { return Vec::new() };
        let to = self.ended.map_or(self.heard.len(), |(at, _)| at);
        self.heard.get(from..to).unwrap_or_default().to_vec()
    }

    /// What was printed before the command began.
    pub(super) fn before(&self) -> &[u8] {
        let to = self.from.map_or(self.heard.len(), |from| from.saturating_sub(self.begin.len()));
        self.heard.get(..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::process::{Command, Stdio};

    /// What a shell makes of the line, its own words around it; standard output and standard error as streams.
    fn said(shell: &[&str], before: &str, frame: &Frame, command: &str, after: &str, stdin: &[u8]) -> [Stream; 2] {
        let text = format!("{before}\n{}\n{after}", frame.line(command));
        let (program, flags) = shell.split_first().unwrap();
        let mut child = Command::new(program)
            .args(flags)
            .args(["-c", &text])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        let output = child.wait_with_output().unwrap();
        [output.stdout, output.stderr].map(|data| {
            let mut stream = frame.stream();
            stream.push(&data);
            stream
        })
    }

    #[test]
    fn an_answer_is_what_stands_between_the_lines_whatever_the_shell_prints() {
        let command = r#"printf 'a\\b'; printf "it's" >&2; cat; (exit 7)"#;
        // Those that are there: each quotes by rules of its own.
        let shells = ["sh", "bash", "zsh", "fish"].map(|shell| vec![shell]).into_iter().chain([vec!["bash", "-x"], vec!["sh", "-v"]]);
        let mut tried = 0;
        for shell in shells.filter(|shell| Command::new(shell[0]).args(["-c", ":"]).output().is_ok()) {
            for (before, after) in [("", ""), ("echo hello; printf no-end-of-line; echo oh >&2", "echo bye; echo bye >&2; exit 3")] {
                let frame = Frame::new();
                let [out, err] = said(&shell, before, &frame, command, after, &[frame.go(), b"in\nput".to_vec()].concat());
                assert_eq!((out.status(), err.status()), (Some(7), Some(7)), "{shell:?}");
                assert_eq!(out.answer(), b"a\\bin\nput", "{shell:?}");
                assert_eq!(err.answer(), b"it's", "{shell:?}");
                tried += 1;
            }
        }
        assert!(tried >= 8, "sh and bash are everywhere");
    }

    #[test]
    fn a_command_that_is_not_let_go_does_not_begin() {
        for stdin in [b"".as_slice(), b"yes\n"] {
            let frame = Frame::new();
            let [out, _] = said(&["sh"], "", &frame, "echo ran", "", stdin);
            assert!(out.has_begun() && out.status().is_none());
            assert_eq!(out.answer(), b"");
        }
    }

    #[test]
    fn lines_are_found_wherever_the_stream_is_cut() {
        let frame = Frame::new();
        let token = &frame.token;
        let whole = format!("welcome\n\nlandfall-begin-{token}\n\nlandfall-end-0000000000000000-0\nx\nlandfall-end-{token}-12\nbye");
        for cut in 0..=whole.len() {
            let mut stream = frame.stream();
            let (first, second) = whole.as_bytes().split_at(cut);
            stream.push(first);
            stream.push(second);
            assert_eq!((stream.status(), stream.before()), (Some(12), b"welcome\n".as_slice()), "{cut}");
            assert_eq!(stream.answer(), b"\nlandfall-end-0000000000000000-0\nx", "{cut}");
        }
        let mut empty = frame.stream();
        empty.push(format!("\nlandfall-begin-{token}\n\nlandfall-end-{token}-0\n").as_bytes());
        assert_eq!((empty.status(), empty.answer()), (Some(0), Vec::new()));
    }
}
