//! The one function that quotes for the shell.

/// `word` as one word of POSIX sh, of zsh and of fish: nothing in it is expanded. fish takes a backslash between quotes for one that
/// quotes, so each stands outside of them. A NUL cannot be part of a word and is left out.
pub(super) fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\0', "").replace('\\', "\u{0}").replace('\'', r"'\''").replace('\u{0}', r"'\\'"))
}

#[cfg(test)]
mod tests {
    use super::quote;
    use proptest::prelude::*;
    use std::process::Command;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_real_shell_reads_back_the_same_word(word in "[^\0]*") {
            let line = format!("printf %s {}", quote(&word));
            let output = Command::new("sh").args(["-c", &line]).output().unwrap();
            prop_assert_eq!(output.stdout, word.as_bytes());
        }

        #[test]
        fn quoting_twice_is_read_back_by_two_shells(word in "['\"\\\\$`! \n가]*") {
            let line = format!("sh -c {}", quote(&format!("printf %s {}", quote(&word))));
            let output = Command::new("sh").args(["-c", &line]).output().unwrap();
            prop_assert_eq!(output.stdout, word.as_bytes());
        }
    }
}
