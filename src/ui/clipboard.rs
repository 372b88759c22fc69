//! The clipboard of the terminal's own machine, over the wire: OSC 52, which most terminals (and tmux, ssh) hand on.

use std::io::{Write, stdout};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Asks the terminal to put `text` into its clipboard. One that does not know how passes over it.
pub(super) fn copy(text: &str) {
    let mut out = stdout().lock();
    // The text is shown too, so that a terminal that does not copy loses nothing.
    let _ = out.write_all(sequence(text).as_bytes());
    let _ = out.flush();
}

/// `ESC ] 52 ; c ; BASE64 BEL` (xterm's control sequences, "Manipulate Selection Data").
fn sequence(text: &str) -> String {
    format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_text_is_wrapped_so_that_nothing_in_it_steers_the_terminal() {
        assert_eq!(super::sequence("ns-1\u{1b}[2J"), "\u{1b}]52;c;bnMtMRtbMko=\u{7}");
    }
}
