//! What a person does elsewhere, where it can be done here: the registrar's page, the mailbox; and secrets.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::ports::{FormRefusal, Mail, SecretKind};
use crate::ui::model::{Mailbox, Model, Page, RegistrarForm, SecretPrompt};
use crate::ui::paint::{Sheet, field_spans, scrolled};
use crate::ui::theme::Theme;

pub(super) fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area }
}

pub(super) fn titled(model: &Model, theme: Theme, area: Rect, title: &str) -> Sheet {
    let mut sheet = Sheet::new(area.width, theme);
    sheet.lines.push(Line::default());
    let place = model.words.get(&format!("ui-place-{}", model.place));
    sheet.between("", theme.strong, title, theme.strong, &place, theme.accent);
    sheet.gap();
    sheet
}

pub fn registrar(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, form: &RegistrarForm) {
    let (words, area) = (&model.words, inner(area));
    let mut sheet = titled(model, theme, area, &words.with("ui-registrar-title", &[("domain", &form.domain)]));
    sheet.text(&words.get("ui-registrar-why"), theme.dim);
    sheet.gap();
    wanted(&mut sheet, model);
    for (place, field) in form.fields.iter().enumerate() {
        let here = place == form.cursor;
        let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
        sheet.row(here, |sheet| {
            let label = words.with("ui-registrar-field", &[("number", &(place + 1))]);
            let mut spans = vec![Span::styled(mark, theme.cursor), Span::styled(format!("{label}  "), style)];
            spans.extend(field_spans(field.text(), here.then(|| field.cursor()), theme.plain, theme));
            sheet.lines.push(Line::from(spans));
        });
    }
    sheet.gap();
    let here = form.cursor == form.fields.len();
    let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
    sheet.row(here, |sheet| sheet.marked(mark, theme.cursor, &words.get("ui-registrar-apply"), style));
    sheet.gap();
    if let Some(refused) = form.refused {
        let text = match refused {
            FormRefusal::NotFromHere => words.get("ui-registrar-nowhere"),
            FormRefusal::TooFew => words.get("ui-registrar-too-few"),
            FormRefusal::NoHostName(n) => words.with("ui-registrar-no-name", &[("number", &n)]),
            FormRefusal::Twice(n) => words.with("ui-registrar-twice", &[("number", &n)]),
        };
        sheet.marked("✖ ", theme.bad, &text, theme.bad);
    }
    if form.taken {
        sheet.marked("✔ ", theme.good, &words.get("ui-registrar-taken"), theme.plain);
    }
    scrolled(frame, area, sheet, 0);
}

/// The names that are to be typed here, as the page below shows them.
fn wanted(sheet: &mut Sheet, model: &Model) {
    let Page::Site(page) = &model.page else { return };
    let names = page.name_servers();
    if names.is_empty() {
        return;
    }
    let theme = sheet.theme;
    sheet.text(&model.words.get("ui-registrar-wanted"), theme.dim);
    names.iter().for_each(|name| sheet.hang("    ", name, theme.accent));
    sheet.gap();
}

pub fn mailbox(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, mailbox: &Mailbox) {
    let (words, area) = (&model.words, inner(area));
    let mut sheet = titled(model, theme, area, &words.with("ui-mailbox-title", &[("domain", &mailbox.domain)]));
    if mailbox.mails.is_empty() {
        sheet.text(&words.get("ui-mailbox-empty"), theme.dim);
    }
    match mailbox.mails.get(mailbox.cursor).filter(|_| mailbox.open) {
        Some(mail) => opened(&mut sheet, model, mail),
        None => {
            for (place, mail) in mailbox.mails.iter().enumerate() {
                let here = place == mailbox.cursor;
                let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
                let tail = if mail.approved { words.get("ui-mailbox-approved") } else { String::new() };
                let subject = words.with("ui-mailbox-subject", &[("name", &mail.name)]);
                sheet.row(here, |sheet| sheet.between(mark, theme.cursor, &subject, style, &tail, theme.good));
            }
        }
    }
    scrolled(frame, area, sheet, 0);
}

fn opened(sheet: &mut Sheet, model: &Model, mail: &Mail) {
    let (words, theme) = (&model.words, sheet.theme);
    sheet.text(&words.with("ui-mailbox-to", &[("to", &mail.to)]), theme.dim);
    sheet.text(&words.with("ui-mailbox-subject", &[("name", &mail.name)]), theme.strong);
    sheet.gap();
    sheet.text(&words.with("ui-mailbox-body", &[("name", &mail.name)]), theme.plain);
    sheet.gap();
    if mail.approved {
        sheet.marked("✔ ", theme.good, &words.get("ui-mailbox-thanks"), theme.plain);
    } else {
        sheet.marked("▸ ", theme.cursor, &words.get("ui-mailbox-approve"), theme.cursor);
    }
}

pub fn secret(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, prompt: &SecretPrompt) {
    let (words, area) = (&model.words, inner(area));
    let asked = match &prompt.kind {
        SecretKind::KeyPassphrase { key } => words.with("secret-key-passphrase", &[("key", &key.display())]),
        SecretKind::Variable { name } => words.with("secret-variable", &[("name", name)]),
        SecretKind::SudoPassword { user, address } => words.with("secret-sudo-password", &[("user", user), ("address", address)]),
    };
    let (wrong, whither) = match &prompt.kind {
        SecretKind::Variable { .. } => ("secret-variable-again", "ui-secret-to-server"),
        SecretKind::KeyPassphrase { .. } | SecretKind::SudoPassword { .. } => ("secret-again", "ui-secret-kept-nowhere"),
    };
    let mut sheet = titled(model, theme, area, &asked);
    if prompt.again {
        sheet.marked("✖ ", theme.bad, &words.get(wrong), theme.bad);
        sheet.gap();
    }
    let stars = "•".repeat(prompt.typed.0.chars().count());
    let mut spans = vec![Span::styled("▸ ", theme.cursor)];
    spans.extend(field_spans(&stars, Some(stars.chars().count()), theme.plain, theme));
    sheet.lines.push(Line::from(spans));
    sheet.gap();
    sheet.text(&words.get(whither), theme.dim);
    scrolled(frame, area, sheet, 0);
}
