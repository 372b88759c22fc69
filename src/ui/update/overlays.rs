//! Keys in what stands over a page: the story, the registrar's form, the mailbox, a secret.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::TextArea;

use super::choices;
use super::keys::{moved, plain};
use crate::ports::{FormRefusal, Mail, Secret, SecretKind};
use crate::text::Language;
use crate::ui::command::{Command, OutsideCommand, SecretAnswer, SessionCommand};
use crate::ui::model::{Mailbox, Model, Overlay, Page, Picker, RegistrarForm, SecretPrompt};

pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    match &mut model.overlay {
        Some(Overlay::Story(scroll)) => match key.code {
            KeyCode::Up => *scroll = scroll.saturating_sub(1),
            KeyCode::Down => *scroll = scroll.saturating_add(1),
            KeyCode::PageUp => *scroll = scroll.saturating_sub(10),
            KeyCode::PageDown => *scroll = scroll.saturating_add(10),
            _ => model.overlay = None,
        },
        Some(Overlay::Registrar(form)) => return in_form(model_form(form, key), model),
        Some(Overlay::Registrars(picker)) => {
            let chosen = in_list(picker, key, model.words.language());
            return picked(model, chosen);
        }
        Some(Overlay::Paste(_)) if key.code == KeyCode::Esc => model.overlay = None,
        Some(Overlay::Paste(area)) if key.code == KeyCode::Char('u') && key.modifiers.contains(KeyModifiers::CONTROL) => {
            **area = TextArea::default()
        }
        Some(Overlay::Paste(area)) => {
            area.input(key);
        }
        Some(Overlay::Mailbox(mailbox)) => {
            if key.code == KeyCode::Esc && !mailbox.open {
                model.overlay = None;
                return Vec::new();
            }
            return in_mailbox(mailbox, key);
        }
        Some(Overlay::Secret(prompt)) => return in_secret(prompt_key(prompt, key), model),
        None => {}
    }
    Vec::new()
}

/// What a key in the registrar's form comes to.
enum InForm {
    Nothing,
    Close,
    Press(Command),
}

fn model_form(form: &mut RegistrarForm, key: KeyEvent) -> InForm {
    let count = form.fields.len() + 1;
    match key.code {
        KeyCode::Esc => return InForm::Close,
        KeyCode::Enter if form.taken => return InForm::Close,
        KeyCode::Up | KeyCode::BackTab => form.cursor = moved(form.cursor, count, false),
        KeyCode::Down | KeyCode::Tab => form.cursor = moved(form.cursor, count, true),
        KeyCode::Enter if form.cursor + 1 == count => {
            return InForm::Press(OutsideCommand::HandOver(form.domain.clone(), form.typed()).into());
        }
        KeyCode::Enter => form.cursor = moved(form.cursor, count, true),
        _ => {
            if let Some(field) = form.fields.get_mut(form.cursor) {
                field.key(key);
                form.taken = false;
            }
        }
    }
    InForm::Nothing
}

fn in_form(result: InForm, model: &mut Model) -> Vec<Command> {
    match result {
        InForm::Nothing => Vec::new(),
        InForm::Close => {
            model.overlay = None;
            Vec::new()
        }
        InForm::Press(command) => vec![command],
    }
}

