//! What stands around every page: the head line, and beside a site the column of its steps.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::engine::inventory;
use crate::engine::queries::unread;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::text::shown;
use crate::ui::model::{Model, Page, SitePage};
use crate::ui::paint::clipped;
use crate::ui::theme::Theme;

/// `landfall  practice · site · name · region                $0.0325/h`
pub fn head(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    // What does not fit is left out whole, from the end: that this is practice stays.
    let mut parts = vec![model.words.get(&format!("ui-place-{}", model.place))];
    if let Page::Site(page) = &model.page {
        let site = &page.site;
        parts.extend([site.name.to_string(), shown(site.fqdn().as_str()), site.region.to_string()]);
        let identity = page.world.as_ref().and_then(|world| world.observed.identity());
        parts.extend(identity.map(|(account, _)| account.to_owned()));
    }
    let bills = bills(model);
    let width = usize::from(area.width);
    let room = width.saturating_sub(bills.width() + 13);
    while parts.len() > 1 && parts.join(" · ").width() > room {
        parts.pop();
    }
    let what = clipped(&parts.join(" · "), room);
    let gap = width.saturating_sub(11 + what.width() + bills.width() + 1);
    let line = vec![
        Span::styled(" landfall  ", theme.strong),
        Span::styled(what, theme.accent),
        Span::raw(" ".repeat(gap)),
        Span::styled(bills, theme.dim),
    ];
    frame.render_widget(Paragraph::new(Line::from(line)), area);
}

/// What bills now; nothing as long as it is not known whether a server does.
fn bills(model: &Model) -> String {
    let Page::Site(page) = &model.page else { return String::new() };
    let Some(world) = &page.world else { return String::new() };
    if world.observed.instances().is_none() {
        return String::new();
    }
    let bill = inventory::bill_now(world);
    let known = bill.an_hour();
    let amount = known.map_or_else(|| model.words.price(None), |hour| format!("${hour:.4}"));
    // Something bills of which the price is not known, or may stand where nobody could look.
    let unknown = bill.has_unknown() || !unread::looks(world).is_empty();
    let more = if unknown && known.is_some() { "+ ?" } else { "" };
    model.words.with("ui-an-hour", &[("amount", &format!("{amount}{more}"))])
}

/// The steps, one a line, with a mark each.
pub fn steps(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, page: &SitePage) {
    let mut lines: Vec<Line> = vec![Line::default()];
    lines.push(step_line(model, theme, page, StepId::Preflight, "0 "));
    for (number, step) in StepId::guide().enumerate() {
        lines.push(step_line(model, theme, page, step, &format!("{} ", number + 1)));
    }
    lines.push(Line::default());
    lines.push(step_line(model, theme, page, StepId::Teardown, ""));
    frame.render_widget(Paragraph::new(lines), area);
}

fn step_line(model: &Model, theme: Theme, page: &SitePage, step: StepId, number: &str) -> Line<'static> {
    let (mark, style) = mark(theme, page, step);
    let here = page.screen == step;
    let name = model.words.get(&format!("step-{}", step.code()));
    let text = if here { theme.cursor } else { theme.plain };
    let pointer = if here { "▸" } else { " " };
    Line::from(vec![Span::styled(pointer, theme.cursor), Span::styled(mark, style), Span::styled(format!("{number}{name}"), text)])
}

fn mark(theme: Theme, page: &SitePage, step: StepId) -> (&'static str, Style) {
    let asked =
        !page.looking() && page.standing.asks.iter().any(|(of, _)| *of == step || (*of == StepId::Look && page.first_open() == Some(step)));
    // What ended before its first write is under way no more.
    let under_way = page.aimed().is_some_and(|until| step <= until) && !page.wrote_nothing();
    match (page.state(step), step) {
        (_, StepId::Teardown) => ("↩ ", theme.dim),
        (_, StepId::Preflight) => checks_mark(theme, page),
        _ if asked => ("? ", theme.busy),
        (StepState::Done, _) if page.unseen(step) => ("○ ", theme.dim),
        (StepState::Done, _) => ("✔ ", theme.good),
        (StepState::Failed, _) if !page.looking() => ("✖ ", theme.bad),
        (StepState::Open | StepState::Failed, _) if under_way => ("● ", theme.busy),
        _ => ("○ ", theme.dim),
    }
}

/// Good is only what all of was looked at, as far as it can be.
fn checks_mark(theme: Theme, page: &SitePage) -> (&'static str, Style) {
    let preflight = &page.preflight;
    match (page.checking(), preflight.stops().next(), preflight.is_known() && preflight.open().next().is_none()) {
        (true, ..) => ("● ", theme.busy),
        (false, Some(_), _) => ("✖ ", theme.bad),
        (false, None, true) => ("✔ ", theme.good),
        (false, None, false) => ("○ ", theme.dim),
    }
}
