//! The domain names that a certificate can be for.

use serde_json::Value;

use super::super::wire::Refusal;
use super::input::{at, shown, violated};

/// The longest name.
const LONGEST: usize = 253;
const PATTERN: &str = r"(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])";

/// The name of a member, in lower case.
pub(super) fn checked(name: &str, member: &str) -> Result<String, Refusal> {
    if name.len() > LONGEST {
        return Err(violated(name, &at(member), &format!("Member must have length less than or equal to {LONGEST}")));
    }
    if !is_domain(name) {
        return Err(violated(name, &at(member), &format!("Member must satisfy regular expression pattern: {PATTERN}")));
    }
    Ok(name.to_ascii_lowercase())
}

/// The names of a list, in lower case.
pub(super) fn all_checked(items: &[Value], member: &str) -> Result<Vec<String>, Refusal> {
    let constraint = format!(
        "Member must satisfy constraint: [Member must have length less than or equal to {LONGEST}, \
         Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: {PATTERN}]"
    );
    let name = |item: &Value| item.as_str().filter(|n| n.len() <= LONGEST && is_domain(n)).map(str::to_ascii_lowercase);
    items.iter().map(name).collect::<Option<_>>().ok_or_else(|| violated(&shown(items), &at(member), &constraint))
}

/// Whether a name fits ACM's pattern: two labels or more, a star only as the first, no dot at the end.
fn is_domain(name: &str) -> bool {
    let labels: Vec<&str> = base(name).split('.').collect();
    let is_label = |label: &&str| {
        let is_plain = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    labels.len() >= 2 && labels.iter().all(is_label) && labels.last().is_some_and(|top| top.len() >= 2)
}

/// The name without its star.
pub(super) fn base(name: &str) -> &str {
    name.strip_prefix("*.").unwrap_or(name)
}

/// Whether `domain` is the name (its star aside) or one of its parents.
pub(super) fn is_under(name: &str, domain: &str) -> bool {
    let name = base(name);
    name == domain || name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_acms_pattern_takes() {
        for good in ["heestagram.com", "WWW.heestagram.com", "*.heestagram.com", "a.b-c.1.kr", "xn--o39aom97nzld.xn--3e0b707e"] {
            assert!(is_domain(good), "{good}");
        }
        let long = format!("{}.com", "a".repeat(64));
        for bad in ["com", "*.com", "a.c", "a.com.", "a..com", "-a.com", "a-.com", "a_b.com", "a.*.com", "*a.com", "**.a.com", "", &long] {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
