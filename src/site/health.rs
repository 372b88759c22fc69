//! How a load balancer asks whether the server is well.

use super::checks::status_ranges;
use super::names::{HealthCodes, HealthPath};

/// What the balancer asks for, and which answers mean that all is well.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct HealthCheck {
    pub path: HealthPath,
    pub codes: HealthCodes,
}

impl HealthCheck {
    /// Whether this HTTP status is one of the wanted.
    pub fn takes(&self, status: u16) -> bool {
        status_ranges(self.codes.as_str()).is_some_and(|ranges| ranges.iter().any(|(first, last)| (*first..=*last).contains(&status)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::NameProblem;

    #[test]
    fn codes_are_single_ones_lists_and_ranges_as_aws_takes_them() {
        for (text, taken, refused) in
            [("200", vec![200], vec![201, 404]), ("200-399", vec![200, 302, 399], vec![400]), ("200, 404", vec![200, 404], vec![301])]
        {
            let check = HealthCheck { path: HealthPath::default(), codes: text.parse().unwrap() };
            assert!(taken.iter().all(|status| check.takes(*status)) && !refused.iter().any(|status| check.takes(*status)), "{text}");
        }
        for text in ["", "20", "0200", "200-", "399-200", "200-200", "500", "200,", "+200", "200;204", "200-299-300", "199"] {
            assert_eq!(text.parse::<HealthCodes>(), Err(NameProblem::BadHealthCodes), "{text}");
        }
        assert_eq!("200, 404".parse::<HealthCodes>().unwrap().as_str(), "200,404");
    }

    #[test]
    fn a_path_is_what_http_sends() {
        for text in ["/", "/healthz", "/health/?full=1", "/%ED%95%9C"] {
            assert_eq!(text.parse::<HealthPath>().unwrap().as_str(), text);
        }
        for text in ["", "healthz", "https://x.com/", "/a b", "/#top", "/한", "/a\n", &format!("/{}", "a".repeat(1_024))] {
            assert_eq!(text.parse::<HealthPath>(), Err(NameProblem::BadHealthPath), "{text}");
        }
    }
}
