//! What Route 53 keeps: zones, and changes on their way to the name servers.

use serde::{Deserialize, Serialize};

use crate::engine::time::Timestamp;

/// Every zone of the account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Route53 {
    pub zones: Vec<Zone>,
    pub changes: Vec<Change>,
    /// Caller references that were used, those of deleted zones too.
    pub references: Vec<String>,
}

/// One hosted zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// Without `/hostedzone/`.
    pub id: String,
    /// Lower case, with the trailing dot.
    pub name: String,
    pub caller_reference: String,
    pub comment: String,
    /// The four name servers, without trailing dots.
    pub name_servers: Vec<String>,
    /// What the API lists, in Route 53's order; the apex NS and SOA among them.
    pub records: Vec<RecordSet>,
    /// What its name servers answer: changes arrive there when they are INSYNC.
    pub published: Vec<RecordSet>,
    pub tags: Vec<(String, String)>,
}

/// One record set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSet {
    /// Lower case, with the trailing dot; `*` stands as itself.
    pub name: String,
    /// `A`, `CNAME`, …
    pub kind: String,
    /// Seconds; `None`: an alias.
    pub ttl: Option<u32>,
    /// Values as they were written; empty: an alias.
    pub values: Vec<String>,
    pub alias: Option<Alias>,
    pub set_identifier: Option<String>,
    /// Weight, Region, Failover, … as they were written: shown again, not acted on.
    pub routing: Vec<(String, String)>,
}

/// Where an alias leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    pub zone: String,
    /// Lower case, with the trailing dot.
    pub name: String,
    pub evaluate_health: bool,
}

/// A change on its way to the name servers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Without `/change/`.
    pub id: String,
    pub submitted: Timestamp,
    pub in_sync: Timestamp,
    pub comment: Option<String>,
    /// The zone, and what its name servers answer from then on; `None` once they do.
    pub publishes: Option<(String, Vec<RecordSet>)>,
}
