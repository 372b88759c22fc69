//! The site's form.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::engine::op::host::Commands;
use crate::site::{DomainName, Standing, TypedDomain};
use crate::text::{About, shown};
use crate::ui::model::{Form, FormField, Model, wildcard_covers};
use crate::ui::paint::{Sheet, field_spans, scrolled};
use crate::ui::theme::Theme;

/// The column of the labels.
const LABELS: usize = 16;
/// The longest name that ELBv2 takes, and what the longest of ours adds to the site's.
const NAME_MOST: usize = 32;
const GROUP: &str = "-LB-GROUP";

pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, form: &Form) {
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    scrolled(frame, inner, content(model, theme, form, inner.width), 0);
}

fn content(model: &Model, theme: Theme, form: &Form, width: u16) -> Sheet {
    let words = &model.words;
    let mut sheet = Sheet::new(width, theme);
    sheet.lines.push(Line::default());
    sheet.text(&words.get("ui-form-title"), theme.strong);
    sheet.gap();
    for (place, (field, typed)) in form.fields.iter().enumerate() {
        let here = place == form.cursor;
        sheet.row(here, |sheet| {
            line(sheet, &words.get(&format!("ui-form-{}", field.code())), typed.text(), here.then(|| typed.cursor()));
            notes(sheet, model, form, *field, here);
        });
    }
    sheet.gap();
    let here = form.current().is_none();
    let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
    let ready = form.site().is_some();
    let label = words.get(if ready { "ui-form-begin" } else { "ui-form-unfinished" });
    sheet.row(here, |sheet| sheet.marked(mark, theme.cursor, &label, style));
    if let Some(why) = &form.not_kept {
        sheet.marked("✖ ", theme.bad, &words.with("ui-not-kept", &[("why", why)]), theme.plain);
    }
    sheet
}

