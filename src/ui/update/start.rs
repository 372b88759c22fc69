//! Keys on the start page.

use crossterm::event::{KeyCode, KeyEvent};

use super::everywhere::everywhere;
use super::keys::moved;
use super::run;
use crate::site::Site;
use crate::ui::command::{Command, Leave};
use crate::ui::model::{Form, Model, Origin, Page, Start, StartRow};

pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let Page::Start(start) = &mut model.page else { return Vec::new() };
    let rows = start.rows();
    match key.code {
        KeyCode::Up => start.cursor = moved(start.cursor, rows.len(), false),
        KeyCode::Down | KeyCode::Tab => start.cursor = moved(start.cursor, rows.len(), true),
        KeyCode::Enter => return rows.get(start.cursor).map(|row| chosen(model, *row)).unwrap_or_default(),
        _ => return everywhere(model, &key).unwrap_or_default(),
    }
    Vec::new()
}

fn chosen(model: &mut Model, row: StartRow) -> Vec<Command> {
    let Page::Start(Start { found: Some(found), .. }) = &model.page else { return Vec::new() };
    let known = |place: usize| found.known.get(place).cloned().map(|site| (site, Origin::Journal));
    let site: Option<(Site, Origin)> = match row {
        StartRow::InFile => found.in_file.clone().and_then(Result::ok).map(|site| (site, Origin::File)),
        StartRow::Known(place) => known(place),
        StartRow::New => {
            let form = Form::new(found.draft.as_ref().unwrap_or(&found.usual)).choosing(&found.profiles);
            return fill(model, form);
        }
        StartRow::Change => {
            let read = found.in_file.as_ref().and_then(|read| read.as_ref().ok());
            let form = read.map(|site| Form::of(site).with(found.draft.as_ref()).choosing(&found.profiles));
            return form.map(|form| fill(model, form)).unwrap_or_default();
        }
        StartRow::Elsewhere => return vec![Command::Leave(Leave::Elsewhere)],
    };
    site.map(|(site, origin)| run::enter(model, site, origin)).unwrap_or_default()
}

fn fill(model: &mut Model, form: Form) -> Vec<Command> {
    model.page = Page::Form(Box::new(form));
    super::form::ask_account(model)
}
