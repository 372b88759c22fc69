//! What each row does: the one list of it. Whoever adds a row is led here by the compiler.
#![deny(clippy::wildcard_enum_match_arm)]

use super::keys::moved;
use super::pages::{go_on, remember, turn};
use super::run::{aim, retry};
use super::{choices, copied, editor, preflight, run, viewer};
use crate::engine::directive::Errand;
use crate::engine::goal::{Goal, PauseScope, Scope};
use crate::engine::question::Answer;
use crate::engine::step_id::StepId;
use crate::ports::UserInput;
use crate::site::options::OptionId;
use crate::site::{HealthPath, NameProblem, RemotePath, ServerId};
use crate::ui::command::{Command, OutsideCommand, SessionCommand};
use crate::ui::model::{Choice, Field, Mailbox, Model, Overlay, Page, RegistrarForm, Row, SitePage};

pub(super) fn activate(model: &mut Model, row: Row) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match row {
        Row::Do => aim(model),
        Row::Answer(place, n) => answer(page, place, n),
        Row::Check(place) => preflight::turn_check(page, place),
        Row::Good => preflight::turn_list(page),
        Row::CheckAgain => preflight::check_again(model),
        Row::Retry => retry(model),
        Row::Next if page.screen == StepId::Preflight => go_on(page),
        Row::Next | Row::Later => turn(page, true),
        Row::Tick(place) => tick(page, place),
        Row::Field(place) => copied::field(model, place),
        Row::Choice(Choice::Registrar) => choices::pick(model),
        Row::Choice(choice) => choices::change(page, model.words.language(), choice, true),
        Row::CheckPaste => check_paste(model),
        Row::EditUnit => editor::open(page),
        Row::Restart => restart(model),
        Row::ReadLog => viewer::open(model),
        Row::Revert => revert(model),
        Row::CloseDoor => close_door(model),
        Row::MailAgain(place) => mail_again(model, place),
        Row::UseDns => choices::use_dns(page),
        Row::OpenRegistrar => open_registrar(model),
        Row::OpenMailbox => open_mailbox(model),
        Row::MakeRecords => make_records(page),
        Row::TypeHealth => tell_health(model),
        Row::TypeVenv => tell_venv(model),
        Row::TypeDomain | Row::TypeLeftover => {
            page.cursor = moved(page.cursor, page.rows().len(), true);
            Vec::new()
        }
        Row::TearDown => tear_down(model),
        Row::Pause => pause(model, PauseScope::default()),
        Row::PauseServer => pause(model, PauseScope { stop_server: true }),
        Row::PauseIt => pause_it(page),
        Row::LeaveIt => run::open(model, Goal::PREFLIGHT),
        Row::LookAgain => run::open(model, Goal::LOOK),
        Row::DeleteLeftover => delete_leftover(model),
    }
}

fn restart(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    page.resume = page.aimed();
    run::open(model, Goal::Restart)
}

/// The settings are put back by a run that has this step in it, now and not some other day.
fn revert(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let mut commands = if page.under_way() { Vec::new() } else { aim(model) };
    commands.push(SessionCommand::Send(UserInput::Answer(Answer::RevertSettings(ServerId::MAIN))).into());
    commands
}

fn close_door(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let mut commands = choices::change(page, model.words.language(), Choice::Option(OptionId::CloseHttp), true);
    commands.extend(aim(model));
    commands
}

fn mail_again(model: &mut Model, place: usize) -> Vec<Command> {
    let Page::Site(page) = &model.page else { return Vec::new() };
    let names = page.unapproved();
    let only = names.get(place).filter(|_| names.len() > 1).cloned();
    model.notice = Some(model.words.get("ui-mail-again-said"));
    vec![SessionCommand::Send(UserInput::Answer(Answer::MailAgain(only))).into()]
}

/// The path that was typed is the site's from now on, and all is looked at again.
fn tell_health(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match path_of(page.typed.text().trim(), page.site.fqdn().as_str()).parse::<HealthPath>() {
        Ok(path) => {
            page.site.app.health = Some(path);
            told(model)
        }
        Err(problem) => refused(model, problem),
    }
}

/// So is the environment that was typed.
fn tell_venv(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match venv_of(page.typed.text().trim()).parse::<RemotePath>() {
        Ok(path) => {
            page.site.app.venv = Some(path);
            told(model)
        }
        Err(problem) => refused(model, problem),
    }
}

fn told(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    page.typed = Field::default();
    let (mut commands, goal) = (choices::changed(page), page.goal);
    commands.extend(run::open(model, goal));
    commands
}

fn refused(model: &mut Model, problem: NameProblem) -> Vec<Command> {
    model.notice = Some(model.words.name_problem(problem));
    Vec::new()
}

