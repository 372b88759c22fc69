//! The certificates of other sites with which a world begins: issued long before anybody came, and served nowhere.

use std::time::Duration;

use super::{arns, shown};
use crate::engine::time::Timestamp;
use crate::practice::scenario::Scenario;
use crate::practice::state::acm::{Acm, Certificate, CertificateName, Method, Proof, Status};
use crate::site::Site;

/// The numbers of their ARNs: a state's own never come so far.
const FIRST: u64 = 1 << 41;
/// The number of the one that covers the site: the others are never so many.
const COVERING: u64 = 1 << 20;
/// How long ago each was asked for.
const AGE: Duration = Duration::from_secs(40 * 86_400);

impl Acm {
    /// So many certificates as the world's account has of other sites.
    pub fn begin(scenario: &Scenario, region: &str, now: Timestamp) -> Self {
        let made = Timestamp(now.0.saturating_sub((Timestamp(0) + AGE).0));
        let numbered = (1_u64..).take(scenario.account.certificates);
        let covering = scenario.site().filter(|_| scenario.account.covering).map(|site| covering(&site, region, made));
        Self { certificates: numbered.map(|n| certificate(n, region, made)).chain(covering).collect() }
    }
}

/// Issued for the domain and all names one label below it, to somebody who is no Landfall.
fn covering(site: &Site, region: &str, made: Timestamp) -> Certificate {
    let one = certificate(COVERING, region, made);
    let names = [site.domain.to_string(), format!("*.{}", site.domain)].map(|name| {
        let validation_domain = site.domain.to_string();
        CertificateName { name, validation_domain, mailed: made, approved: false, proof: Proof::Success }
    });
    Certificate { names: names.to_vec(), tags: vec![("Name".to_owned(), "ours since last year".to_owned())], ..one }
}

impl Acm {
    /// The site's certificate, as it was issued in this region before.
    pub fn of_before(site: &Site, region: &str, tags: &[(String, String)], now: Timestamp) -> Self {
        let made = Timestamp(now.0.saturating_sub((Timestamp(0) + AGE).0));
        let name = site.fqdn().to_string();
        let mut certificate = Certificate { tags: tags.to_vec(), ..certificate(0, region, made) };
        for proven in &mut certificate.names {
            (proven.name, proven.validation_domain) = (name.clone(), name.clone());
        }
        Self { certificates: vec![certificate] }
    }
}

fn certificate(n: u64, region: &str, made: Timestamp) -> Certificate {
    let name = format!("shop-{n:03}.example");
    let proven = CertificateName { validation_domain: name.clone(), name, mailed: made, approved: false, proof: Proof::Success };
    Certificate {
        arn: arns::nth(region, FIRST + n),
        names: vec![proven],
        method: Method::Dns,
        key_algorithm: "RSA_2048".to_owned(),
        token: None,
        requested: made,
        status: Status::Issued,
        failure: None,
        proven: Some(made),
        issued: Some(made),
        not_after: Some(shown::not_after(made)),
        next_look: made,
        tags: vec![("Name".to_owned(), format!("shop {n}"))],
    }
}
