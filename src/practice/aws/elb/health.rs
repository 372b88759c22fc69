//! What one health check finds, and what a balancer believes after it.

use super::matcher::Matcher;
use crate::engine::time::Timestamp;
use crate::practice::state::elb::{Check, Health, Target};
use crate::practice::timing::secs;

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Well,
    /// AWS's reason and description.
    Ill(&'static str, String),
}

/// The verdict of one check: whether the way to the target is `open`, and what it answered there.
pub fn verdict(open: bool, status: Option<u16>, matcher: &str) -> Verdict {
    let takes = |status| Matcher::read(matcher).is_ok_and(|matcher| matcher.takes(status));
    match status {
        _ if !open => Verdict::Ill("Target.Timeout", "Request timed out".to_owned()),
        None => Verdict::Ill("Target.FailedHealthChecks", "Health checks failed".to_owned()),
        Some(status) if takes(status) => Verdict::Well,
        Some(status) => Verdict::Ill("Target.ResponseCodeMismatch", format!("Health checks failed with these codes: [{status}]")),
    }
}

impl Target {
    /// One of which nothing is known yet.
    pub(super) fn new(instance: &str, port: u16) -> Self {
        Self {
            instance: instance.to_owned(),
            port,
            health: Health::Initial,
            successes: 0,
            failures: 0,
            reason: None,
            next_check: None,
            draining_until: None,
        }
    }

    /// Whether a check was made since it came to be checked.
    pub(super) fn is_judged(&self) -> bool {
        self.successes > 0 || self.failures > 0
    }

    /// Takes a check's verdict: the first success is enough at the beginning, afterwards only several in a row change anything.
    pub(super) fn judged(&mut self, check: &Check, verdict: Verdict, now: Timestamp) {
        self.next_check = Some(now + secs(check.interval));
        match verdict {
            Verdict::Well => self.succeeded(check.healthy),
            Verdict::Ill(reason, description) => {
                self.reason = Some((reason.to_owned(), description));
                self.failed(check.unhealthy);
            }
        }
    }

    fn succeeded(&mut self, healthy: u32) {
        self.failures = 0;
        self.successes = self.successes.saturating_add(1);
        if self.health != Health::Unhealthy || self.successes >= healthy {
            self.health = Health::Healthy;
            self.reason = None;
        }
    }

    fn failed(&mut self, unhealthy: u32) {
        self.successes = 0;
        self.failures = self.failures.saturating_add(1);
        if self.failures >= unhealthy {
            self.health = Health::Unhealthy;
        }
    }

    /// Begins to be checked at `first`, or is not checked any more; one that is checked already goes on.
    pub(super) fn planned(&mut self, first: Option<Timestamp>) {
        match (self.next_check, first) {
            (None, Some(_)) => self.next_check = first,
            (Some(_), None) => *self = Self { draining_until: self.draining_until, ..Self::new(&self.instance, self.port) },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_says_what_it_found() {
        let mismatch = |status| Verdict::Ill("Target.ResponseCodeMismatch", format!("Health checks failed with these codes: [{status}]"));
        let timeout = Verdict::Ill("Target.Timeout", "Request timed out".to_owned());
        let failed = Verdict::Ill("Target.FailedHealthChecks", "Health checks failed".to_owned());
        for (open, status, matcher, expected) in [
            (true, Some(200), "200", Verdict::Well),
            (true, Some(302), "200-399", Verdict::Well),
            (true, Some(302), "200", mismatch(302)),
            (true, Some(502), "200-399", mismatch(502)),
            (true, Some(400), "200,404", mismatch(400)),
            (true, None, "200", failed),
            (false, Some(200), "200", timeout.clone()),
            (false, None, "200", timeout),
        ] {
            assert_eq!(verdict(open, status, matcher), expected, "{open} {status:?} {matcher}");
        }
    }

    /// `w` well, `i` ill; what is believed after each, as its first letter, and how many checks went one way.
    fn believed(checks: &str) -> String {
        let check = Check { healthy: 3, unhealthy: 2, ..Check::usual() };
        let mut target = Target::new("i-1", 80);
        let mut states = String::new();
        for each in checks.chars() {
            let verdict = verdict(true, Some(if each == 'w' { 200 } else { 502 }), &check.matcher);
            target.judged(&check, verdict, Timestamp(0));
            states.push(match target.health {
                Health::Initial => 'i',
                Health::Healthy => 'h',
                Health::Unhealthy => 'u',
            });
        }
        states
    }

    #[test]
    fn the_first_success_is_enough_and_later_only_several_in_a_row_count() {
        for (checks, expected) in
            [("w", "h"), ("iw", "ih"), ("ii", "iu"), ("wiwiii", "hhhhuu"), ("iiww", "iuuu"), ("iiwww", "iuuuh"), ("iiwwiwww", "iuuuuuuh")]
        {
            assert_eq!(believed(checks), expected, "{checks}");
        }
    }

    #[test]
    fn the_reason_is_the_last_failures_until_it_is_healthy_again() {
        let check = Check { healthy: 2, ..Check::usual() };
        let mut target = Target::new("i-1", 80);
        let mut see = |open, status| {
            target.judged(&check, verdict(open, status, "200"), Timestamp(1_000));
            target.reason.clone().map(|(reason, _)| reason)
        };
        assert_eq!(see(true, Some(502)).as_deref(), Some("Target.ResponseCodeMismatch"));
        assert_eq!(see(false, None).as_deref(), Some("Target.Timeout"));
        assert_eq!(see(true, Some(200)).as_deref(), Some("Target.Timeout"));
        assert_eq!(see(true, Some(200)), None);
        assert_eq!(target.next_check, Some(Timestamp(31_000)));
    }

    #[test]
    fn who_is_not_checked_any_more_is_forgotten() {
        let mut target = Target::new("i-1", 80);
        target.planned(Some(Timestamp(5)));
        target.planned(Some(Timestamp(9)));
        assert_eq!(target.next_check, Some(Timestamp(5)), "it goes on");
        target.judged(&Check::usual(), Verdict::Well, Timestamp(5));
        target.planned(None);
        assert_eq!(target, Target::new("i-1", 80));
    }
}
