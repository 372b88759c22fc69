//! What keeps something of ours from being deleted.

use crate::codes::codes;
use crate::engine::ids::{CertificateArn, GroupId, TargetGroupArn, ZoneId};
use crate::site::Region;

/// What is held.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Held {
    Certificate(CertificateArn),
    Group(GroupId),
    TargetGroup(TargetGroupArn),
    Zone(ZoneId),
    /// One of these in another region than the site's.
    Elsewhere {
        region: Region,
        of: Box<Held>,
    },
}

codes! {
    /// What sort of thing holds: the tail of a message id.
    HolderKind {
        /// A load balancer that stands.
        Balancer = "balancer",
        /// One that is deleted, or uses it no longer: AWS has not let go of it everywhere.
        LetGo = "let-go",
        /// A distribution of CloudFront.
        Distribution = "distribution",
        /// Another service of AWS: API Gateway, say, whose load balancers lie in an account of AWS's own.
        Service = "service",
        /// A network interface of an instance.
        InstanceInterface = "instance-interface",
        /// Any other network interface.
        Interface = "interface",
        /// An inbound rule of another security group.
        Rule = "rule",
        /// An outbound one.
        OutboundRule = "outbound-rule",
        /// A record set in a zone.
        Record = "record",
        /// The zone is signed (DNSSEC).
        Signing = "signing",
    }
}

/// One thing that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub kind: HolderKind,
    /// As AWS names it: an ARN, `eni-…`, `sgr-…`; of a record its name. No blank is in it.
    pub id: String,
    /// In what it stands: the rule's group, the interface's instance; of a record its type. No blank is in it; may be empty.
    pub within: String,
    /// By what a person knows it: the balancer's name, the group's, the interface's description. May be empty.
    pub name: String,
}

impl Holder {
    const MARK: &'static str = "held-by ";

    /// As a line of a fault's detail: [`Self::from_line`] reads it back, for words in the person's language.
    pub fn line(&self) -> String {
        let told = |word: &str| if word.is_empty() { "-".to_owned() } else { word.to_owned() };
        let [id, within] = [&self.id, &self.within].map(|word| told(word));
        format!("{}{} {id} {within} {}", Self::MARK, self.kind, told(&self.name))
    }

    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix(Self::MARK)?.splitn(4, ' ');
        let kind = words.next()?.parse().ok()?;
        let mut told = || words.next().map(|word| if word == "-" { String::new() } else { word.to_owned() });
        let (id, within, name) = (told()?, told()?, told()?);
        Some(Self { kind, id, within, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_detail_are_read_back() {
        for kind in HolderKind::ALL {
            let named = Holder { kind: *kind, id: "eni-1".into(), within: "i-1".into(), name: "two words".into() };
            let bare = Holder { id: "eni-1".into(), within: String::new(), name: String::new(), ..named.clone() };
            for holder in [named, bare] {
                assert_eq!(Holder::from_line(&holder.line()), Some(holder));
            }
        }
        for other in ["held-by", "held-by novelty a b c", "held-by rule sgr-1", "DependencyViolation"] {
            assert_eq!(Holder::from_line(other), None, "{other}");
        }
    }
}
