//! What comes back of one command, until it is the command's answer or plain that there will be none.

use russh::{ChannelMsg, ChannelReadHalf};

use super::frame::{Frame, Stream};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::ports::Output;

/// More than any file or log that Landfall reads.
const MOST_OUTPUT: usize = 8 << 20;
/// Lines of what a login shell prints that are told as evidence.
const TOLD: usize = 6;

/// One command on its channel.
pub(super) struct Call {
    stdout: Stream,
    stderr: Stream,
    /// The login shell's own status, once it has ended.
    status: Option<u32>,
}

impl Call {
    pub(super) fn new(frame: &Frame) -> Self {
        Self { stdout: frame.stream(), stderr: frame.stream(), status: None }
    }

    /// Reads on until this is so, or the channel ends.
    pub(super) async fn until(&mut self, reader: &mut ChannelReadHalf, so: fn(&Self) -> bool) -> Result<(), Fault> {
        while !so(self)
            && let Some(message) = reader.wait().await
        {
            self.receive(message)?;
        }
        Ok(())
    }

    fn receive(&mut self, message: ChannelMsg) -> Result<(), Fault> {
        match message {
            ChannelMsg::Data { data } => self.stdout.push(&data),
            ChannelMsg::ExtendedData { data, .. } => self.stderr.push(&data),
            ChannelMsg::ExitStatus { exit_status } => self.status = Some(exit_status),
            ChannelMsg::ExitSignal { .. } => self.status = Some(255),
            _ => {}
        }
        let received = self.stdout.len() + self.stderr.len();
        if received > MOST_OUTPUT { Err(Fault::ended(Code::RemoteFailed, format!("{received} bytes"))) } else { Ok(()) }
    }

    pub(super) fn has_begun(&self) -> bool {
        self.stdout.has_begun()
    }

    pub(super) fn has_answered(&self) -> bool {
        self.stdout.status().is_some() && self.stderr.status().is_some()
    }

    /// The command's answer; `None`: the connection broke before it was whole.
    pub(super) fn output(self) -> Option<Output> {
        // Killed, it could not say its own status: the shell's is the same.
        let status = self.stdout.status().or(self.status)?;
        Some(Output { status, stdout: self.stdout.answer(), stderr: self.stderr.answer() })
    }

    /// The channel ended before the command began: the shell did, or the connection.
    pub(super) fn ended_early(&self, code: Code) -> Fault {
        if self.status.is_some() { self.no_shell(code) } else { Fault::retry(Code::SshLost, "") }
    }

    /// Why the login shell does not run the command, with what it printed last.
    pub(super) fn no_shell(&self, code: Code) -> Fault {
        let printed = [self.stdout.before(), self.stderr.before()].concat();
        let printed = String::from_utf8_lossy(&printed).into_owned();
        let lines: Vec<&str> = printed.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = lines.get(lines.len().saturating_sub(TOLD)..).unwrap_or_default();
        Fault::person(code, Remedy::QuietShell, last.join("\n"))
    }
}
