//! Whether names still stand somewhere in a module.

use crate::practice::server::python::Module;

/// The names that are a word of a string literal, or of the whole text when it is no Python. A URL's host is none.
pub(super) fn standing(text: &str, names: &[String]) -> Vec<String> {
    let texts = Module::read(text).map_or_else(|_| vec![text.to_owned()], |module| module.literals());
    names.iter().filter(|name| texts.iter().any(|text| holds(text, name))).cloned().collect()
}

fn holds(text: &str, name: &str) -> bool {
    let word = |c: char, more: &str| c.is_ascii_alphanumeric() || more.contains(c);
    text.match_indices(name).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let behind = rest.strip_prefix(name).unwrap_or_default();
        !before.ends_with(|c| word(c, "./@-")) && !behind.starts_with(|c| word(c, ".-"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_of_a_string_counts() {
        let table = [
            ("A = 'a.org,www.x.com'", true),
            ("A = ['www.x.com'", true),
            ("A = 'https://www.x.com'", false),
            ("A = 'www.x.com.kr'", false),
            ("A = 'me@www.x.com'", false),
            ("A = 1  # www.x.com", false),
        ];
        for (text, stands) in table {
            assert_eq!(!standing(text, &["www.x.com".to_owned()]).is_empty(), stands, "{text}");
        }
    }
}
