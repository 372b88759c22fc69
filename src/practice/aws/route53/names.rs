//! Domain names as Route 53 takes, keeps, orders and shows them.

use super::refusals::fatal;

/// The longest name, without its trailing dot.
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// A name as it is kept: lower case, with the trailing dot, escapes read.
///
/// # Errors
/// What Route 53 finds wrong with it.
pub(super) fn domain(written: &str) -> Result<String, String> {
    let read = unescaped(written)?.to_ascii_lowercase();
    let name = read.strip_suffix('.').unwrap_or(&read);
    if name.is_empty() {
        return Err(fatal("DomainNameEmpty", "Domain name is empty", written));
    }
    if name.chars().count() > LONGEST {
        return Err(fatal("DomainNameTooLong", "Domain name is too long", written));
    }
    if name.split('.').any(str::is_empty) {
        return Err(fatal("DomainLabelEmpty", "Domain label is empty", written));
    }
    if name.split('.').any(|label| label.chars().count() > LONGEST_LABEL) {
        return Err(fatal("DomainLabelTooLong", "Domain label is too long", written));
    }
    Ok(format!("{name}."))
}

/// The name with its `\052` read as `*`. A dot inside a label, a blank and what is not ASCII are not taken.
fn unescaped(written: &str) -> Result<String, String> {
    let unsupported = || fatal("UnsupportedCharacter", "Value contains unsupported characters", written);
    let mut read = String::new();
    let mut rest = written.chars();
    while let Some(next) = rest.next() {
        let is_escape = next == '\\';
        let meant = if is_escape { octal(rest.by_ref().take(3).collect()).filter(|c| *c != '.') } else { Some(next) };
        read.push(meant.filter(|c| is_escape || c.is_ascii_graphic()).ok_or_else(unsupported)?);
    }
    Ok(read)
}

fn octal(digits: String) -> Option<char> {
    let is_octal = digits.len() == 3 && digits.chars().all(|c| matches!(c, '0'..='7'));
    is_octal.then(|| u8::from_str_radix(&digits, 8).ok())?.map(char::from)
}

/// A name as it is shown: everything but letters, digits, `-`, `_` and `.` as an octal escape.
pub(super) fn escaped(name: &str) -> String {
    let escape = |c: char| match c {
        'a'..='z' | '0'..='9' | '-' | '_' | '.' => c.to_string(),
        other => format!("\\{:03o}", u32::from(other)),
    };
    name.chars().map(escape).collect()
}

/// What Route 53 orders names by: the labels reversed, `com.example.www.`.
pub(super) fn order(name: &str) -> String {
    let labels: Vec<&str> = name.trim_end_matches('.').rsplit('.').collect();
    format!("{}.", labels.join("."))
}

/// Whether a kept name is this zone's, or lies below it.
pub(super) fn within(name: &str, zone: &str) -> bool {
    name == zone || name.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_one_form_and_told_with_its_escapes() {
        for (written, kept, shown) in [
            ("WWW.Example.com", "www.example.com.", "www.example.com."),
            ("\\052.example.com.", "*.example.com.", "\\052.example.com."),
            ("*.example.com", "*.example.com.", "\\052.example.com."),
            ("a@b\\040c.example.com", "a@b c.example.com.", "a\\100b\\040c.example.com."),
            ("_a1.example.com", "_a1.example.com.", "_a1.example.com."),
        ] {
            assert_eq!(domain(written).as_deref(), Ok(kept), "{written}");
            assert_eq!(escaped(kept), shown);
        }
    }

    #[test]
    fn a_name_that_dns_cannot_hold_is_refused_by_what_is_wrong_with_it() {
        let (label, long) = (format!("{}.com", "a".repeat(64)), vec!["a".repeat(60); 5].join("."));
        for (written, problem) in [
            ("", "DomainNameEmpty"),
            (".", "DomainNameEmpty"),
            ("a..com", "DomainLabelEmpty"),
            (".com", "DomainLabelEmpty"),
            (label.as_str(), "DomainLabelTooLong"),
            (long.as_str(), "DomainNameTooLong"),
            ("a b.com", "UnsupportedCharacter"),
            ("가비아.com", "UnsupportedCharacter"),
            ("a\\056b.com", "UnsupportedCharacter"),
            ("a\\09.com", "UnsupportedCharacter"),
            ("a\\", "UnsupportedCharacter"),
        ] {
            let message = domain(written).unwrap_err();
            assert!(message.starts_with(&format!("FATAL problem: {problem} (")), "{written}: {message}");
        }
    }

    #[test]
    fn names_are_ordered_by_their_reversed_labels() {
        let mut names = ["www.a.com.", "b.com.", "a.com.", "a-b.com.", "*.a.com.", "x.www.a.com."];
        names.sort_by_key(|name| order(name));
        assert_eq!(names, ["a-b.com.", "a.com.", "*.a.com.", "www.a.com.", "x.www.a.com.", "b.com."]);
    }
}
