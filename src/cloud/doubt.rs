//! Refusals that mean several things until somebody else is asked: the region, the key or the clock.
//!
//! A region that an account has not enabled refuses its keys with the words for an unknown key, and EC2 has one code for all that is wrong
//! with a key. The first region of a partition is everybody's: STS there says whether the key is good, EC2 there which regions are enabled.

use super::Aws;
use super::faults::fault;
use super::signed_anew::may_be_the_clock;
use crate::engine::fault::{Code, Fault, Remedy};

/// What may be wrong besides what AWS's code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// The key, its secret, the session, the clock or the region.
    KeyOrRegion,
    /// The session or the clock.
    SessionOrClock,
    /// The network or the region: nobody has such a name.
    Region,
}

/// The doubt about a fault, by AWS's code, with which its detail starts.
fn doubt(fault: &Fault) -> Option<Doubt> {
    match fault.detail.split(':').next().unwrap_or_default() {
        "AuthFailure" | "InvalidClientTokenId" | "UnrecognizedClient" | "UnrecognizedClientException" => Some(Doubt::KeyOrRegion),
        "RequestExpired" => Some(Doubt::SessionOrClock),
        _ if fault.code == Code::AwsUnreachable => {
            ["dns error", "lookup"].iter().any(|w| fault.detail.contains(w)).then_some(Doubt::Region)
        }
        _ => None,
    }
}

impl Aws {
    /// The fault as it is told: where there is doubt, after asking.
    pub(super) async fn true_cause(&self, fault: Fault) -> Fault {
        match doubt(&fault) {
            None => fault,
            Some(Doubt::Region) => self.region_missing(&fault).await.unwrap_or(fault),
            Some(Doubt::SessionOrClock) => self.caller().await.err().filter(is_of_the_key).unwrap_or(fault),
            Some(Doubt::KeyOrRegion) => match self.caller().await {
                Ok(caller) => self.of_the_region(&fault, &caller).await,
                Err(told) if is_of_the_key(&told) => told,
                Err(_) => fault,
            },
        }
    }

    /// Who asks, by STS in the first region; by the second answer where the first may be about the clock.
    async fn caller(&self) -> Result<String, Fault> {
        match self.asked_once().await {
            Err(fault) if may_be_the_clock(&fault) => self.asked_once().await,
            answer => answer,
        }
    }

    async fn asked_once(&self) -> Result<String, Fault> {
        let answer = self.first.sts.get_caller_identity().send().await.map_err(fault)?;
        Ok(answer.arn.unwrap_or_default())
    }

    /// A key that is good elsewhere is refused here.
    async fn of_the_region(&self, fault: &Fault, caller: &str) -> Fault {
        let seen = format!("{}\nSTS {}: {caller}", fault.detail, self.first.region);
        match self.enabled().await {
            Ok(None) => Fault::person(Code::NoSuchRegion, Remedy::ChooseRegion, seen),
            Ok(Some(status)) => {
                let seen = format!("{seen}\nDescribeRegions: {} {status}", self.site.region);
                let disabled = status == "not-opted-in";
                let (code, remedy) =
                    if disabled { (Code::RegionNotEnabled, Remedy::EnableRegion) } else { (Code::KeyRefused, Remedy::CheckKey) };
                Fault::person(code, remedy, seen)
            }
            // It is not known; what is left to look at is the region.
            Err(_) => Fault::person(Code::KeyRefused, Remedy::EnableRegion, seen),
        }
    }

    /// Where no server has the region's name: whether AWS has such a region.
    async fn region_missing(&self, fault: &Fault) -> Option<Fault> {
        let none = self.enabled().await.is_ok_and(|status| status.is_none());
        none.then(|| Fault::person(Code::NoSuchRegion, Remedy::ChooseRegion, &fault.detail))
    }

    /// How the account stands to the site's region; `None` when AWS has none of this name.
    async fn enabled(&self) -> Result<Option<String>, Fault> {
        let answer = self.first.ec2.describe_regions().all_regions(true).send().await.map_err(fault)?;
        let region = answer.regions().iter().find(|region| region.region_name() == Some(self.site.region.as_str()));
        Ok(region.map(|region| region.opt_in_status().unwrap_or_default().to_owned()))
    }
}

/// What STS in the first region says of the key itself, whatever the site's region.
fn is_of_the_key(fault: &Fault) -> bool {
    matches!(fault.code, Code::UnknownKey | Code::WrongSecret | Code::KeyRefused | Code::ClockWrong | Code::ExpiredCredentials)
}
