//! Keys on a site's screens.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::keys::{moved, plain};
use super::{choices, editor, everywhere, session};
use crate::engine::goal::{Goal, Scope};
use crate::engine::queries;
use crate::engine::question::{Answer, Question};
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::ports::Move;
use crate::site::{ServerId, Site};
use crate::ui::model::{Mailbox, Model, Origin, Overlay, Page, Phase, RegistrarForm, Row, SitePage};
use crate::ui::msg::Command;

/// Lines that a page key scrolls.
const PAGE: i16 = 8;

pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let mut commands = taken(model, key);
    commands.extend(watch(model));
    commands
}

/// What the registry says is only read, so nobody has to ask for it: where all before is done, it is watched at once.
pub(super) fn watch(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &model.page else { return Vec::new() };
    let done = |step: StepId| page.state(step) == StepState::Done;
    let here = page.screen == StepId::NameServers && !done(page.screen) && done(StepId::Service) && done(StepId::Domain);
    let free = (page.looking() || page.aimed().is_some()) && page.phase == Phase::Running && page.standing.at_rest;
    if here && free && !page.under_way() { aim(model) } else { Vec::new() }
}

fn taken(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if page.editor.is_some() {
        return editor::pressed(model, key);
    }
    if page.row() == Some(Row::TypeDomain) && types(&key) {
        page.typed.key(key);
        return Vec::new();
    }
    let count = page.rows().len();
    match key.code {
        KeyCode::Up => page.cursor = moved(page.cursor, count, false),
        KeyCode::Down => page.cursor = moved(page.cursor, count, true),
        KeyCode::PageUp => page.scroll = page.scroll.saturating_sub(PAGE),
        KeyCode::PageDown => page.scroll = page.scroll.saturating_add(PAGE),
        KeyCode::Tab => return turn(page, true),
        KeyCode::BackTab => return turn(page, false),
        KeyCode::Left | KeyCode::Right => return sideways(model, key.code == KeyCode::Right),
        KeyCode::Enter => return page.row().map(|row| activate(model, row)).unwrap_or_default(),
        _ => return lettered(model, &key),
    }
    // Whoever moves the cursor wants to see it.
    page.scroll = if matches!(key.code, KeyCode::Up | KeyCode::Down) { 0 } else { page.scroll };
    Vec::new()
}

/// Whether a key types text into a field.
fn types(key: &KeyEvent) -> bool {
    let text = match key.code {
        // No name has a question mark in it: it asks why here, too.
        KeyCode::Char(c) => c != '?',
        other => matches!(other, KeyCode::Backspace | KeyCode::Delete | KeyCode::Home | KeyCode::End),
    };
    text && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

pub(super) fn pasted(page: &mut SitePage, text: &str) {
    if let Some(open) = &mut page.editor {
        open.insert_str(editor::composed(&text.replace("\r\n", "\n").replace('\r', "\n")));
    } else if page.row() == Some(Row::TypeDomain) {
        page.typed.paste(text.trim());
    }
}

/// Another screen. Where the person is is kept, for when they come back.
fn turn(page: &mut SitePage, forward: bool) -> Vec<Command> {
    let screens: Vec<StepId> = StepId::guide().chain([StepId::Teardown]).collect();
    let at = screens.iter().position(|s| *s == page.screen).unwrap_or_default();
    show(page, screens.get(moved(at, screens.len(), forward)).copied().unwrap_or(page.screen))
}

fn show(page: &mut SitePage, screen: StepId) -> Vec<Command> {
    page.screen = screen;
    page.cursor = first(page);
    page.scroll = 0;
    page.memo.screen = Some(screen);
    vec![remember(page)]
}

/// The row that a screen opens on: what is to be done comes before what may be chosen.
pub(super) fn first(page: &SitePage) -> usize {
    let main =
        |row: &Row| matches!(row, Row::Answer(..) | Row::Retry | Row::Do | Row::Next | Row::OpenRegistrar | Row::Tick(0) | Row::TypeDomain);
    let rows = page.rows();
    // Never on a choice: whoever only turns the pages would change it.
    rows.iter().position(main).unwrap_or(rows.len().saturating_sub(1))
}

pub(super) fn remember(page: &SitePage) -> Command {
    Command::Remember(page.site.name.clone(), page.memo.clone())
}

/// Left and right change what can be chosen; elsewhere they turn the pages.
fn sideways(model: &mut Model, forward: bool) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match page.row() {
        Some(row) if choices::is_choice(row) => choices::change(page, row, forward),
        _ => turn(page, forward),
    }
}

