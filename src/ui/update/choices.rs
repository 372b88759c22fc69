//! What may be chosen on a screen before its step makes anything.

use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::ports::UserInput;
use crate::site::Validation;
use crate::text::registrars::OTHER;
use crate::ui::command::{Command, FileCommand, SessionCommand};
use crate::ui::model::{Choice, Origin, Phase, SitePage};

/// The next (or the one before) of what is offered.
pub(super) fn change(page: &mut SitePage, choice: Choice, forward: bool) -> Vec<Command> {
    match choice {
        Choice::Registrar => return registrar(page, forward),
        Choice::WithServer => {
            page.chose_server = Some(!page.with_server());
            return Vec::new();
        }
        Choice::Option(option) => option.turn(&mut page.site, forward),
    }
    changed(page)
}

/// The site is another now: its file is written, and its session is given the new one.
pub(super) fn changed(page: &SitePage) -> Vec<Command> {
    let site = Box::new(page.site.clone());
    let keep = (page.origin == Origin::File).then(|| FileCommand::Keep(site.clone()).into());
    // A mere look gets it too: what it shows is of the site as it is now.
    let send = (page.phase != Phase::Over).then_some(SessionCommand::Send(UserInput::Reconfigure(site)).into());
    keep.into_iter().chain(send).collect()
}

fn registrar(page: &mut SitePage, forward: bool) -> Vec<Command> {
    let mut ids: Vec<&String> = page.registrars.keys().filter(|id| *id != OTHER).collect();
    let other = OTHER.to_owned();
    ids.push(&other);
    let now = page.registrar().map_or(OTHER, |registrar| registrar.id.as_str());
    let at = ids.iter().position(|id| *id == now).unwrap_or_default();
    let next = if forward { at + 1 } else { at + ids.len() - 1 } % ids.len();
    page.memo.registrar = ids.get(next).map(|id| (*id).clone());
    // Another registrar's list has other lines.
    page.memo.ticks.clear();
    vec![FileCommand::Remember(page.site.name.clone(), page.memo.clone()).into()]
}

/// The mail does not come: the certificate is requested anew, proven by DNS, and the old one deleted.
pub(super) fn use_dns(page: &mut SitePage) -> Vec<Command> {
    let held = page.world.as_ref().and_then(|w| w.ledger.resources.get(&Slot::Certificate));
    let Some(Resource::Certificate { arn }) = held else { return Vec::new() };
    let anew = SessionCommand::Send(UserInput::Answer(Answer::RequestAnew(arn.clone()))).into();
    page.site.certificate.validation = Validation::Dns;
    let mut commands = changed(page);
    commands.push(anew);
    commands
}
