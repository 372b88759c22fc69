//! Name servers held against those that should stand there, in words: which are wrong, by which letters, and what is done about each.

use super::Words;
use crate::engine::queries::entered::{Beside, Difference, Entered, Stands, differences, shown};

/// What is told of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfAName {
    pub right: bool,
    pub text: String,
    /// Of a misspelt one: what stands there, what should, and where they differ. It is to be seen without colour.
    pub letters: Option<[String; 3]>,
}

impl Words {
    /// Each name that is not right, and what is done about it.
    pub fn wrong_names(&self, seen: &Entered) -> Vec<OfAName> {
        self.names(seen).into_iter().filter(|name| !name.right).collect()
    }

    /// Every name, in the order in which they should stand; then what should not.
    pub fn names(&self, seen: &Entered) -> Vec<OfAName> {
        let wanted = seen.wanted.iter().map(|(name, stands)| self.wanted_name(name.as_str(), stands));
        wanted.chain(seen.beside.iter().map(|(name, what)| self.other_name(name, *what))).collect()
    }

    fn wanted_name(&self, name: &str, stands: &Stands) -> OfAName {
        let plain = |id: &str| OfAName { right: false, text: self.with(id, &[("name", &name)]), letters: None };
        match stands {
            Stands::Right => OfAName { right: true, ..plain("entered-right") },
            Stands::Twice => plain("entered-twice"),
            Stands::Missing => plain("entered-missing"),
            Stands::Misspelt(is) => {
                let what: Vec<String> = differences(is, name).iter().map(|difference| self.difference(difference)).collect();
                let text = self.with("entered-misspelt", &[("is", is), ("should", &name), ("what", &what.join(", "))]);
                let [above, below, marks] = shown(is, name);
                OfAName { right: false, text, letters: Some([format!("- {above}"), format!("+ {below}"), format!("  {marks}")]) }
            }
        }
    }

    fn other_name(&self, name: &str, what: Beside) -> OfAName {
        OfAName { right: false, text: self.with(&format!("entered-beside-{what}"), &[("name", &name)]), letters: None }
    }

    fn difference(&self, difference: &Difference) -> String {
        let Difference { is, should } = difference;
        let one = |text: &str, of: fn(&u8) -> bool| text.len() == 1 && text.as_bytes().iter().all(of);
        let id = match (is.is_empty(), should.is_empty()) {
            (true, _) => "entered-lacks",
            (_, true) => "entered-surplus",
            // O and 0, l and 1: they look alike.
            _ if one(is, u8::is_ascii_alphabetic) && one(should, u8::is_ascii_digit) => "entered-letter-for-digit",
            _ if one(is, u8::is_ascii_digit) && one(should, u8::is_ascii_alphabetic) => "entered-digit-for-letter",
            _ => "entered-instead",
        };
        self.with(id, &[("is", is), ("should", should)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::queries::entered::compare;
    use crate::text::Language;

    #[test]
    fn a_misspelt_name_is_told_by_its_letters_in_both_languages() {
        let ours = vec!["ns-286.awsdns-35.com".parse().unwrap()];
        let table = [
            ("ns-286.awsdns-3.com", "“5” is missing", "\"5\" 빠짐"),
            ("ns-286.awsdns-35.coom", "“o” is too much", "\"o\" 더 들어감"),
            ("ns-286.awsdns-45.com", "“4” in place of “3”", "\"3\" 자리에 \"4\""),
            ("ns-286.awsdns-35.c0m", "the digit “0” in place of the letter “o”", "글자 \"o\" 자리에 숫자 \"0\""),
        ];
        for (typed, en, ko) in table {
            let seen = compare(&ours, (&[], Beside::Old), &[typed.to_owned()]);
            for (language, expected) in [(Language::En, en), (Language::Ko, ko)] {
                let told = Words::new(language).wrong_names(&seen);
                assert!(told.len() == 1 && told[0].text.contains(expected) && told[0].text.contains(typed), "{told:?}");
                let [is, should, marks] = told[0].letters.clone().unwrap();
                assert_eq!([is, should].map(|line| line.replace(' ', "")), [format!("-{typed}"), "+ns-286.awsdns-35.com".to_owned()]);
                assert!(marks.contains('^'));
            }
        }
    }
}
