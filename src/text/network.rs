//! What is in a load balancer's way in the network, in words.

use super::Words;
use crate::engine::op::cloud::{Missing, Unsuited};

/// What stands for a value that there is none of: messages choose by it.
pub(super) const NONE: &str = "none";

impl Words {
    /// A line of a fault's detail that is about a subnet; `None`: it is about something else.
    pub(super) fn network(&self, line: &str) -> Option<String> {
        let unsuited = Unsuited::from_line(line).map(|of| {
            let Unsuited { subnet, zone, why } = of;
            self.with(&format!("unsuited-{}", why.kind), &[("subnet", &subnet), ("zone", &zone), ("seen", &why.seen)])
        });
        unsuited.or_else(|| {
            let Missing { vpc, zone, block, .. } = Missing::from_line(line)?;
            Some(self.with("missing-subnet", &[("vpc", &vpc), ("zone", &zone), ("block", &told(block))]))
        })
    }
}

/// What a remedy about subnets names: VPC, zone, block, the block by which the VPC grows first, gateway and route table.
pub(super) fn named(detail: &str) -> [String; 6] {
    match detail.lines().find_map(Missing::from_line) {
        Some(Missing { vpc, zone, block, grow_by, gateway, way_out }) => {
            [vpc.to_string(), zone.to_string(), told(block), told(grow_by), told(gateway), told(way_out)]
        }
        None => {
            let vpc = detail.split_whitespace().find(|word| word.starts_with("vpc-")).unwrap_or("vpc-…");
            [vpc, "ZONE", "BLOCK", NONE, NONE, NONE].map(str::to_owned)
        }
    }
}

fn told(value: Option<impl ToString>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault, Remedy};
    use crate::text::{About, Language};

    fn told_in(language: Language, missing: &Missing) -> (String, String) {
        let detail = format!("unsuited no-route subnet-1 ap-northeast-2a rtb-9\n{}", missing.line());
        let fault = Fault::person(Code::OneZoneOnly, Remedy::AddSubnet, detail);
        let words = Words::new(language).fault(&fault, &About::of(&crate::engine::fixture::site()));
        (words.why, words.remedy.unwrap())
    }

    #[test]
    fn a_person_is_told_all_that_the_console_asks_them_for() {
        let usual = Missing {
            vpc: "vpc-1".into(),
            zone: "ap-northeast-2b".into(),
            block: "172.31.64.0/24".parse().ok(),
            grow_by: None,
            gateway: Some("igw-1".into()),
            way_out: Some("rtb-1".into()),
        };
        let bare = Missing { gateway: None, way_out: None, ..usual.clone() };
        let full = Missing { block: None, grow_by: "100.64.0.0/24".parse().ok(), ..usual.clone() };
        for language in Language::ALL {
            let (why, remedy) = told_in(language, &usual);
            assert!(why.contains("subnet-1") && why.contains("ap-northeast-2a") && why.contains("172.31.64.0/24"), "{why}");
            let all = ["vpc-1", "ap-northeast-2b", "172.31.64.0/24", "rtb-1"];
            assert!(all.iter().all(|value| remedy.contains(value)) && !remedy.contains("igw"), "{remedy}");
            let (_, remedy) = told_in(language, &bare);
            assert!(remedy.contains("0.0.0.0/0") && !remedy.contains("rtb-1") && !remedy.contains(NONE), "{remedy}");
            let (why, remedy) = told_in(language, &full);
            assert!(remedy.contains("100.64.0.0/24") && !remedy.contains(NONE) && !why.contains(NONE), "{why} {remedy}");
        }
    }
}