/// What was typed, as an environment's directory: whoever gives a program in it, or the line that activates it, means that.
fn venv_of(typed: &str) -> &str {
    let path = ["source ", ". "].iter().find_map(|word| typed.strip_prefix(word)).unwrap_or(typed).trim();
    let programs = ["/bin/activate", "/bin/python", "/bin/python3", "/bin/pip", "/bin/gunicorn", "/bin", "/bin/"];
    let bare = programs.iter().find_map(|program| path.strip_suffix(program)).unwrap_or(path);
    if bare.len() > 1 { bare.trim_end_matches('/') } else { bare }
}

/// What was typed, as a path: the whole address of a page of the site is its path, and whoever leaves the first stroke out means it.
fn path_of(typed: &str, site: &str) -> String {
    let bare = ["https://", "http://"].iter().find_map(|scheme| typed.strip_prefix(scheme)?.strip_prefix(site));
    match bare {
        Some(path) => path.to_owned(),
        None if typed.is_empty() || typed.starts_with('/') || typed.contains("://") => typed.to_owned(),
        None => format!("/{typed}"),
    }
}

fn open_registrar(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let domain = page.site.domain.clone();
    model.overlay = Some(Overlay::Registrar(RegistrarForm::new(domain.clone(), &[])));
    vec![OutsideCommand::Registrar(domain).into()]
}

fn check_paste(model: &mut Model) -> Vec<Command> {
    model.overlay = Some(Overlay::Paste(Box::default()));
    Vec::new()
}

fn make_records(page: &SitePage) -> Vec<Command> {
    let Some(Errand::Records { records, .. }) = page.their_records() else { return Vec::new() };
    let records = records.iter().map(|(record, _)| record.clone()).collect();
    vec![OutsideCommand::MakeRecords(page.site.domain.clone(), records).into()]
}

fn open_mailbox(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let domain = page.site.domain.clone();
    model.overlay = Some(Overlay::Mailbox(Mailbox { domain: domain.clone(), mails: Vec::new(), cursor: 0, open: false }));
    vec![OutsideCommand::Mails(domain).into()]
}

fn answer(page: &mut SitePage, place: usize, n: usize) -> Vec<Command> {
    let question = page.standing.asks.get(place).map(|(_, question)| question);
    let answer = question.and_then(|q| q.choices().into_iter().nth(n));
    let meets = matches!(answer, Some(Answer::HostKey { .. })) && page.aimed() == Some(StepId::Service);
    let unread = page.world.as_ref().is_some_and(|w| w.observed.survey(&ServerId::MAIN).is_none());
    if meets && unread {
        // What was found on the server, and the file that comes of it, are shown before it is written.
        page.goal = Goal::PREFLIGHT;
        return answer.map(|answer| SessionCommand::Send(UserInput::AnswerThenLook(answer)).into()).into_iter().collect();
    }
    answer.map(|answer| SessionCommand::Send(UserInput::Answer(answer)).into()).into_iter().collect()
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

/// What a pause comes to is looked at and shown; nothing is changed by it.
fn pause(model: &mut Model, scope: PauseScope) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    page.screen = StepId::LAST;
    page.memo.screen = Some(StepId::LAST);
    page.cursor = 0;
    page.scroll = 0;
    let kept = remember(page);
    let mut commands = run::open(model, Goal::Pause(scope));
    commands.push(kept);
    commands
}

fn pause_it(page: &SitePage) -> Vec<Command> {
    let scope = page.pause_offer().map(|offer| offer.scope);
    scope.map(|scope| SessionCommand::Send(UserInput::Answer(Answer::Pause(scope))).into()).into_iter().collect()
}

/// Has what the terminated server left behind deleted, once its id was typed.
fn delete_leftover(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let Some(what) = page.leftover().cloned() else { return Vec::new() };
    if page.typed.text().trim() != what.typed() {
        model.notice = Some(model.words.with("ui-type-leftover-first", &[("id", &what.typed())]));
        page.cursor = page.rows().iter().position(|row| *row == Row::TypeLeftover).unwrap_or_default();
        return Vec::new();
    }
    page.typed = Field::default();
    page.cursor = 0;
    vec![SessionCommand::Send(UserInput::Answer(Answer::DeleteLeftover(what.id()))).into()]
}

/// Begins the teardown, once the domain was typed.
fn tear_down(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if !page.site.domain.is_meant_by(page.typed.text()) {
        model.notice = Some(model.words.with("ui-type-domain-first", &[("domain", &page.site.domain)]));
        page.cursor = page.rows().iter().position(|row| *row == Row::TypeDomain).unwrap_or_default();
        return Vec::new();
    }
    let scope = Scope { with_server: page.with_server(), abandon_delegation: false };
    page.confirmed = Some(scope);
    // What was ticked on the way there means nothing for the way back.
    page.memo.ticks.clear();
    let kept = remember(page);
    page.typed = Field::default();
    page.chose_server = None;
    page.cursor = 0;
    let mut commands = run::open(model, Goal::TearDown(scope));
    commands.push(kept);
    commands
}
