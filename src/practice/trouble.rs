//! What goes wrong by the world's script on the way to AWS and back.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::splitmix::mixed;

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    /// Refused with the service's own throttling code.
    Throttled,
    /// Refused with a 500.
    ServerError,
    /// Answered after [`SLOW`].
    Slow,
    /// Never arrives.
    LostRequest,
    /// Happens, and its answer never arrives.
    LostAnswer,
    ExpiredToken,
    AccessDenied,
}

/// How slow a slow answer is: below the SDK's patience of 30 s.
pub const SLOW: Duration = Duration::from_secs(20);

/// Which calls meet which trouble.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TroubleRule {
    pub kind: TroubleKind,
    /// `acm`, `route53`, `ec2`, `elasticloadbalancing`, `sts`; all of them when not given.
    #[serde(default)]
    pub service: Option<String>,
    /// AWS's name of the operation; all of them when not given.
    #[serde(default)]
    pub operation: Option<String>,
    /// Only each so-manieth matching call.
    #[serde(default = "one")]
    pub every: u64,
    /// No more than so many times in all.
    #[serde(default)]
    pub times: Option<u64>,
}

fn one() -> u64 {
    1
}

/// The script, and how far it is played.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleScript {
    rules: Vec<Scripted>,
    chance: Option<Chance>,
    /// Every service and operation that was asked, each once.
    asked: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Scripted {
    rule: TroubleRule,
    /// How many calls matched, and how many of these met the trouble.
    matched: u64,
    met: u64,
}

/// Troubles that pass by themselves, thrown in by chance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Chance {
    seed: u64,
    percent: u64,
    calls: u64,
}

impl TroubleScript {
    pub fn new(rules: Vec<TroubleRule>) -> Self {
        let rules = rules.into_iter().map(|rule| Scripted { rule, matched: 0, met: 0 }).collect();
        Self { rules, ..Self::default() }
    }

    /// Besides its rules, `percent` of a hundred calls meet a trouble that passes by itself, the same ones for the same seed.
    pub fn by_chance(&mut self, seed: u64, percent: u64) {
        self.chance = Some(Chance { seed, percent, calls: 0 });
    }

    /// Every service and operation that was asked, each once.
    pub fn asked(&self) -> &[(String, String)] {
        &self.asked
    }

    /// What this call meets; counts it.
    pub fn meet(&mut self, service: &str, operation: &str) -> Option<TroubleKind> {
        if !self.asked.iter().any(|(s, o)| s == service && o == operation) {
            self.asked.push((service.to_owned(), operation.to_owned()));
        }
        let scripted = self.rules.iter_mut().find_map(|s| s.meet(service, operation));
        scripted.or_else(|| self.chance.as_mut()?.meet())
    }
}

impl Scripted {
    fn meet(&mut self, service: &str, operation: &str) -> Option<TroubleKind> {
        let rule = &self.rule;
        let fits = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|w| w == is);
        if !fits(&rule.service, service) || !fits(&rule.operation, operation) {
            return None;
        }
        self.matched += 1;
        let due = self.matched.is_multiple_of(rule.every.max(1)) && rule.times.is_none_or(|times| self.met < times);
        self.met += u64::from(due);
        due.then_some(rule.kind)
    }
}

impl Chance {
    fn meet(&mut self) -> Option<TroubleKind> {
        self.calls += 1;
        let dice = mixed(self.seed ^ mixed(self.calls));
        let kinds =
            [TroubleKind::Throttled, TroubleKind::ServerError, TroubleKind::Slow, TroubleKind::LostRequest, TroubleKind::LostAnswer];
        let kind = kinds.get(usize::try_from(dice / 100 % 5).unwrap_or_default()).copied();
        kind.filter(|_| dice % 100 < self.percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_meets_the_calls_it_names_as_often_as_it_says() {
        let rule = TroubleRule {
            kind: TroubleKind::Throttled,
            service: Some("acm".into()),
            operation: Some("DescribeCertificate".into()),
            every: 2,
            times: Some(2),
        };
        let mut script = TroubleScript::new(vec![rule]);
        let mut met = |service: &str, operation: &str| script.meet(service, operation).is_some();
        assert!(!met("ec2", "DescribeCertificate") && !met("acm", "ListCertificates"));
        let all: Vec<bool> = (0..8).map(|_| met("acm", "DescribeCertificate")).collect();
        assert_eq!(all, [false, true, false, true, false, false, false, false]);
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed_and_about_as_frequent_as_told() {
        let met = |seed| {
            let mut script = TroubleScript::default();
            script.by_chance(seed, 20);
            (0..1_000).map(|_| script.meet("ec2", "DescribeVpcs")).collect::<Vec<_>>()
        };
        assert_eq!(met(7), met(7));
        assert_ne!(met(7), met(8));
        let often = met(7).iter().flatten().count();
        assert!((120..280).contains(&often), "{often}");
    }
}
