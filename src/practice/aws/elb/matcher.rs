//! The HTTP codes that a health check takes for well: `200`, `200,302`, `200-399`.

use super::params::validation;
use crate::practice::aws::wire::Refusal;

/// The codes that may be in one.
const CODES: std::ops::RangeInclusive<u16> = 200..=499;

/// Ranges of codes, each with its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher(Vec<(u16, u16)>);

impl Matcher {
    /// Reads one as AWS writes it.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let ranges: Option<Vec<(u16, u16)>> = text.split(',').map(range).collect();
        let refused = || {
            let within = format!("within '{}-{}' inclusive", CODES.start(), CODES.end());
            validation(format!("Health check matcher HTTP code '{text}' must be a value, a list of values or a range of values {within}"))
        };
        ranges.map(Self).ok_or_else(refused)
    }

    /// Whether a server that answers so is well.
    pub fn takes(&self, status: u16) -> bool {
        self.0.iter().any(|(from, to)| (*from..=*to).contains(&status))
    }
}

/// A code, or two with a dash between them.
fn range(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let range = (code(from)?, code(to)?);
    Some(range).filter(|(from, to)| from <= to)
}

fn code(text: &str) -> Option<u16> {
    text.parse().ok().filter(|code| text.len() == 3 && CODES.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lists_and_ranges_take_what_they_name() {
        for (text, taken, others) in [
            ("200", vec![200], vec![199, 201, 302]),
            ("200,302", vec![200, 302], vec![201, 301]),
            ("200-399", vec![200, 301, 399], vec![400, 502]),
            ("200-299,401", vec![200, 299, 401], vec![300, 400, 403]),
        ] {
            let matcher = Matcher::read(text).unwrap();
            assert!(taken.iter().all(|code| matcher.takes(*code)), "{text}");
            assert!(!others.iter().any(|code| matcher.takes(*code)), "{text}");
        }
    }

    #[test]
    fn what_is_no_code_between_200_and_499_is_refused() {
        for wrong in ["", "199", "500", "200-500", "399-200", "200,", "200;302", "2xx", "0200", "+200", "200 - 299"] {
            assert_eq!(Matcher::read(wrong).map_err(|r| r.code), Err("ValidationError".to_owned()), "{wrong}");
        }
    }
}
