//! What a pause comes to, as it is told before anything is changed.

use std::net::Ipv4Addr;

use crate::engine::goal::PauseScope;
use crate::engine::record_set::RecordSet;
use crate::site::{DomainName, InstanceId};

/// What a pause comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct PauseOffer {
    pub scope: PauseScope,
    /// The site's, the canonical one first.
    pub names: Vec<DomainName>,
    /// Where these are to lead meanwhile; none: nowhere.
    pub leads_to: Vec<Ipv4Addr>,
    /// What stood in their records' places before us, and stands there again meanwhile.
    pub puts_back: Vec<RecordSet>,
    /// What the servers answer to plain http that is not the site's page: the end of the way, with its status.
    pub odd: Vec<String>,
    /// The instances that are stopped.
    pub stops: Vec<InstanceId>,
    /// Whether the servers have their addresses again once they are started; `None`: not known.
    pub keeps_address: Option<bool>,
    /// An earlier run began it, and stops the servers, which this one was not told to.
    pub begun: bool,
}

impl PauseOffer {
    /// Where the name is to lead, what is stopped, and what a visitor would see in the page's place.
    pub(super) fn evidence(&self) -> Vec<String> {
        let (leads_to, stops) = (self.leads_to.iter().map(ToString::to_string), self.stops.iter().map(ToString::to_string));
        leads_to.chain(stops).chain(self.odd.iter().cloned()).collect()
    }
}
