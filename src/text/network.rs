//! What is in a load balancer's way in the network, in words.

use super::Words;
use crate::engine::op::cloud::{Missing, Unsuited, WayOut};

/// What stands for a value that there is none of: messages choose by it.
pub(super) const NONE: &str = "none";

impl Words {
    /// A line of a fault's detail that is about a subnet; `None`: it is about something else.
    pub(super) fn network(&self, line: &str) -> Option<String> {
        let unsuited = Unsuited::from_line(line).map(|of| {
            let Unsuited { subnet, zone, why } = of;
            self.with(&format!("unsuited-{}", why.kind), &[("subnet", &subnet), ("zone", &zone), ("seen", &why.seen)])
        });
        let missing = || {
            let Missing { vpc, zone, block, .. } = Missing::from_line(line)?;
            Some(self.with("missing-subnet", &[("vpc", &vpc), ("zone", &zone), ("block", &told(block))]))
        };
        let way_out = || {
            let WayOut { vpc, gateway, table } = WayOut::from_line(line)?;
            Some(self.with("way-out", &[("vpc", &vpc), ("gateway", &told(gateway)), ("wayout", &told(table))]))
        };
        unsuited.or_else(missing).or_else(way_out)
    }
}

/// What a remedy about subnets names: VPC, zone, block, the block by which the VPC grows first, gateway, route table, and the subnet that
/// is to be led out.
pub(super) fn named(detail: &str) -> [String; 7] {
    if let Some(Missing { vpc, zone, block, grow_by, gateway, way_out }) = detail.lines().find_map(Missing::from_line) {
        return [vpc.to_string(), zone.to_string(), told(block), told(grow_by), told(gateway), told(way_out), NONE.to_owned()];
    }
    let [zone, block, none] = ["ZONE", "BLOCK", NONE].map(str::to_owned);
    if let Some(WayOut { vpc, gateway, table }) = detail.lines().find_map(WayOut::from_line) {
        let subnet = detail.lines().find_map(Unsuited::from_line).map(|unsuited| unsuited.subnet);
        return [vpc.to_string(), zone, block, none, told(gateway), told(table), told(subnet)];
    }
    let vpc = detail.split_whitespace().find(|word| word.starts_with("vpc-")).unwrap_or("vpc-…");
    [vpc.to_owned(), zone, block, none.clone(), none.clone(), none.clone(), none]
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

    fn silent(language: Language, lines: &[&str]) -> (String, String) {
        let fault = Fault::person(Code::SshSilent, Remedy::LookAtServer, [&["i-1  198.51.100.11:22"], lines].concat().join("\n"));
        let words = Words::new(language).fault(&fault, &About::of(&crate::engine::fixture::site()));
        (words.why, words.remedy.unwrap())
    }

    #[test]
    fn silence_that_the_subnet_explains_is_ended_by_what_leads_out() {
        let unsuited = "unsuited no-route subnet-9 ap-northeast-2c rtb-9";
        for language in Language::ALL {
            let (why, remedy) = silent(language, &[unsuited, "way-out vpc-1 igw-1 rtb-1"]);
            assert!(why.contains("subnet-9") && why.contains("rtb-9") && !why.contains("unsuited") && !why.contains("way-out"), "{why}");
            let named = |all: &[&str]| all.iter().all(|value| remedy.contains(value));
            assert!(named(&["subnet-9", "rtb-1", "ap-northeast-2"]) && !named(&["ufw"]) && !named(&["igw-1"]), "{remedy}");
            let (why, remedy) = silent(language, &[unsuited, "way-out vpc-1 igw-1 -"]);
            assert!(
                why.contains("igw-1") && remedy.contains("0.0.0.0/0") && remedy.contains("igw-1") && !remedy.contains(NONE),
                "{remedy}"
            );
            let (why, remedy) = silent(language, &[unsuited, "way-out vpc-1 - -"]);
            assert!(why.contains("vpc-1") && remedy.contains("vpc-1") && !remedy.contains(NONE) && !why.contains(NONE), "{why} {remedy}");
            let (_, remedy) = silent(language, &[]);
            assert!(remedy.contains("ufw") && remedy.contains("landfall doctor") && !remedy.contains(NONE), "{remedy}");
        }
    }
}
