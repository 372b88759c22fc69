//! Keys in the site's form, and what AWS answered about the account.

use crossterm::event::{KeyCode, KeyEvent};

use super::everywhere::switch_language;
use super::keys::moved;
use super::run;
use crate::engine::fault::Fault;
use crate::ui::command::{Command, FileCommand, OutsideCommand};
use crate::ui::model::{Form, FormField, Model, Origin, Overlay, Page, Start};
use crate::ui::workspace::{AccountInfo, AccountQuery};

pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let Page::Form(form) = &mut model.page else { return Vec::new() };
    let count = form.fields.len() + 1;
    let before = form.cursor;
    match key.code {
        KeyCode::Esc => {
            model.page = Page::Start(Start::default());
            return vec![FileCommand::Find.into()];
        }
        KeyCode::F(1) => model.overlay = Some(Overlay::Story(0)),
        KeyCode::F(2) => return switch_language(model),
        KeyCode::Up | KeyCode::BackTab => form.cursor = moved(before, count, false),
        KeyCode::Down | KeyCode::Tab => form.cursor = moved(before, count, true),
        KeyCode::Enter if form.current().is_none() => return begin(model),
        KeyCode::Enter => form.cursor = moved(before, count, true),
        KeyCode::Left | KeyCode::Right if chooses(form) => {
            choose(form, key.code == KeyCode::Right);
            return edited(model);
        }
        _ => {
            typed(form, key);
            return edited(model);
        }
    }
    left(model, before)
}

/// Another field has the keys: where the account was typed, AWS is asked whose it is.
fn left(model: &mut Model, before: usize) -> Vec<Command> {
    let Page::Form(form) = &mut model.page else { return Vec::new() };
    let was = form.fields.get(before).map(|(field, _)| *field);
    if was == Some(FormField::Domain) && form.cursor != before {
        form.tidy_domain();
    }
    let account = matches!(was, Some(FormField::Profile | FormField::Region));
    if account && form.cursor != before { ask_account(model) } else { Vec::new() }
}

/// Asks AWS about the account that is typed, unless that was asked already.
pub(super) fn ask_account(model: &mut Model) -> Vec<Command> {
    let Page::Form(form) = &mut model.page else { return Vec::new() };
    let Some(query) = form.account_query() else { return Vec::new() };
    let asked = form.account.as_ref().is_some_and(|(asked, answer)| *asked == query && !matches!(answer, Some(Err(_))));
    if asked {
        return Vec::new();
    }
    form.account = Some((query.clone(), None));
    vec![OutsideCommand::Account(query).into()]
}

pub(super) fn account(model: &mut Model, query: AccountQuery, answer: Result<AccountInfo, Fault>) {
    let Page::Form(form) = &mut model.page else { return };
    if form.account.as_ref().is_none_or(|(asked, _)| *asked != query) {
        return;
    }
    // Where there is only one server it can only be that.
    if let (Ok(AccountInfo { instances, .. }), "") = (&answer, form.text(FormField::Server))
        && let [only] = instances.as_slice()
    {
        let id = only.id.to_string();
        form.set(FormField::Server, &id);
    }
    form.account = Some((query, Some(answer)));
}

/// Whether the field can be chosen: a profile among this machine's, the server among those that AWS listed, hosts among the usual ones.
fn chooses(form: &Form) -> bool {
    if form.current() == Some(FormField::Profile) {
        return !form.profiles.is_empty() && (form.text(FormField::Profile).is_empty() || form.profile().is_some());
    }
    if form.current() == Some(FormField::Host) {
        return form.chooses_hosts();
    }
    let typed = form.text(FormField::Server);
    let listed = form.account_info().and_then(|t| t.as_ref().ok()).map(|t| t.instances.as_slice()).unwrap_or_default();
    // Something else that was typed is gone through with the arrows, not replaced.
    let theirs = typed.is_empty() || listed.iter().any(|i| i.id.as_str() == typed);
    form.current() == Some(FormField::Server) && !listed.is_empty() && theirs
}

fn choose(form: &mut Form, forward: bool) {
    if form.current() == Some(FormField::Profile) {
        return form.choose_profile(forward);
    }
    if form.current() == Some(FormField::Host) {
        return form.choose_hosts(forward);
    }
    let Some(Ok(AccountInfo { instances, .. })) = form.account_info() else { return };
    let ids: Vec<String> = instances.iter().map(|i| i.id.to_string()).collect();
    let typed = form.text(FormField::Server);
    let next = match (ids.iter().position(|id| id == typed), forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % ids.len(),
        (Some(at), false) => (at + ids.len() - 1) % ids.len(),
    };
    if let Some(id) = ids.get(next) {
        form.set(FormField::Server, id);
    }
}

fn typed(form: &mut Form, key: KeyEvent) {
    let Some((field, text)) = form.fields.get_mut(form.cursor) else { return };
    let before = text.text().to_owned();
    text.key(key);
    let changed = text.text() != before;
    let field = *field;
    after_typing(form, field, changed);
}

fn after_typing(form: &mut Form, field: FormField, changed: bool) {
    form.named |= changed && field == FormField::Name;
    if field == FormField::Domain {
        form.follow_domain();
    }
}

pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Command> {
    let Page::Form(form) = &mut model.page else { return Vec::new() };
    let Some((field, typed)) = form.fields.get_mut(form.cursor) else { return Vec::new() };
    typed.paste(text.trim());
    let field = *field;
    after_typing(form, field, true);
    edited(model)
}

/// The file is written as the form is filled, as soon as all of it is right. Until then what is typed is kept beside it.
fn edited(model: &mut Model) -> Vec<Command> {
    let Page::Form(form) = &model.page else { return Vec::new() };
    vec![form.site().map_or_else(|| FileCommand::KeepDraft(form.draft()).into(), |site| FileCommand::Keep(Box::new(site)).into())]
}

pub(super) fn kept(model: &mut Model, result: Result<(), String>) {
    match &mut model.page {
        Page::Form(form) => form.not_kept = result.err(),
        Page::Site(page) => page.trouble = result.err().or(page.trouble.take()),
        Page::Start(_) => {}
    }
}

/// The button: the site is opened. Where something is still wrong, the cursor goes there.
fn begin(model: &mut Model) -> Vec<Command> {
    let Page::Form(form) = &mut model.page else { return Vec::new() };
    if let Some(site) = form.site() {
        let mut commands = vec![FileCommand::Keep(Box::new(site.clone())).into()];
        commands.extend(run::enter(model, site, Origin::File));
        return commands;
    }
    let refused = form.refused().map(|_| FormField::Host);
    let wrong = form.problems().first().map(|p| p.field).or(refused);
    if let Some(place) = wrong.and_then(|field| form.fields.iter().position(|(f, _)| *f == field)) {
        form.cursor = place;
    }
    Vec::new()
}
