//! systemd's own words for how a unit stands.

use std::fmt;

/// Declares systemd's words for one property. A word that is not among them is kept as it came.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($variant,)+
            /// Another of systemd's words.
            Other(String),
        }

        impl $name {
            /// systemd's own word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($text => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What systemd made of the unit's file.
    LoadState { Loaded = "loaded", NotFound = "not-found", BadSetting = "bad-setting", Error = "error" }
}

words! {
    /// Whether the unit runs.
    ActiveState { Active = "active", Activating = "activating", Inactive = "inactive", Failed = "failed" }
}

/// What a unit says, as systemd took it from its file and from what was dropped in beside that. Empty: it says nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitLines {
    /// The program of `ExecStart=`; its arguments may hold secrets.
    pub program: String,
    pub directory: String,
    pub user: String,
    pub group: String,
    /// The unit's file first, then what was dropped in.
    pub files: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_told_as_it_came_whether_it_is_known_or_not() {
        for word in ["loaded", "not-found", "bad-setting", "error", "masked", ""] {
            assert_eq!(LoadState::from(word).to_string(), word);
        }
        for word in ["active", "activating", "inactive", "failed", "deactivating", "reloading"] {
            assert_eq!(ActiveState::from(word).to_string(), word);
        }
        assert_eq!(ActiveState::from("active"), ActiveState::Active);
    }
}
