//! How near two names are, and by which letters they differ.

/// One place where two names differ: what stands there, and what should. One of them may be nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub is: String,
    pub should: String,
}

/// One letter of each, or none, as they stand above each other.
type Column = (Option<char>, Option<char>);

/// No host name is longer.
const LONGEST: usize = 253;

/// How far a name of Route 53's may be from another of its names to be taken for a slip: in two zones' names more letters differ.
const SLIP: usize = 2;

/// How many letters differ, where that is so few that the one is meant for the other; `None`: it is another name.
pub(super) fn nearness(is: &str, should: &str) -> Option<usize> {
    if is.len() > LONGEST {
        return None;
    }
    let distance = columns(is, should).iter().filter(|(a, b)| a != b).count();
    // A form that adds the domain to what was typed, or a number that was copied with it.
    let within = is.starts_with(&format!("{should}.")) || is.ends_with(should);
    let most = if is_of_route53(is) { SLIP } else { should.len() / 4 };
    (within || distance <= most).then_some(distance)
}

/// Whether this is how Route 53 calls its servers (`ns-515.awsdns-00.net`).
pub(super) fn is_of_route53(name: &str) -> bool {
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let parts = || {
        let (number, rest) = name.strip_prefix("ns-")?.split_once(".awsdns-")?;
        let (place, top) = rest.split_once('.')?;
        Some(digits(number, 4) && digits(place, 2) && ["com", "net", "org", "co.uk"].contains(&top))
    };
    parts().unwrap_or_default()
}

/// Where they differ, from left to right; letters beside each other are one difference.
pub fn differences(is: &str, should: &str) -> Vec<Difference> {
    let mut all: Vec<Difference> = Vec::new();
    let mut before = true;
    for (a, b) in columns(is, should) {
        let same = a == b;
        if !same {
            if before {
                all.push(Difference { is: String::new(), should: String::new() });
            }
            if let Some(last) = all.last_mut() {
                last.is.extend(a);
                last.should.extend(b);
            }
        }
        before = same;
    }
    all
}

/// Both names, the letters that belong together above each other, and a line that points at those that differ: for the eye, without
/// colour.
pub fn shown(is: &str, should: &str) -> [String; 3] {
    let columns = columns(is, should);
    let row = |letter: fn(&Column) -> char| columns.iter().map(letter).collect::<String>().trim_end().to_owned();
    [row(|c| c.0.unwrap_or(' ')), row(|c| c.1.unwrap_or(' ')), row(|c| if c.0 == c.1 { ' ' } else { '^' })]
}

/// The letters of both, so that as few as possible differ.
fn columns(is: &str, should: &str) -> Vec<Column> {
    let (is, should): (Vec<char>, Vec<char>) = (is.chars().collect(), should.chars().collect());
    let costs = costs(&is, &should);
    let cost = |a: usize, b: usize| costs.get(a).and_then(|row| row.get(b)).copied().unwrap_or(usize::MAX);
    let (mut a, mut b, mut columns) = (is.len(), should.len(), Vec::new());
    while a > 0 || b > 0 {
        let both = a > 0 && b > 0;
        let differs = both && is.get(a - 1) != should.get(b - 1);
        if both && cost(a, b) == cost(a - 1, b - 1) + usize::from(differs) {
            (a, b) = (a - 1, b - 1);
            columns.push((is.get(a).copied(), should.get(b).copied()));
        } else if a > 0 && cost(a, b) == cost(a - 1, b) + 1 {
            a -= 1;
            columns.push((is.get(a).copied(), None));
        } else {
            b -= 1;
            columns.push((None, should.get(b).copied()));
        }
    }
    columns.reverse();
    columns
}

/// Levenshtein's table: how many letters the first so many of the one differ from the first so many of the other.
fn costs(is: &[char], should: &[char]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![(0..=should.len()).collect()];
    for (n, letter) in is.iter().enumerate() {
        let above = rows.last().cloned().unwrap_or_default();
        let mut row = vec![n + 1];
        for ((other, diagonal), up) in should.iter().zip(&above).zip(above.iter().skip(1)) {
            let left = row.last().copied().unwrap_or_default();
            row.push((diagonal + usize::from(letter != other)).min(up + 1).min(left + 1));
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_letters_that_differ_are_pointed_at() {
        let right = "ns-286.awsdns-35.com";
        let table = [
            ("ns-286.awsdns-3.com", "", "5", "                ^"),
            ("ns-286.awsdns-35.co", "", "m", "                   ^"),
            ("ns-286.awsdns-355.com", "5", "", "               ^"),
            ("ns-286.awsdns-45.com", "4", "3", "              ^"),
        ];
        for (is, wrong, should, marks) in table {
            let [_, _, pointed] = shown(is, right);
            assert_eq!(differences(is, right), [Difference { is: wrong.into(), should: should.into() }], "{is}");
            assert_eq!(pointed.trim(), marks.trim(), "{is}");
        }
        assert_eq!(shown("ns-286.awsdns-3.com", right), ["ns-286.awsdns-3 .com", right, "               ^"]);
    }

    proptest! {
        #[test]
        fn the_rows_hold_both_names_and_the_differences_make_the_one_of_the_other(is in "[a-z0-9.-]{0,24}", should in "[a-z0-9.-]{0,24}") {
            let [above, below, marks] = shown(&is, &should);
            prop_assert_eq!(above.replace(' ', ""), is.clone());
            prop_assert_eq!(below.replace(' ', ""), should.clone());
            prop_assert_eq!(marks.contains('^'), is != should);
            let (wrong, right): (Vec<Column>, Vec<Column>) = columns(&is, &should).into_iter().partition(|(a, b)| a != b);
            let letters = |all: &[Column], of: fn(&Column) -> Option<char>| all.iter().filter_map(of).count();
            let told: (usize, usize) = differences(&is, &should).iter().fold((0, 0), |n, d| (n.0 + d.is.len(), n.1 + d.should.len()));
            prop_assert_eq!(told, (letters(&wrong, |c| c.0), letters(&wrong, |c| c.1)));
            prop_assert_eq!(right.len() + told.0, is.len());
        }
    }
}
