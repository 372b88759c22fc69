//! Which four name servers a zone gets.

use crate::engine::splitmix::mixed;
use crate::practice::state::route53::Zone;

/// AWS's name servers are numbered through, a quarter of them in each of these domains.
const TOP_LEVEL: [&str; 4] = ["com", "net", "org", "co.uk"];
const QUARTER: u64 = 512;

/// One name server of each quarter that serves no standing zone, the same ones for the same seed. `None`: all serve already.
pub(super) fn set(seed: u64, standing: &[Zone]) -> Option<Vec<String>> {
    let is_free = |server: &String| !standing.iter().any(|z| z.name_servers.contains(server));
    let pick = |(quarter, tld): (u64, &&str)| {
        let first = mixed(mixed(seed).wrapping_add(quarter)) % QUARTER;
        (0..QUARTER).map(|step| name(quarter, (first + step) % QUARTER, tld)).find(is_free)
    };
    let mut servers = (0..).zip(&TOP_LEVEL).map(pick).collect::<Option<Vec<String>>>()?;
    servers.rotate_left(usize::try_from(mixed(seed) % 4).unwrap_or_default());
    Some(servers)
}

fn name(quarter: u64, place: u64, tld: &str) -> String {
    format!("ns-{}.awsdns-{:02}.{tld}", quarter * QUARTER + place, place / 8)
}

#[cfg(test)]
mod tests {
    use super::super::zones::fresh;
    use super::*;

    #[test]
    fn sets_are_numbered_as_awss_and_never_shared() {
        assert_eq!([name(0, 511, "com"), name(3, 0, "co.uk")], ["ns-511.awsdns-63.com", "ns-1536.awsdns-00.co.uk"]);
        let mut standing: Vec<Zone> = Vec::new();
        for seed in 0..QUARTER {
            let servers = set(seed, &standing).unwrap();
            standing.push(fresh("Z".into(), "a.com.".into(), "r".into(), servers));
        }
        let mut all: Vec<&String> = standing.iter().flat_map(|z| &z.name_servers).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 2048);
        assert_eq!(set(QUARTER, &standing), None);
    }
}
