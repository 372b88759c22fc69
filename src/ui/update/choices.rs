//! What may be chosen on a screen before its step makes anything.

use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::ports::UserInput;
use crate::site::Validation;
use crate::text::Language;
use crate::text::registrars::{OTHER, listed};
use crate::ui::command::{Command, FileCommand, SessionCommand};
use crate::ui::model::{Choice, Model, Origin, Overlay, Page, Phase, Picker, SitePage};

/// The next (or the one before) of what is offered.
pub(super) fn change(page: &mut SitePage, language: Language, choice: Choice, forward: bool) -> Vec<Command> {
    match choice {
        Choice::Registrar => return registrar(page, language, forward),
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

/// The next in the list, or the one before.
fn registrar(page: &mut SitePage, language: Language, forward: bool) -> Vec<Command> {
    let all = listed(language);
    let now = page.registrar().map_or(OTHER, |registrar| registrar.id.as_str());
    let at = all.iter().position(|registrar| registrar.id == now).unwrap_or_default();
    let next = if forward { at + 1 } else { at + all.len() - 1 } % all.len().max(1);
    all.get(next).map(|registrar| bought_at(page, &registrar.id)).unwrap_or_default()
}

/// The list of registrars, the one whose way is shown under the cursor.
pub(super) fn pick(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &model.page else { return Vec::new() };
    let now = page.registrar().map_or(OTHER, |registrar| registrar.id.as_str());
    let cursor = listed(model.words.language()).iter().position(|registrar| registrar.id == now).unwrap_or_default();
    model.overlay = Some(Overlay::Registrars(Box::new(Picker { cursor, ..Picker::default() })));
    Vec::new()
}

/// The domain was bought there.
pub(super) fn bought_at(page: &mut SitePage, id: &str) -> Vec<Command> {
    page.memo.registrar = Some(id.to_owned());
    // Another registrar's list has other lines.
    page.memo.ticks.clear();
    vec![FileCommand::Remember(page.site.name.clone(), page.memo.clone()).into()]
}

/// The mail does not come: the certificate is requested anew, proven by DNS, and the old one deleted.
pub(super) fn use_dns(page: &mut SitePage) -> Vec<Command> {
    let held = page.world.as_ref().and_then(|w| w.ledger.resources.get(&Slot::Certificate));
    let Some(Resource::Certificate { arn, .. }) = held else { return Vec::new() };
    let anew = SessionCommand::Send(UserInput::Answer(Answer::RequestAnew(arn.clone()))).into();
    page.site.certificate.validation = Validation::Dns;
    let mut commands = changed(page);
    commands.push(anew);
    commands
}
