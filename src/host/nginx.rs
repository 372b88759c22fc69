//! nginx's configuration: one file changed with a backup, tested, read by nginx, proven, and put back as found.

use super::chain;
use super::chain::edit::Edit;
use super::faults;
use super::link::Link;
use super::manifest::{Kept, Kind, Manifest, Released, Restored, Standing, sha256};
use super::unit::path_of;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::{ChainEnd, ChainQuestion, ForwardedProto, NginxEdit};
use crate::engine::resource::Resource;
use crate::ports::{Command, NginxVerb};
use crate::site::ServerId;

/// How a new file of ours stands there.
const MODE: u32 = 0o644;

/// Backs up, notes, writes, tests, lets nginx read it, and looks whether the project answers: in this order. What stands already is
/// only read anew.
pub(super) async fn write(link: &Link<'_>, question: &ChainQuestion, path: &str, before: &str) -> Result<Resource, Fault> {
    let made = Resource::Nginx { server: ServerId::MAIN, path: path.to_owned() };
    let (chain, edit) = chain::found(link, question).await?;
    let named = chain.end != ChainEnd::OurProject;
    let mut manifest = Manifest::load(link).await?;
    let edit = match (chain.edit, edit) {
        (NginxEdit::Wanted(change), Some(edit)) if change.path == path && change.before_sha256 == before => edit,
        // Written by a run that was cut off: nginx may not have read it yet.
        (NginxEdit::None, _) if manifest.nginx.contains_key(path) => {
            manifest.claim(link, Kind::Nginx, path).await?;
            manifest.lean_on(link, &path_of(&question.unit)?).await?;
            return reload(link).await.map(|()| made);
        }
        _ => return Err(faults::nginx_changed(path)),
    };
    let current = link.read(path).await?;
    // The text was made from what nginx printed: the bytes on the disk must be those very ones.
    if sha256(current.as_deref().unwrap_or_default()) != before {
        return Err(faults::nginx_changed(path));
    }
    let first = !manifest.nginx.contains_key(path);
    note(link, &mut manifest, &edit, current.as_deref()).await?;
    link.write(path, edit.text.as_bytes(), MODE).await?;
    let Err(why) = proven(link, question, named).await else {
        // The unit behind the block may be one that another site of Landfall's wrote.
        return manifest.lean_on(link, &path_of(&question.unit)?).await.map(|()| made);
    };
    put_back(link, path, current.as_deref()).await?;
    reload(link).await?;
    // Nothing of ours stands there: what the person does to the file now is theirs.
    if first && let Some(kept) = manifest.nginx.remove(path) {
        manifest.close(link, &kept).await?;
    }
    Err(why)
}

/// Notes the backup and what we are about to write.
async fn note(link: &Link<'_>, manifest: &mut Manifest, edit: &Edit, current: Option<&[u8]>) -> Result<(), Fault> {
    let mut kept = Kept::renewed(link, manifest.nginx.remove(&edit.path), &edit.path, current).await?;
    kept.written.insert(sha256(edit.text.as_bytes()));
    manifest.nginx.insert(edit.path.clone(), kept.used_by(link.site()));
    manifest.store(link).await
}

/// nginx takes it, has read it, and the project answers the name. `named`: the name was what was missing.
async fn proven(link: &Link<'_>, question: &ChainQuestion, named: bool) -> Result<(), Fault> {
    test(link).await?;
    reload(link).await?;
    let chain = chain::look(link, question).await?;
    // Who listens behind it is another question: the unit may just start.
    match (&chain.end, &chain.edit) {
        (ChainEnd::OurProject | ChainEnd::NobodyListens, NginxEdit::None) => Ok(()),
        // The name leads to the project now, or https gets through; the rest is not ours to mend.
        (ChainEnd::OurProject, NginxEdit::Refused(_)) if named || chain.proto == ForwardedProto::Reaches => Ok(()),
        (end, _) => Err(Fault::person(Code::NginxEditFailed, Remedy::MendNginxConfig, end.kind().as_str())),
    }
}

async fn test(link: &Link<'_>) -> Result<(), Fault> {
    let output = link.run(Command::Nginx(NginxVerb::Test)).await?;
    match output.status {
        0 => Ok(()),
        _ => Err(Fault::person(Code::NginxRefused, Remedy::MendNginxConfig, String::from_utf8_lossy(&output.stderr))),
    }
}

async fn reload(link: &Link<'_>) -> Result<(), Fault> {
    let output = link.run(Command::Nginx(NginxVerb::Reload)).await?;
    if output.status == 0 { Ok(()) } else { Err(faults::failed("nginx", &output)) }
}

/// What stood there; nothing, where nothing did.
async fn put_back(link: &Link<'_>, path: &str, original: Option<&[u8]>) -> Result<(), Fault> {
    match original {
        Some(content) => link.write(path, content, MODE).await,
        None => link.remove(path).await,
    }
}

/// The file, where the one of before us lies, and what is other in it.
fn evidence(path: &str, kept: &Kept, original: &[u8], current: Option<&[u8]>) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (before, after) = (text(original), text(current.unwrap_or_default()));
    let diff = similar::TextDiff::from_lines(before.as_str(), after.as_str());
    let (backup, diff) = (kept.backup(), diff.unified_diff().header("before", "now").to_string());
    format!("{path}\n{}\n{diff}", backup.as_deref().unwrap_or("/dev/null"))
}

/// Others changed the file since. Whoever wants it left as it is takes the backup away, as the remedy tells.
async fn left_to_them(link: &Link<'_>, path: &str, kept: &Kept, current: Option<&[u8]>) -> Result<(), Fault> {
    let original = match kept.backup() {
        Some(backup) => link.read(&backup).await?,
        None => Some(Vec::new()),
    };
    original.map_or(Ok(()), |original| Err(faults::nginx_changed_since(&evidence(path, kept, &original, current))))
}

/// Puts the very bytes back and lets nginx read them. What others changed since is left alone, and so is what nginx would not take.
/// What another site uses stays.
pub(super) async fn restore(link: &Link<'_>, path: &str) -> Result<Restored, Fault> {
    let mut manifest = Manifest::load(link).await?;
    let kept = match manifest.release(link, Kind::Nginx, path).await? {
        Released::Last(kept) => kept,
        Released::Not(restored) => return Ok(restored),
    };
    let current = link.read(path).await?;
    match kept.standing(current.as_deref()) {
        Standing::Others => left_to_them(link, path, &kept, current.as_deref()).await?,
        Standing::Ours => {
            let original = kept.original(link).await?;
            put_back(link, path, original.as_deref()).await?;
            if let Err(refused) = test(link).await {
                put_back(link, path, current.as_deref()).await?;
                return Err(refused);
            }
            reload(link).await?;
        }
        // Somebody took it away or put the old one back; or we did and were cut off before nginx read it.
        Standing::Nothing | Standing::Original => {
            link.run(Command::Nginx(NginxVerb::Reload)).await?;
        }
    }
    manifest.close(link, &kept).await.map(|()| Restored::PutBack)
}
