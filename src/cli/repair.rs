//! `landfall repair`: mends a damaged journal.

use std::ops::RangeInclusive;
use std::path::Path;
use std::process::ExitCode;

use crate::cli::args::{Common, Practice, RepairCommand};
use crate::cli::practice;
use crate::cli::refusal::Refusal;
use crate::cli::site::{self, NoSite};
use crate::clock::SystemClock;
use crate::engine::time::Timestamp;
use crate::headless;
use crate::journal::{self, Repair};
use crate::ports::Clock;
use crate::site::SiteName;
use crate::text::Words;

/// Mends the journal of the site that the arguments name.
pub(super) fn real(common: &Common, asked: &RepairCommand, words: &Words) -> Result<ExitCode, Refusal> {
    let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refusal::Journal)?;
    let site = match &common.name {
        Some(name) => name.clone(),
        None => site::find(common, &dir).map_err(Refusal::Site)?.name,
    };
    let (up, down) = ("landfall up".to_owned(), format!("landfall down --name {site}"));
    mend(&dir, SystemClock.now(), asked, words, &NextCommands { site, up, down })
}

/// Mends the journal of the world that was asked for.
pub(super) fn in_practice(asked: &Practice, command: &RepairCommand, words: &Words) -> Result<ExitCode, Refusal> {
    let practice::Stand { world, stage, dir } = practice::stand(asked, true)?;
    let typed = |command| practice::typed(&world.name, command);
    let commands = NextCommands { site: practice::site(&world)?.name, up: typed("up"), down: typed("down") };
    mend(&dir, stage.clock().now(), command, words, &commands)
}

/// What the messages name: the site, and the commands to go on with.
struct NextCommands {
    site: SiteName,
    up: String,
    down: String,
}

fn mend(dir: &Path, now: Timestamp, asked: &RepairCommand, words: &Words, commands: &NextCommands) -> Result<ExitCode, Refusal> {
    let repair = journal::repair(dir, &commands.site, now).map_err(Refusal::Journal)?;
    let repair = repair.ok_or_else(|| Refusal::Site(NoSite::Unknown(commands.site.clone())))?;
    if asked.json {
        as_json(&repair);
    } else {
        lines(&repair, words, commands).iter().for_each(|line| println!("{line}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(repair: &Repair) {
    match repair {
        Repair::Whole => headless::repaired("whole", 0, &[], None),
        Repair::Salvaged { kept, lost, aside } => headless::repaired("salvaged", *kept, &numbers(lost), Some(aside)),
        Repair::SetAside { aside } => headless::repaired("set-aside", 0, &[], Some(aside)),
    }
}

fn lines(repair: &Repair, words: &Words, commands: &NextCommands) -> Vec<String> {
    let next = words.with("repair-next", &[("up", &commands.up), ("down", &commands.down)]);
    let kept_at = |aside: &Path| words.with("repair-aside", &[("aside", &aside.display())]);
    match repair {
        Repair::Whole => vec![words.with("repair-whole", &[("site", &commands.site)])],
        Repair::Salvaged { kept, lost, aside } => {
            let salvaged = words.with("repair-salvaged", &[("site", &commands.site), ("kept", kept)]);
            vec![salvaged, loss(lost, words, commands), kept_at(aside), next]
        }
        Repair::SetAside { aside } => vec![words.with("repair-set-aside", &[("site", &commands.site)]), kept_at(aside), next],
    }
}

fn loss(lost: &[RangeInclusive<u64>], words: &Words, commands: &NextCommands) -> String {
    if lost.is_empty() {
        return words.get("repair-none-lost");
    }
    let (count, numbers) = (journal::count(lost), numbers(lost).join(", "));
    words.with("repair-lost", &[("count", &count), ("numbers", &numbers), ("down", &commands.down)])
}

/// `3`, `5-7`.
fn numbers(lost: &[RangeInclusive<u64>]) -> Vec<String> {
    let shown = |gap: &RangeInclusive<u64>| match gap.start() == gap.end() {
        true => gap.start().to_string(),
        false => format!("{}-{}", gap.start(), gap.end()),
    };
    lost.iter().map(shown).collect()
}
