//! Codes: enums whose names others see, in `--json`, in message ids, in the journal. Each is declared with its text, once.

/// The text is no code of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such code")]
pub struct UnknownCode;

/// Declares an enum of codes with a stable text for each, the list of all in their declared order, and the way back from the
/// text. With `serde` before its name, the text is also what serde writes and reads.
macro_rules! codes {
    ($(#[$meta:meta])* serde $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $crate::codes::codes! {
            $(#[$meta])*
            #[derive(serde::Serialize, serde::Deserialize)]
            $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant = $text),+ }
        }
    };
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every code, in the declared order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The stable text of the code: the tail of its message id, and what `--json` prints.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text).ok_or($crate::codes::UnknownCode)
            }
        }
    };
}
pub(crate) use codes;

#[cfg(test)]
mod tests {
    use super::UnknownCode;

    codes! {
        /// Two codes.
        serde Fruit {
            Apple = "apple",
            /// Written without a hyphen.
            WaterMelon = "watermelon",
        }
    }

    #[test]
    fn a_code_is_its_text_there_and_back() {
        assert_eq!(Fruit::ALL.iter().map(ToString::to_string).collect::<Vec<_>>(), ["apple", "watermelon"]);
        assert!(Fruit::ALL.iter().all(|fruit| fruit.as_str().parse() == Ok(*fruit)));
        assert_eq!("Apple".parse::<Fruit>(), Err(UnknownCode));
        assert_eq!(serde_json::to_string(&Fruit::WaterMelon).unwrap(), "\"watermelon\"");
        assert_eq!(serde_json::from_str::<Fruit>("\"apple\"").unwrap(), Fruit::Apple);
    }
}
