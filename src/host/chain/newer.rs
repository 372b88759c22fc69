//! Whether nginx runs what lies on the disk.

use super::evidence::Evidence;

/// Two clocks are compared, the kernel's and the file system's, which differ by a tick.
const SLACK: f64 = 1.0;

/// Files that were changed after nginx last read its configuration: a reload starts new workers, a restart a new master.
pub(super) fn files_newer_than_master(evidence: &Evidence) -> Vec<String> {
    let Some(master) = &evidence.nginx.master else { return Vec::new() };
    let read = master.workers_since.unwrap_or(master.started);
    evidence.nginx.files.iter().filter(|file| file.changed > read + SLACK).map(|file| file.path.clone()).collect()
}