fn line(sheet: &mut Sheet, label: &str, text: &str, cursor: Option<usize>) {
    let theme = sheet.theme;
    let (mark, style) = if cursor.is_some() { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
    let gap = " ".repeat(LABELS.saturating_sub(label.width()));
    let mut spans = vec![Span::styled(mark, theme.cursor), Span::styled(format!("{label}{gap}"), style)];
    spans.extend(field_spans(text, cursor, theme.plain, theme));
    sheet.lines.push(Line::from(spans));
}

/// What stands below a field: what is wrong with it, or what follows from it.
fn notes(sheet: &mut Sheet, model: &Model, form: &Form, field: FormField, here: bool) {
    let (words, theme) = (&model.words, sheet.theme);
    let indent = " ".repeat(LABELS + 2);
    let empty = form.text(field).is_empty();
    let problem = form.problems().into_iter().find(|p| p.field == field && !empty);
    if let Some(problem) = problem {
        return sheet.marked(&format!("{indent}✖ "), theme.bad, &words.name_problem(problem.problem), theme.bad);
    }
    if field == FormField::Host
        && let Some(refused) = form.refused()
    {
        return sheet.marked(&format!("{indent}✖ "), theme.bad, &words.config_problem(&refused.problem), theme.bad);
    }
    if let Some(known) = known(model, form, field) {
        sheet.hang(&indent, &known, theme.dim);
    }
    if field == FormField::Region {
        account(sheet, model, form, &indent);
    }
    if here && empty {
        sheet.hang(&indent, &words.get(&format!("ui-form-{}-hint", field.code())), theme.dim);
    }
}

/// What AWS, or the other fields, make of it.
fn known(model: &Model, form: &Form, field: FormField) -> Option<String> {
    let words = &model.words;
    match field {
        FormField::Profile if !form.profiles.is_empty() => {
            let many = words.with("ui-form-profiles", &[("count", &form.profiles.len())]);
            let Some(chosen) = form.profile() else { return Some(many) };
            let unknown = || words.get("ui-form-profile-unknown");
            let [account, region] = [&chosen.account, &chosen.region].map(|told| told.clone().unwrap_or_else(unknown));
            Some(format!("{}  {many}", words.with("ui-form-profile-of", &[("account", &account), ("region", &region)])))
        }
        FormField::Server => {
            let info = form.account_info()?.as_ref().ok()?;
            let chosen = info.instances.iter().find(|i| i.id.as_str() == form.text(field));
            let label = chosen.map(|i| format!("{} {} {}", i.name, i.instance_type, address(i)));
            let many = words.with("ui-form-servers", &[("count", &info.instances.len())]);
            Some(label.map_or(many.clone(), |label| if info.instances.len() > 1 { format!("{label}  {many}") } else { label }))
        }
        FormField::Domain => understood(model, form),
        FormField::Host => named(model, form),
        FormField::Name if !form.text(field).is_empty() => {
            let group = format!("{}{GROUP}", form.text(field));
            let (used, most) = (group.chars().count(), NAME_MOST);
            Some(words.with("ui-form-name-budget", &[("group", &group), ("used", &used), ("most", &most)]))
        }
        _ => None,
    }
}

fn address(instance: &crate::engine::op::cloud::Instance) -> String {
    instance.public_address.map(|a| a.to_string()).unwrap_or_default()
}

/// What is not plain to see of the domain: that it is a part of one that somebody registered, and how it is sent.
fn understood(model: &Model, form: &Form) -> Option<String> {
    let TypedDomain { domain, host } = form.typed_domain().ok()?;
    let below = |registered| model.words.with("ui-form-sub-domain", &[("domain", &domain), ("registered", &registered)]);
    match domain.standing() {
        Standing::Below(registered) => Some(below(registered)),
        Standing::Suffix | Standing::Registered if host.is_some() => Some(model.words.with("ui-form-apart", &[("domain", &domain)])),
        // In backticks it stays as it is sent.
        Standing::Suffix | Standing::Registered if shown(domain.as_str()) != domain.as_str() => {
            Some(model.words.with("ui-form-punycode", &[("domain", &domain)]))
        }
        Standing::Suffix | Standing::Registered => None,
    }
}

/// Which names domain and hosts make together, and that others can be chosen.
fn named(model: &Model, form: &Form) -> Option<String> {
    let TypedDomain { domain, host } = form.typed_domain().ok()?;
    let mut names = form.hosts().ok()?.into_iter().map(|host| host.under(&domain));
    let fqdn = host.map(|host| host.under(&domain)).or_else(|| names.next())?;
    let others: Vec<String> = names.filter(|name| *name != fqdn).map(|name| name.to_string()).collect();
    let told = match others.as_slice() {
        [] => covered(model, &domain, &fqdn),
        _ => model.words.with("ui-form-names", &[("fqdn", &fqdn), ("others", &others.join(", "))]),
    };
    let choices = if others.is_empty() && fqdn != domain { "ui-form-hosts-bare" } else { "ui-form-hosts" };
    Some(if form.chooses_hosts() { format!("{told}  {}", model.words.get(choices)) } else { told })
}

/// Whether the wildcard would cover the name.
fn covered(model: &Model, domain: &DomainName, fqdn: &DomainName) -> String {
    let id = if wildcard_covers(domain, fqdn) { "ui-form-covered" } else { "ui-form-not-covered" };
    model.words.with(id, &[("fqdn", fqdn), ("domain", domain)])
}

/// Whose account it is, or why that is not known.
fn account(sheet: &mut Sheet, model: &Model, form: &Form, indent: &str) {
    let (words, theme) = (&model.words, sheet.theme);
    match form.account_info() {
        Some(Ok(info)) => {
            let text = words.with("ui-form-account", &[("account", &info.account), ("arn", &info.arn)]);
            sheet.marked(&format!("{indent}✔ "), theme.good, &text, theme.dim);
        }
        Some(Err(fault)) => {
            let about = form.site().map_or_else(|| so_far(form), |site| About::of(&site));
            let shown = words.fault(fault, &about);
            sheet.marked(&format!("{indent}✖ "), theme.bad, &shown.what, theme.bad);
            if let Some(remedy) = shown.remedy {
                sheet.marked(&format!("{indent}→ "), theme.accent, &remedy.replace('\n', " "), theme.plain);
            }
            sheet.hang(&format!("{indent}  "), &words.get("ui-form-ask-again"), theme.dim);
        }
        None if form.account_query().is_some() => sheet.hang(indent, &words.get("ui-form-asking"), theme.dim),
        None => {}
    }
}

/// What a remedy may name before there is a site: what was typed so far, and a stand-in for the rest.
fn so_far(form: &Form) -> About {
    let dash = || "…".to_owned();
    let typed = |field| Some(form.text(field)).filter(|text| !text.is_empty()).map_or_else(dash, str::to_owned);
    About {
        site: typed(FormField::Name),
        domain: typed(FormField::Domain),
        host: typed(FormField::Host),
        fqdn: dash(),
        region: typed(FormField::Region),
        user: typed(FormField::User),
        address: dash(),
        key: typed(FormField::Key),
        instance: typed(FormField::Server),
        unit: dash(),
        project: dash(),
        venv: dash(),
        owner: dash(),
        commands: Commands { install: dash(), again: dash(), listed: dash() },
        port: dash(),
        group: dash(),
        profile: Some(form.text(FormField::Profile)).filter(|name| !name.is_empty()).map(str::to_owned),
        closes_http: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault, Remedy};
    use crate::text::{Language, Words};
    use crate::ui::workspace::Draft;

    #[test]
    fn who_is_to_sign_in_signs_in_to_the_profile_that_was_typed() {
        let fault = Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, "");
        for (typed, logs_in) in [("", "`aws login`"), ("shop", "`aws login --profile shop`")] {
            let form = Form::new(&Draft { profile: typed.into(), ..Draft::default() });
            for language in [Language::En, Language::Ko] {
                let remedy = Words::new(language).fault(&fault, &so_far(&form)).remedy.unwrap();
                assert!(remedy.contains(logs_in), "{remedy}");
                assert_eq!(remedy.contains("aws configure --profile shop"), typed == "shop", "{remedy}");
            }
        }
    }

    #[test]
    fn a_remedy_names_what_was_typed_though_there_is_no_site_yet() {
        let form = Form::new(&Draft { region: "ap-east-1".into(), ..Draft::default() });
        let fault = Fault::person(Code::RegionNotEnabled, Remedy::EnableRegion, "");
        for language in [Language::En, Language::Ko] {
            let remedy = Words::new(language).fault(&fault, &so_far(&form)).remedy.unwrap();
            assert!(remedy.contains("→ ap-east-1 →") && !remedy.contains('…'), "{remedy}");
        }
    }
}
