//! What hangs on the server at a world's beginning: its own disk, and what the world's file adds.

use super::ids;
use super::instances::{ROOT, zone_of};
use crate::practice::scenario::Extras;
use crate::practice::state::ec2::{Ec2, Tags};
use crate::practice::state::storage::{Attached, Elastic, Snapshot, Volume};

/// The size of Ubuntu's own disk.
const ROOT_GIB: u32 = 8;

impl Ec2 {
    /// Gives the server its own disk, and these.
    pub(super) fn furnish(&mut self, extras: &Extras) {
        let Some(server) = self.server().cloned() else { return };
        let zone = zone_of(self, &server).unwrap_or_default().to_owned();
        let volume = |id: String, gib: u32, kind: &str, device: &str, goes: bool, tags: Tags| Volume {
            id,
            gib,
            kind: kind.to_owned(),
            zone: zone.clone(),
            attached: Some(Attached { instance: server.id.clone(), device: device.to_owned(), goes }),
            tags,
        };
        self.volumes.push(volume(ids::following("vol", &server.id), ROOT_GIB, "gp3", ROOT, true, Tags::new()));
        for extra in &extras.volumes {
            let (id, tags) = (ids::following("vol", &extra.device), vec![("Name".to_owned(), extra.name.clone())]);
            self.volumes.push(volume(id, extra.gib, &extra.kind, &extra.device, extra.goes, tags));
        }
        for device in &extras.snapshots {
            let of = self.volumes.iter().find(|v| v.attached.as_ref().is_some_and(|a| a.device == *device));
            let snapshot = of.map(|v| Snapshot { id: ids::following("snap", &v.id), volume: v.id.clone(), gib: v.gib, tags: Tags::new() });
            self.snapshots.extend(snapshot);
        }
        let elastic = server.public_address.filter(|_| extras.elastic_ip);
        let id = ids::following("eipalloc", &server.id);
        self.addresses.extend(elastic.map(|address| Elastic { id, address, instance: Some(server.id), tags: Tags::new() }));
    }
}