fn lettered(model: &mut Model, key: &KeyEvent) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let Some(letter) = plain(key) else { return Vec::new() };
    if let Some(place) = letter.to_digit(10).and_then(|n| n.checked_sub(1)) {
        return numbered(model, place as usize);
    }
    let rows = page.rows();
    let find = |wanted: Row| rows.contains(&wanted).then_some(wanted);
    let row = match letter {
        'a' => {
            let all = name_servers(page).join("\n");
            return if all.is_empty() { Vec::new() } else { copy(model, all) };
        }
        ' ' => page.row(),
        'y' => yes(page),
        't' => find(Row::Retry),
        'l' | 'n' => find(Row::Later).or_else(|| find(Row::Next)),
        'e' => find(Row::EditUnit),
        'r' => find(Row::Restart),
        'v' => find(Row::Revert),
        'c' => find(Row::CloseDoor),
        'm' => find(Row::MailAgain),
        'u' => find(Row::UseDns),
        'o' => find(Row::OpenRegistrar).or_else(|| find(Row::OpenMailbox)),
        _ => return everywhere(model, key).unwrap_or_default(),
    };
    row.map(|row| activate(model, row)).unwrap_or_default()
}

/// The answer under the cursor; elsewhere the only one there is. Which of several is meant, nobody can tell.
fn yes(page: &SitePage) -> Option<Row> {
    let answer = |row: &Row| matches!(row, Row::Answer(..));
    let rows = page.rows();
    let mut answers = rows.iter().filter(|row| answer(row));
    let only = answers.next().filter(|_| answers.next().is_none()).copied();
    page.row().filter(answer).or(only)
}

/// A digit copies the name server of that number where they are shown, and else chooses among a question's answers.
fn numbered(model: &mut Model, place: usize) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if let Some(name) = name_servers(page).get(place).cloned() {
        return copy(model, name);
    }
    let numbered = page.asks().find(|(_, question)| question.choices().len() > 1).map(|(of, _)| Row::Answer(of, place));
    match numbered.filter(|row| page.rows().contains(row)) {
        Some(row) => activate(model, row),
        None => Vec::new(),
    }
}

fn copy(model: &mut Model, text: String) -> Vec<Command> {
    model.notice = Some(model.words.with("ui-copied", &[("what", &text.replace('\n', ", "))]));
    model.copied = Some(text.clone());
    vec![Command::Copy(text)]
}

