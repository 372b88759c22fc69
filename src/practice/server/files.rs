//! Files and directories, as root and others find them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::answer::{failed, succeeded};
use crate::ports::Output;
use crate::practice::ailment::Ailment;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::files::{Dir, File};
use crate::practice::state::server::paths::{parent, parents};

/// Whose home is `/home/ubuntu`: everything below it is theirs.
pub const USER: &str = "ubuntu";
const HOME: &str = "/home/ubuntu";
/// What the user's shell reads before each command.
pub const BASHRC: &str = "/home/ubuntu/.bashrc";
const ROOT: &str = "root";
/// Directories that stand without any file of ours in them.
const ALWAYS: &[&str] = &[
    "/etc/nginx/conf.d",
    "/etc/nginx/sites-enabled",
    "/etc/systemd/system",
    "/opt",
    "/run/systemd/system",
    "/srv",
    "/var/lib",
    "/var/www",
];
/// Where everybody may make files.
const SHARED: &[&str] = &["/tmp", "/var/tmp"];

/// The files with which a world begins, by their path.
pub fn begin(files: BTreeMap<String, Vec<u8>>) -> (BTreeMap<String, File>, BTreeMap<String, Dir>) {
    let made = |(path, content): (String, Vec<u8>)| {
        let program = path.contains("/bin/") || path.ends_with("/manage.py");
        let file = File { content, owner: owner_by_place(&path).to_owned(), mode: if program { 0o755 } else { 0o644 } };
        (path, file)
    };
    let files: BTreeMap<String, File> = files.into_iter().map(made).collect();
    let above = files.keys().map(String::as_str).flat_map(parents);
    let always = ALWAYS.iter().flat_map(|dir| parents(dir).into_iter().chain([*dir]));
    let mut dirs: BTreeMap<String, Dir> =
        above.chain(always).map(|dir| (dir.to_owned(), Dir::new(owner_by_place(dir), if dir == HOME { 0o750 } else { 0o755 }))).collect();
    dirs.extend(SHARED.iter().map(|dir| ((*dir).to_owned(), Dir::new(ROOT, 0o1777))));
    (files, dirs)
}

fn owner_by_place(path: &str) -> &'static str {
    let at_home = path.strip_prefix(HOME).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if at_home { USER } else { ROOT }
}

impl ServerState {
    pub fn is_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub fn is_dir(&self, path: &str) -> bool {
        self.dirs.contains_key(path)
    }

    /// A file's text; what is no UTF-8 in it is replaced.
    pub fn text(&self, path: &str) -> Option<Cow<'_, str>> {
        self.files.get(path).map(|file| String::from_utf8_lossy(&file.content))
    }

    /// Whether this user may open the file to write to it, and make it where it is not there.
    pub fn writes(&self, user: &str, path: &str) -> bool {
        let own = |file: &File| user == ROOT || (file.owner == user && file.mode & 0o200 != 0) || file.mode & 0o002 != 0;
        self.files.get(path).map_or_else(|| parent(path).is_some_and(|dir| self.makes_in(user, dir)), own)
    }

    /// Whether anybody may run it; root asks no more.
    pub fn is_executable(&self, path: &str) -> bool {
        self.files.get(path).is_some_and(|file| file.mode & 0o111 != 0)
    }

    /// Whether this user gets through all directories above the path.
    pub fn reaches(&self, user: &str, path: &str) -> bool {
        let open = |dir: &Dir| user == ROOT || (dir.owner == user && dir.mode & 0o100 != 0) || dir.mode & 0o001 != 0;
        parents(path).into_iter().all(|dir| self.dirs.get(dir).is_some_and(open))
    }

    /// Whether this user may make files in the directory.
    pub fn makes_in(&self, user: &str, dir: &str) -> bool {
        let open = |dir: &Dir| user == ROOT || dir.owner == user || dir.mode & 0o002 != 0;
        self.reaches(user, dir) && self.dirs.get(dir).is_some_and(open)
    }

    /// The directories in this one, sorted.
    pub fn folders(&self, dir: &str) -> Vec<&str> {
        self.dirs.keys().map(String::as_str).filter(|d| parent(d) == Some(dir)).collect()
    }

    /// The files in this directory, sorted.
    pub fn files_in(&self, dir: &str) -> Vec<&str> {
        self.files.keys().map(String::as_str).filter(|f| parent(f) == Some(dir)).collect()
    }

    /// `cat`: 1 when nothing is there.
    pub(super) fn read_file(&self, path: &str, root: bool) -> Output {
        let readable = |file: &File| root || (file.owner == USER && file.mode & 0o400 != 0) || file.mode & 0o004 != 0;
        match self.files.get(path) {
            Some(file) if readable(file) => succeeded(file.content.clone()),
            Some(_) => failed(2, &format!("cat: {path}: Permission denied")),
            None if self.is_dir(path) => failed(2, &format!("cat: {path}: Is a directory")),
            None => failed(1, ""),
        }
    }

    /// Replaces the content and keeps owner and mode; what is new is root's, with this mode.
    pub(super) fn write_file(&mut self, path: &str, content: &[u8], mode: u32) -> Output {
        if self.is_dir(path) {
            return failed(5, "");
        }
        if !parent(path).is_some_and(|dir| self.is_dir(dir)) {
            return failed(1, &format!("mktemp: failed to create file via template '{path}': No such file or directory"));
        }
        if self.ailments.contains(&Ailment::DiskFull) {
            return failed(1, "cat: write error: No space left on device");
        }
        let new = || File { content: Vec::new(), owner: ROOT.to_owned(), mode };
        self.files.entry(path.to_owned()).or_insert_with(new).content = content.to_owned();
        succeeded("")
    }

    /// `rm -f`.
    pub(super) fn remove_file(&mut self, path: &str) -> Output {
        if self.is_dir(path) {
            return failed(1, &format!("rm: cannot remove '{path}': Is a directory"));
        }
        self.files.remove(path);
        succeeded("")
    }

    /// `mkdir -p`, by root.
    pub(super) fn make_dir(&mut self, path: &str, mode: u32) -> Output {
        let chain = || parents(path).into_iter().chain([path]);
        if chain().any(|dir| self.is_file(dir)) {
            return failed(1, &format!("mkdir: cannot create directory '{path}': File exists"));
        }
        for dir in chain() {
            self.dirs.entry(dir.to_owned()).or_insert_with(|| Dir::new(ROOT, mode));
        }
        succeeded("")
    }

    /// `rmdir` of an empty directory; any other stays, without a word.
    pub(super) fn remove_dir(&mut self, path: &str) -> Output {
        if self.folders(path).is_empty() && self.files_in(path).is_empty() {
            self.dirs.remove(path);
        }
        succeeded("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_is_its_owners_and_closed_to_others() {
        let (files, dirs) = begin([("/home/ubuntu/env/bin/gunicorn".to_owned(), vec![1]), ("/etc/x".to_owned(), vec![2])].into());
        let owners: Vec<(&str, u32)> = files.values().map(|f| (f.owner.as_str(), f.mode)).collect();
        assert_eq!(owners, [("root", 0o644), ("ubuntu", 0o755)]);
        assert_eq!((dirs["/home"].owner.as_str(), dirs["/home/ubuntu"].mode), ("root", 0o750));
        let server = ServerState { files, dirs, ..ServerState::empty() };
        assert!(server.reaches("ubuntu", "/home/ubuntu/env/bin/gunicorn") && !server.reaches("www-data", "/home/ubuntu/env"));
        assert!(server.makes_in("www-data", "/tmp") && !server.makes_in("ubuntu", "/etc"));
    }
}
