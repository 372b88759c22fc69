//! Whether others can get at a key file, and whether `chmod` could change that where it lies.

use std::path::Path;

use crate::engine::fault::Fault;
#[cfg(unix)]
use crate::engine::fault::{Code, Remedy};

/// The bits that let the group or others at the key.
#[cfg(unix)]
const OTHERS: u32 = 0o077;
/// Where Linux lists what is mounted.
#[cfg(unix)]
const MOUNTS: &str = "/proc/self/mounts";

/// Refuses, as OpenSSH does, a key that others may read. Landfall could do without: it refuses what `ssh` would refuse as well, so that
/// the person's own `ssh` works with the key too.
#[cfg(unix)]
pub(super) fn check_permissions(path: &Path, found: &std::fs::Metadata) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    let mode = found.permissions().mode() & 0o777;
    if mode & OTHERS == 0 {
        return Ok(());
    }
    let mounts = std::fs::read_to_string(MOUNTS).unwrap_or_default();
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let detail = format!("{}\n{mode:04o}", path.display());
    Err(match keeps_no_modes(&mounts, &real) {
        true => Fault::person(Code::KeyOnWindowsDisk, Remedy::CopyKey, detail),
        false => Fault::person(Code::KeyPermissions, Remedy::ChmodKey, detail),
    })
}

#[cfg(not(unix))]
pub(super) fn check_permissions(_: &Path, _: &std::fs::Metadata) -> Result<(), Fault> {
    Ok(())
}

/// Whether the file system at this path keeps no modes of its own, so that `chmod` has no effect there. WSL 2 mounts Windows' disks as `9p`
/// or `virtiofs`, WSL 1 as `drvfs`; with the mount option `metadata` they do keep modes (learn.microsoft.com/windows/wsl/wsl-config, read
/// on 2026-11-30).
#[cfg(unix)]
fn keeps_no_modes(mounts: &str, path: &Path) -> bool {
    const NEVER: [&str; 8] = ["vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "vboxsf", "fuse.vmhgfs-fuse", "cifs"];
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let above = fields.filter_map(|fields| match fields.as_slice() {
        [source, place, kind, options, ..] => Some((*source, unescaped(place), *kind, *options)),
        _ => None,
    });
    // The deepest mount has the file; of several at one place, the last.
    let at = above.filter(|(_, place, ..)| path.starts_with(place)).max_by_key(|(_, place, ..)| Path::new(place).components().count());
    at.is_some_and(|(source, _, kind, options)| match kind {
        "drvfs" => !options.contains("metadata"),
        "9p" | "virtiofs" => (options.contains("aname=drvfs") || source.starts_with("drvfs")) && !options.contains("metadata"),
        other => NEVER.contains(&other),
    })
}

/// A mount's place as it is called: blanks stand as `\040` there.
#[cfg(unix)]
fn unescaped(place: &str) -> String {
    place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// WSL 2's lines from a machine of 2024, WSL 1's from its documentation.
    const MOUNTS: &str = "/dev/sdc / ext4 rw,relatime 0 0\n\
        C:\\134 /mnt/c 9p rw,noatime,dirsync,aname=drvfs;path=C:\\;uid=1000;gid=1000;symlinkroot=/mnt/,mmap,access=client,trans=fd 0 0\n\
        D:\\134 /mnt/d 9p rw,noatime,aname=drvfs;path=D:\\;uid=1000;metadata;symlinkroot=/mnt/,trans=fd 0 0\n\
        E: /mnt/e drvfs rw,noatime,uid=1000,gid=1000 0 0\n\
        host0 /srv/share 9p rw,trans=virtio 0 0\n\
        /dev/sdd1 /media/my\\040stick vfat rw,uid=1000 0 0\n\
        /dev/sde1 /mnt/c/linux ext4 rw 0 0\n";

    #[test]
    fn windows_disks_keep_no_modes_unless_they_are_mounted_with_metadata() {
        for path in ["/mnt/c/Users/kim/Downloads/a.pem", "/mnt/e/a.pem", "/media/my stick/a.pem"] {
            assert!(keeps_no_modes(MOUNTS, Path::new(path)), "{path}");
        }
        for path in ["/home/kim/.ssh/a.pem", "/mnt/d/a.pem", "/mnt/c/linux/a.pem", "/mnt/cc/a.pem", "/srv/share/a.pem"] {
            assert!(!keeps_no_modes(MOUNTS, Path::new(path)), "{path}");
        }
        assert!(!keeps_no_modes("", Path::new("/mnt/c/a.pem")), "where nothing is known, chmod is tried");
    }
}