/// The name servers that are to be typed somewhere, as this screen shows them.
pub fn name_servers(page: &SitePage) -> Vec<String> {
    use crate::engine::directive::On;
    let world = page.world.as_deref();
    match (page.screen, page.elsewhere()) {
        (StepId::Teardown, Some(On::HandBack { old, .. })) => old.iter().map(ToString::to_string).collect(),
        (StepId::Domain | StepId::NameServers, _) => {
            world.and_then(queries::zone::held).map(|(_, names)| names.iter().map(ToString::to_string).collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn activate(model: &mut Model, row: Row) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match row {
        Row::Do => aim(model),
        Row::Answer(place, n) => answer(page, place, n),
        Row::Retry => retry(model),
        Row::Next | Row::Later => turn(page, true),
        Row::Tick(place) => tick(page, place),
        row if choices::is_choice(row) => choices::change(page, row, true),
        Row::EditUnit => editor::open(page),
        Row::Restart => {
            page.resume = page.aimed();
            session::open(model, Goal::Restart)
        }
        Row::Revert => {
            // It is put back by a run that has this step in it, now and not some other day.
            let mut commands = if page.under_way() { Vec::new() } else { aim(model) };
            commands.push(Command::Send(Move::Say(Answer::RevertSettings(ServerId::MAIN))));
            commands
        }
        Row::CloseDoor => {
            let mut commands = choices::change(page, Row::SideDoor, true);
            commands.extend(aim(model));
            commands
        }
        Row::MailAgain => {
            model.notice = Some(model.words.get("ui-mail-again-said"));
            vec![Command::Send(Move::Say(Answer::MailAgain))]
        }
        Row::UseDns => choices::use_dns(page),
        Row::OpenRegistrar => {
            let domain = page.site.domain.clone();
            model.overlay = Some(Overlay::Registrar(RegistrarForm::new(domain.clone(), &[])));
            vec![Command::Registrar(domain)]
        }
        Row::OpenMailbox => {
            let domain = page.site.domain.clone();
            model.overlay = Some(Overlay::Mailbox(Mailbox { domain: domain.clone(), mails: Vec::new(), cursor: 0, open: false }));
            vec![Command::Mails(domain)]
        }
        Row::TypeDomain => {
            page.cursor = moved(page.cursor, page.rows().len(), true);
            Vec::new()
        }
        _ => tear_down(model),
    }
}

/// The engine builds up to this screen's step.
pub(super) fn aim(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let screen = page.screen;
    match (page.aimed(), page.phase) {
        (Some(before), Phase::Running) => {
            page.goal = Goal::Build { until: before.max(screen) };
            vec![Command::Send(Move::Aim(screen))]
        }
        (before, _) => session::open(model, Goal::Build { until: before.unwrap_or(screen).max(screen) }),
    }
}

fn answer(page: &mut SitePage, place: usize, n: usize) -> Vec<Command> {
    let question = page.standing.asks.get(place).map(|(_, question)| question);
    let answer = question.and_then(|q| q.choices().into_iter().nth(n));
    let meets = matches!(question, Some(Question::HostKey { .. })) && page.aimed() == Some(StepId::Service);
    let unread = page.world.as_ref().is_some_and(|w| w.seen.survey(&ServerId::MAIN).is_none());
    if meets && unread {
        // What was found on the server, and the file that comes of it, are shown before it is written.
        page.goal = Goal::LOOK;
        return answer.map(|answer| Command::Send(Move::Learn(answer))).into_iter().collect();
    }
    answer.map(|answer| Command::Send(Move::Say(answer))).into_iter().collect()
}

/// Everything anew, from the file on: what helps may have been to mend that.
fn retry(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let goal = page.goal;
    if page.origin == Origin::File { vec![Command::Reread] } else { session::open(model, goal) }
}

/// The file as it stands now. One that is broken, or is another site's by now, is told and nothing is begun.
pub(super) fn reread(model: &mut Model, read: Option<Box<Result<Site, String>>>) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match read.map(|read| *read) {
        Some(Err(problem)) => {
            page.trouble = Some(problem);
            return Vec::new();
        }
        Some(Ok(site)) if site.name != page.site.name => {
            page.trouble = Some(model.words.with("ui-file-of-another", &[("site", &site.name)]));
            return Vec::new();
        }
        Some(Ok(site)) => page.site = site,
        None => {}
    }
    let goal = page.goal;
    session::open(model, goal)
}

fn tick(page: &mut SitePage, place: usize) -> Vec<Command> {
    if let Some(at) = page.memo.ticks.iter().position(|t| *t == place) {
        page.memo.ticks.remove(at);
    } else {
        page.memo.ticks.push(place);
        page.cursor = moved(page.cursor, page.rows().len(), true);
    }
    vec![remember(page)]
}

/// Begins the teardown, once the domain was typed.
fn tear_down(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if page.typed.text().trim() != page.site.domain.as_str() {
        model.notice = Some(model.words.with("ui-type-domain-first", &[("domain", &page.site.domain)]));
        page.cursor = page.rows().iter().position(|row| *row == Row::TypeDomain).unwrap_or_default();
        return Vec::new();
    }
    let scope = Scope { with_server: page.with_server, abandon_delegation: false };
    page.confirmed = Some(scope);
    // What was ticked on the way there says nothing of the way back.
    page.memo.ticks.clear();
    let kept = remember(page);
    page.typed = crate::ui::model::Field::default();
    page.with_server = false;
    page.cursor = 0;
    let mut commands = session::open(model, Goal::TearDown(scope));
    commands.push(kept);
    commands
}
