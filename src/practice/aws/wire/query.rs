//! The query protocols' parameters: flat `Filter.1.Value.2=x` pairs, seen as what they stand for.

/// The parameters of one call, without `Action` and `Version`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads a form body.
    pub fn parse(body: &[u8]) -> Self {
        Self { pairs: form_urlencoded::parse(body).into_owned().collect() }
    }

    /// A parameter's value; an empty one counts as not there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The values of a list of texts, in the order of their numbers: `Name.1`, `Name.2` (EC2) or `Name.member.1` (the others).
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.items(name).iter().filter_map(|item| item.get("").map(str::to_owned)).collect()
    }

    /// The items of a list of structures; each item's parameters lose the list's name and number.
    pub fn items(&self, name: &str) -> Vec<Query> {
        let mut items: Vec<(u32, Query)> = Vec::new();
        for (key, value) in &self.pairs {
            let Some((number, rest)) = numbered(key, name) else { continue };
            let pair = (rest.to_owned(), value.clone());
            match items.iter_mut().find(|(n, _)| *n == number) {
                Some((_, item)) => item.pairs.push(pair),
                None => items.push((number, Query { pairs: vec![pair] })),
            }
        }
        items.sort_by_key(|(number, _)| *number);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// The parameters of a structure, without its name.
    pub fn within(&self, name: &str) -> Query {
        let inner = |(key, value): &(String, String)| {
            let rest = key.strip_prefix(name)?.strip_prefix('.')?;
            Some((rest.to_owned(), value.clone()))
        };
        Query { pairs: self.pairs.iter().filter_map(inner).collect() }
    }

    /// The names of the parameters that have a value.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(key, _)| key.as_str())
    }

    /// Whether any parameter is this one, or lies in it.
    pub fn holds(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    }
}

/// The number and the rest of `name.3.rest` or `name.member.3.rest`.
fn numbered<'a>(key: &'a str, name: &str) -> Option<(u32, &'a str)> {
    let rest = key.strip_prefix(name)?.strip_prefix('.')?;
    let rest = rest.strip_prefix("member.").unwrap_or(rest);
    let (number, rest) = rest.split_once('.').unwrap_or((rest, ""));
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_lists_are_read_in_the_order_of_their_numbers() {
        let query = Query::parse(b"F.2.Value.1=c&F.1.Name=vpc-id&F.1.Value.2=b&F.1.Value.1=a&S.member.10=z&S.member.9=y&Name=n%20m&Empty=");
        let filters = query.items("F");
        assert_eq!((filters[0].get("Name"), filters[0].texts("Value")), (Some("vpc-id"), vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(filters[1].texts("Value"), ["c"]);
        assert_eq!(query.texts("S"), ["y", "z"]);
        assert_eq!((query.get("Name"), query.get("Empty"), query.get("F")), (Some("n m"), None, None));
        assert!(query.holds("S") && query.holds("Empty") && !query.holds("Nam"));
        assert_eq!(query.names().filter(|name| !name.contains('.')).collect::<Vec<_>>(), ["Name"]);
    }

    #[test]
    fn a_structures_parameters_lose_its_name() {
        let query = Query::parse(b"Matcher.HttpCode=200&MatcherX=1");
        assert_eq!(query.within("Matcher").get("HttpCode"), Some("200"));
    }
}