/// What a key in the list of registrars comes to.
enum InList {
    Nothing,
    Close,
    Chosen(&'static str),
}

fn in_list(picker: &mut Picker, key: KeyEvent, language: Language) -> InList {
    let listed = picker.listed(language);
    match key.code {
        KeyCode::Esc => return InList::Close,
        KeyCode::Up => picker.cursor = moved(picker.cursor, listed.len(), false),
        KeyCode::Down => picker.cursor = moved(picker.cursor, listed.len(), true),
        KeyCode::Enter => return listed.get(picker.cursor).map_or(InList::Nothing, |registrar| InList::Chosen(&registrar.id)),
        _ => {
            let before = picker.typed.text().to_owned();
            picker.typed.key(key);
            // Another list: its first is under the cursor.
            picker.cursor = if picker.typed.text() == before { picker.cursor } else { 0 };
        }
    }
    InList::Nothing
}

fn picked(model: &mut Model, chosen: InList) -> Vec<Command> {
    match chosen {
        InList::Nothing => return Vec::new(),
        InList::Close => model.overlay = None,
        InList::Chosen(id) => {
            model.overlay = None;
            if let Page::Site(page) = &mut model.page {
                return choices::bought_at(page, id);
            }
        }
    }
    Vec::new()
}

fn in_mailbox(mailbox: &mut Mailbox, key: KeyEvent) -> Vec<Command> {
    let mail = mailbox.mails.get(mailbox.cursor);
    match key.code {
        KeyCode::Esc => mailbox.open = false,
        KeyCode::Up if !mailbox.open => mailbox.cursor = moved(mailbox.cursor, mailbox.mails.len(), false),
        KeyCode::Down if !mailbox.open => mailbox.cursor = moved(mailbox.cursor, mailbox.mails.len(), true),
        KeyCode::Enter if mail.is_some() && !mailbox.open => mailbox.open = true,
        KeyCode::Enter => return mail.filter(|m| !m.approved).map(|m| approve(mailbox, m)).unwrap_or_default(),
        _ if plain(&key) == Some('f') => return vec![OutsideCommand::Mails(mailbox.domain.clone()).into()],
        _ => {}
    }
    Vec::new()
}

fn approve(mailbox: &Mailbox, mail: &Mail) -> Vec<Command> {
    vec![OutsideCommand::Approve(mailbox.domain.clone(), mail.clone()).into()]
}

fn prompt_key(prompt: &mut SecretPrompt, key: KeyEvent) -> Option<SecretAnswer> {
    match key.code {
        KeyCode::Esc => return Some(SecretAnswer(None)),
        KeyCode::Enter => return Some(SecretAnswer(Some(Secret::new(std::mem::take(&mut prompt.typed.0))))),
        KeyCode::Backspace => {
            prompt.typed.0.pop();
        }
        KeyCode::Char(c) if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => match c {
            'u' => prompt.typed.0.clear(),
            // What some terminals send for Backspace.
            'h' => {
                prompt.typed.0.pop();
            }
            _ => {}
        },
        // The very character, whatever the layout: a password is no command.
        KeyCode::Char(c) => prompt.typed.0.push(c),
        _ => {}
    }
    None
}

fn in_secret(answer: Option<SecretAnswer>, model: &mut Model) -> Vec<Command> {
    let Some(answer) = answer else { return Vec::new() };
    model.overlay = None;
    vec![SessionCommand::Secret(answer).into()]
}

/// A paste of several lines into the registrar's form goes into several fields, as many forms take it.
pub(super) fn pasted(model: &mut Model, text: &str) {
    match &mut model.overlay {
        Some(Overlay::Registrar(form)) => {
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if lines.len() > 1 && form.cursor == 0 {
                // The whole list in place of the whole list.
                form.fields.iter_mut().for_each(|field| field.replace(""));
            }
            for (place, line) in lines.into_iter().enumerate() {
                form.taken = false;
                if place > 0 {
                    form.cursor = moved(form.cursor, form.fields.len(), true);
                }
                if let Some(field) = form.fields.get_mut(form.cursor) {
                    field.replace(line);
                }
            }
        }
        Some(Overlay::Registrars(picker)) => {
            picker.typed.paste(text.trim());
            picker.cursor = 0;
        }
        Some(Overlay::Paste(area)) => {
            area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        Some(Overlay::Secret(prompt)) => prompt.typed.0.push_str(text.trim_end_matches(['\n', '\r'])),
        _ => {}
    }
}

/// What stands in the registrar's form; `None`: it cannot be opened from here.
pub(super) fn registrar(model: &mut Model, form: Option<Vec<String>>) {
    if let Page::Site(page) = &mut model.page {
        page.errands = form.is_some();
    }
    if let (Some(Overlay::Registrar(open)), Some(stands)) = (&mut model.overlay, form)
        && open.untouched()
    {
        *open = RegistrarForm::new(open.domain.clone(), &stands);
    }
}

pub(super) fn handed_over(model: &mut Model, result: Result<(), FormRefusal>) {
    if let Some(Overlay::Registrar(form)) = &mut model.overlay {
        form.taken = result.is_ok();
        form.refused = result.err();
        let field = match form.refused {
            Some(FormRefusal::NoHostName(n) | FormRefusal::Twice(n)) => n.saturating_sub(1),
            _ => form.cursor,
        };
        form.cursor = field;
    }
}

pub(super) fn mails(model: &mut Model, mails: Option<Vec<Mail>>) {
    if let (Some(Overlay::Mailbox(mailbox)), Some(mails)) = (&mut model.overlay, mails) {
        mailbox.cursor = mailbox.cursor.min(mails.len().saturating_sub(1));
        mailbox.mails = mails;
    }
}

pub(super) fn secret(model: &mut Model, kind: SecretKind, again: bool) {
    model.overlay = Some(Overlay::Secret(SecretPrompt { kind, again, typed: crate::ui::model::Typed::default() }));
}
