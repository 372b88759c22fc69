//! How often each service may be asked, where the world counts: so many calls at once, and so many more each second.

use crate::engine::time::Timestamp;
use crate::practice::aws::wire::{Refusal, Service};
use crate::practice::state::SimState;
use crate::practice::state::account::Bucket;

/// A rate: its name, the calls at once, and those that are allowed anew each second.
struct Rate {
    name: String,
    burst: u64,
    refill: u64,
}

/// ACM's quotas are of each call, a second (ACM user guide, "Quotas"). Route 53's are five a second for all calls together (Route 53
/// developer guide, "Quotas"). ELBv2 has one bucket for what only reads, EC2 one for each call ("Request throttling for the … API" of
/// both). All read on 2026-11-30; what changes something is not counted, since Landfall makes one of each.
fn rate(service: Service, operation: &str) -> Option<Rate> {
    let of = |name: &str, burst, refill| Some(Rate { name: format!("{} {name}", service.name()), burst, refill });
    match service {
        Service::Acm => {
            let most = match operation {
                "ListCertificates" => 8,
                "RequestCertificate" | "AddTagsToCertificate" | "RemoveTagsFromCertificate" => 5,
                "ResendValidationEmail" => 1,
                _ => 10,
            };
            of(operation, most, most)
        }
        Service::Route53 => of("", 5, 5),
        Service::Elb if operation.starts_with("Describe") => of("Describe", 40, 10),
        Service::Ec2 if operation.starts_with("Describe") => of(operation, 100, 20),
        Service::Elb | Service::Ec2 | Service::Sts | Service::FreeTier => None,
    }
}

/// The refusal of one call more than is allowed at this moment; one that is allowed is counted.
pub(super) fn too_many(sim: &mut SimState, service: Service, operation: &str) -> Option<Refusal> {
    let buckets = sim.aws.pace.as_mut()?;
    let rate = rate(service, operation)?;
    let full = Bucket { left: rate.burst * CALL, at: sim.now };
    let bucket = buckets.entry(rate.name.clone()).or_insert(full);
    *bucket = refilled(*bucket, &rate, sim.now);
    match bucket.left.checked_sub(CALL) {
        Some(left) => {
            bucket.left = left;
            None
        }
        None => Some(throttled(service)),
    }
}

/// One call, as buckets count.
const CALL: u64 = 1_000;

fn refilled(bucket: Bucket, rate: &Rate, now: Timestamp) -> Bucket {
    let passed = u64::try_from((now - bucket.at).as_millis()).unwrap_or(u64::MAX);
    Bucket { left: bucket.left.saturating_add(passed.saturating_mul(rate.refill)).min(rate.burst * CALL), at: now }
}

/// Each service's own word for "too many requests" (botocore's `_retry.json`, and its error shapes).
pub fn throttled(service: Service) -> Refusal {
    let (code, status) = match service {
        Service::Acm | Service::FreeTier => ("ThrottlingException", 400),
        Service::Ec2 => ("RequestLimitExceeded", 503),
        Service::Route53 | Service::Elb | Service::Sts => ("Throttling", 400),
    };
    Refusal::new(code, "Rate exceeded").status(status)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::practice::scenario::Scenario;

    #[test]
    fn a_bucket_gives_what_it_holds_and_is_filled_again_by_time_alone() {
        let mut sim = SimState::begin(&Scenario::named("happy").unwrap(), Timestamp(0));
        let asked =
            |sim: &mut SimState, calls: usize| (0..calls).filter(|_| too_many(sim, Service::Route53, "ListHostedZones").is_none()).count();
        assert_eq!(asked(&mut sim, 100), 100, "nobody counts");
        sim.aws.pace = Some(BTreeMap::new());
        assert_eq!(asked(&mut sim, 100), 5);
        sim.now = Timestamp(400);
        assert_eq!(asked(&mut sim, 100), 2, "two fifths of a second later");
        sim.now = Timestamp(60_000);
        assert_eq!(asked(&mut sim, 100), 5, "no more than it holds");
        let elsewhere = too_many(&mut sim, Service::Acm, "ListCertificates");
        assert_eq!(elsewhere, None, "each has its own");
    }
}
