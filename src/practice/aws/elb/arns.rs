//! ARNs: how they are made, what they are of, and AWS's refusal of one that is wrong or names nothing.

use super::params::validation;
use crate::engine::splitmix::mixed;
use crate::practice::aws::wire::Refusal;
use crate::practice::state::account::{ACCOUNT, Account};

/// What an ARN may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArnKind {
    Balancer,
    Listener,
    Rule,
    TargetGroup,
}

impl ArnKind {
    const ALL: [ArnKind; 4] = [Self::Balancer, Self::Listener, Self::Rule, Self::TargetGroup];

    /// The word after the account.
    fn word(self) -> &'static str {
        match self {
            Self::Balancer => "loadbalancer",
            Self::Listener => "listener",
            Self::Rule => "listener-rule",
            Self::TargetGroup => "targetgroup",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Balancer => "load balancer",
            Self::Listener => "listener",
            Self::Rule => "listener rule",
            Self::TargetGroup => "target group",
        }
    }

    /// How many numbers stand after the name: its own, after those of what it belongs to.
    fn numbers(self) -> usize {
        match self {
            Self::Balancer | Self::TargetGroup => 1,
            Self::Listener => 2,
            Self::Rule => 3,
        }
    }

    /// AWS's refusal of something that is not there, by its ARN or its name.
    pub fn not_found(self, what: &str) -> Refusal {
        match self {
            Self::Balancer => Refusal::new("LoadBalancerNotFound", format!("Load balancers '[{what}]' not found")),
            Self::Listener => Refusal::new("ListenerNotFound", format!("Listener '{what}' not found")),
            Self::Rule => Refusal::new("RuleNotFound", format!("Rule '{what}' not found")),
            Self::TargetGroup => Refusal::new("TargetGroupNotFound", format!("Target groups '{what}' not found")),
        }
    }

    /// Whether this could be such a thing's ARN, in this account and region.
    pub fn is_formed(self, account: &Account, arn: &str) -> bool {
        let Some(path) = arn.strip_prefix(&prefix(&account.region)) else { return false };
        let mut parts = path.split('/');
        let is_kind = parts.next() == Some(self.word());
        let is_flavoured = self == Self::TargetGroup || matches!(parts.next(), Some("app" | "net" | "gwy"));
        let is_named = parts.next().is_some_and(|name| !name.is_empty());
        let numbers: Vec<&str> = parts.collect();
        is_kind && is_flavoured && is_named && numbers.len() == self.numbers() && numbers.iter().all(|n| is_number(n))
    }

    /// Refuses what can be no such ARN.
    pub fn check(self, account: &Account, arn: &str) -> Result<(), Refusal> {
        let refused = || validation(format!("'{arn}' is not a valid {} ARN", self.noun()));
        if self.is_formed(account, arn) { Ok(()) } else { Err(refused()) }
    }

    /// What this ARN is of.
    pub fn of(account: &Account, arn: &str) -> Result<Self, Refusal> {
        let refused = || validation(format!("'{arn}' is not a valid ARN"));
        Self::ALL.into_iter().find(|kind| kind.is_formed(account, arn)).ok_or_else(refused)
    }
}

fn prefix(region: &str) -> String {
    format!("arn:aws:elasticloadbalancing:{region}:{ACCOUNT}:")
}

/// Sixteen hexadecimal digits.
fn is_number(part: &str) -> bool {
    part.len() == 16 && part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
}

/// The last part of an ARN, from a number that nothing else has.
fn id(number: u64) -> String {
    format!("{:016x}", mixed(number))
}

pub fn balancer(region: &str, name: &str, number: u64) -> String {
    format!("{}loadbalancer/app/{name}/{}", prefix(region), id(number))
}

pub fn target_group(region: &str, name: &str, number: u64) -> String {
    format!("{}targetgroup/{name}/{}", prefix(region), id(number))
}

/// The ARN of a balancer's listener.
pub fn listener(balancer: &str, number: u64) -> String {
    format!("{}/{}", balancer.replacen(":loadbalancer/", ":listener/", 1), id(number))
}

/// The ARN of a rule of a listener that is not its default one.
pub fn rule(listener: &str, number: u64) -> String {
    format!("{}/{}", listener.replacen(":listener/", ":listener-rule/", 1), id(number))
}

/// The ARN of a listener's default rule, which follows from the listener's.
pub fn default_rule(listener: &str) -> String {
    let own = listener.rsplit('/').next().and_then(|n| u64::from_str_radix(n, 16).ok());
    format!("{}/{}", listener.replacen(":listener/", ":listener-rule/", 1), id(own.unwrap_or_default()))
}

/// `app/NAME/NUMBER`: how a balancer is named where its ARN is too long.
pub fn short(balancer: &str) -> &str {
    balancer.split_once(":loadbalancer/").map_or(balancer, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Timestamp;
    use crate::practice::scenario::Scenario;

    #[test]
    fn each_arn_is_of_its_kind_and_of_no_other() {
        let account = Account::begin(&Scenario::named("happy").unwrap(), Timestamp(0));
        let balancer = balancer(&account.region, "My-LB", 1);
        let listener = listener(&balancer, 2);
        let all = [balancer.clone(), listener.clone(), default_rule(&listener), target_group(&account.region, "My-LB", 3)];
        for (kind, arn) in ArnKind::ALL.into_iter().zip(&all) {
            assert_eq!(ArnKind::of(&account, arn), Ok(kind));
            let strangers = ArnKind::ALL.into_iter().filter(|other| *other != kind);
            assert!(strangers.into_iter().all(|other| other.check(&account, arn).is_err()), "{arn}");
            for wrong in
                [arn.replace("ap-northeast-2", "us-east-1"), arn.replace(ACCOUNT, "999988887777"), format!("{arn}0"), format!("{arn}/")]
            {
                assert!(ArnKind::of(&account, &wrong).is_err(), "{wrong}");
            }
        }
        assert_eq!(short(&balancer), format!("app/My-LB/{}", id(1)));
    }
}
