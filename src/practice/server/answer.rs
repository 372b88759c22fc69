//! Answers of commands.

use crate::ports::Output;

/// It went well and printed this.
pub fn succeeded(stdout: impl Into<Vec<u8>>) -> Output {
    Output { status: 0, stdout: stdout.into(), stderr: Vec::new() }
}

/// It failed with this status, and printed this to standard error.
pub fn failed(status: u32, stderr: &str) -> Output {
    let stderr = if stderr.is_empty() { Vec::new() } else { format!("{stderr}\n").into_bytes() };
    Output { status, stdout: Vec::new(), stderr }
}
