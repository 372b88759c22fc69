//! The names of all blocks at one address, as nginx keeps them (`ngx_hash_add_key`): of two that conflict the first stays.

/// A table from names to `T`, the block that has them.
#[derive(Debug, Clone)]
pub struct NameTable<T> {
    exact: Vec<(String, T)>,
    /// `*.x`, and `.x` which is `x` besides.
    heads: Vec<Head<T>>,
    /// `www.*`
    tails: Vec<(String, T)>,
    /// Names that are taken: by themselves or by `.x`, even by one that was then ignored.
    taken: Vec<String>,
}

#[derive(Debug, Clone)]
struct Head<T> {
    bare: String,
    itself: bool,
    block: T,
}

/// Whether the very name is there, or a pattern that it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Exact,
    Wildcard,
}

impl<T: Copy> NameTable<T> {
    /// All words of `server_name` that are no regular expressions, in nginx's order.
    pub fn of<'w>(words: impl Iterator<Item = (&'w str, T)>) -> Self {
        let mut table = Self { exact: Vec::new(), heads: Vec::new(), tails: Vec::new(), taken: Vec::new() };
        words.for_each(|(word, block)| table.add(&word.to_lowercase(), block));
        table
    }

    fn add(&mut self, word: &str, block: T) {
        if let Some(bare) = word.strip_prefix('.') {
            // nginx looks first whether the name itself is taken: then all of `.x` is ignored, the names below too.
            if self.take(bare) {
                self.add_head(bare, true, block);
            }
        } else if let Some(bare) = word.strip_prefix("*.") {
            self.add_head(bare, false, block);
        } else if let Some(front) = word.strip_suffix(".*") {
            if self.tails.iter().all(|(other, _)| other != front) {
                self.tails.push((front.to_owned(), block));
            }
        } else if self.take(word) {
            self.exact.push((word.to_owned(), block));
        }
    }

    fn take(&mut self, name: &str) -> bool {
        let free = self.taken.iter().all(|taken| taken != name);
        self.taken.extend(free.then(|| name.to_owned()));
        free
    }

    fn add_head(&mut self, bare: &str, itself: bool, block: T) {
        if self.heads.iter().all(|head| head.bare != bare) {
            self.heads.push(Head { bare: bare.to_owned(), itself, block });
        }
    }

    /// The block for a normalised name: the very name, else the longest `*.x`, else the longest `www.*`.
    pub fn find(&self, name: &str) -> Option<(T, Found)> {
        let exact = self.exact.iter().find(|(word, _)| word == name).map(|(_, block)| (*block, Found::Exact));
        exact.or_else(|| self.head(name)).or_else(|| self.tail(name))
    }

    fn head(&self, name: &str) -> Option<(T, Found)> {
        let fits = |head: &&Head<T>| below(&head.bare, name) || head.itself && head.bare == name;
        let longest = self.heads.iter().filter(fits).max_by_key(|head| head.bare.len())?;
        Some((longest.block, if longest.bare == name { Found::Exact } else { Found::Wildcard }))
    }

    fn tail(&self, name: &str) -> Option<(T, Found)> {
        let fits = |front: &str| name.strip_prefix(front).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| !rest.is_empty());
        let longest = self.tails.iter().filter(|(front, _)| fits(front)).max_by_key(|(front, _)| front.len());
        longest.map(|(_, block)| (*block, Found::Wildcard))
    }
}

fn below(bare: &str, name: &str) -> bool {
    name.strip_suffix(bare).and_then(|front| front.strip_suffix('.')).is_some_and(|front| !front.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(words: &[&'static str], name: &str) -> Option<(&'static str, Found)> {
        NameTable::of(words.iter().map(|word| (*word, *word))).find(name)
    }

    #[test]
    fn a_word_fits_as_in_nginx() {
        for (word, name, found) in [
            ("www.x.com", "www.x.com", Some(Found::Exact)),
            ("WWW.X.com", "www.x.com", Some(Found::Exact)),
            ("*.x.com", "www.x.com", Some(Found::Wildcard)),
            ("*.x.com", "a.b.x.com", Some(Found::Wildcard)),
            ("*.x.com", "x.com", None),
            ("*.x.com", "wwwx.com", None),
            (".x.com", "x.com", Some(Found::Exact)),
            (".x.com", "www.x.com", Some(Found::Wildcard)),
            ("www.*", "www.x.com", Some(Found::Wildcard)),
            ("www.*", "www.", None),
            ("www.x.*", "www.x.com", Some(Found::Wildcard)),
            ("_", "www.x.com", None),
            ("", "", Some(Found::Exact)),
        ] {
            assert_eq!(find(&[word], name).map(|(_, found)| found), found, "{word} {name}");
        }
    }

    #[test]
    fn of_several_words_one_is_chosen() {
        for (words, name, chosen) in [
            (["*.x.com", "www.x.com", "www.*"], "www.x.com", Some("www.x.com")),
            (["www.*", "*.com", "*.x.com"], "www.x.com", Some("*.x.com")),
            (["www.*", "www.x.*", "y"], "www.x.com", Some("www.x.*")),
            (["*.com", ".x.com", "y"], "x.com", Some(".x.com")),
            // Conflicts: what comes later is ignored, wholly.
            (["x.com", ".x.com", "y"], "www.x.com", None),
            (["*.x.com", ".x.com", "y"], "x.com", None),
            (["*.x.com", ".x.com", "x.com"], "x.com", None),
            ([".x.com", "*.x.com", "y"], "www.x.com", Some(".x.com")),
            ([".x.com", "x.com", "y"], "x.com", Some(".x.com")),
        ] {
            assert_eq!(find(&words, name).map(|(word, _)| word), chosen, "{words:?} {name}");
        }
    }
}
