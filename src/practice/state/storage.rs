//! What EC2 keeps beside instances, and bills for itself: volumes, snapshots, Elastic IP addresses.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

/// Key and value.
pub type Tags = Vec<(String, String)>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Volume {
    pub id: String,
    pub gib: u32,
    /// `gp3`, `gp2`, …
    pub kind: String,
    pub zone: String,
    pub attached: Option<Attached>,
    pub tags: Tags,
}

/// To which instance a volume is attached, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attached {
    pub instance: String,
    pub device: String,
    /// It is deleted when the instance ends.
    pub goes: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub id: String,
    /// The volume it was made of, which may be gone.
    pub volume: String,
    pub gib: u32,
    pub tags: Tags,
}

/// An Elastic IP address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Elastic {
    pub id: String,
    pub address: Ipv4Addr,
    pub instance: Option<String>,
    pub tags: Tags,
}
