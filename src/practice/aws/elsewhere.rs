//! Another region of the account: what is asked there is answered by the same rules over what stands there.

use super::{acm, ec2, elb};
use crate::engine::time::Timestamp;
use crate::practice::scenario::Scenario;
use crate::practice::state::SimState;
use crate::practice::state::account::{Account, OtherRegion};
use crate::practice::state::acm::Acm;
use crate::practice::state::ec2::Ec2;
use crate::practice::state::elb::Elb;

impl OtherRegion {
    /// The same site, as it was made in this region before: all of it but the server.
    pub fn begin(scenario: &Scenario, region: &str, now: Timestamp) -> Option<Self> {
        let site = scenario.site()?;
        let tags = [("landfall:site", site.name.as_str()), ("landfall:region", region)];
        let tags = tags.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        let mut ec2 = Ec2::of_before(scenario, &site, region, &tags);
        let acm = Acm::of_before(&site, region, &tags, now);
        let elb = Elb::of_before(&site, region, &tags, &acm, &mut ec2, now);
        Some(Self { name: region.to_owned(), acm, ec2, elb })
    }

    /// The next moment at which something becomes true by itself.
    fn due(&self) -> Option<Timestamp> {
        let unlinked = self.elb.unlinking.iter().map(|(_, until, _)| *until);
        unlinked.chain(self.ec2.interfaces.iter().filter_map(|i| i.gone_at)).min()
    }
}

/// What `act` comes to in this region; `None`: the world has nothing there.
pub(super) fn in_region<T>(sim: &mut SimState, region: &str, act: impl FnOnce(&mut SimState) -> T) -> Option<T> {
    let place = sim.aws.elsewhere.iter().position(|other| other.name == region)?;
    exchange(&mut sim.aws, place);
    let answer = act(sim);
    exchange(&mut sim.aws, place);
    Some(answer)
}

/// Puts the other region in the place of the world's, and that in its.
fn exchange(account: &mut Account, place: usize) {
    let Account { region, acm, ec2, elb, elsewhere, .. } = account;
    if let Some(other) = elsewhere.get_mut(place) {
        std::mem::swap(region, &mut other.name);
        std::mem::swap(acm, &mut other.acm);
        std::mem::swap(ec2, &mut other.ec2);
        std::mem::swap(elb, &mut other.elb);
    }
}

/// What becomes true there by itself at `sim.now`.
pub(super) fn settle(sim: &mut SimState) {
    for place in 0..sim.aws.elsewhere.len() {
        exchange(&mut sim.aws, place);
        ec2::settle(sim);
        elb::settle(sim);
        acm::settle(sim);
        exchange(&mut sim.aws, place);
    }
}

pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    sim.aws.elsewhere.iter().filter_map(OtherRegion::due).min()
}
