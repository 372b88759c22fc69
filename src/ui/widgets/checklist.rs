//! The registrar's way, line by line, with the name servers where they are typed.

use crate::engine::queries::signature;
use crate::text::registrars::{Addresses, OTHER, Registrar, Way, dns_of_site, sold_by};
use crate::ui::model::{Choice, Row};
use crate::ui::paint::Paint;
use crate::ui::widgets::rows;

/// The registrar, its steps with their ticks, and the names.
pub fn fill(paint: &mut Paint, names: &[String]) {
    let page = paint.page;
    let Some(registrar) = page.checklist() else { return };
    let language = paint.words.language();
    let open = paint.words.get("ui-open-registrar");
    rows::line(paint, Row::OpenRegistrar, &open, &Row::OpenRegistrar.shown_key());
    bought_at(paint, registrar.name.in_language(language));
    host_of_dns(paint, registrar);
    for (number, line) in registrar.way(page.way()).into_iter().enumerate() {
        tick(paint, number, &registrar.told(paint.words, page.way(), line));
        if line.names {
            typed_here(paint, registrar, names);
        }
    }
    let check = paint.words.get("ui-check-paste");
    rows::line(paint, Row::CheckPaste, &check, &Row::CheckPaste.shown_key());
    paint.sheet.gap();
}

fn bought_at(paint: &mut Paint, chosen: &str) {
    let (theme, text) = (paint.theme, format!("{}  ‹ {chosen} ›", paint.words.get(&Choice::Registrar.name())));
    paint.row(Row::Choice(Choice::Registrar), |sheet, pointer| {
        sheet.between(pointer.mark, theme.cursor, &text, pointer.style, "g", theme.dim)
    });
}

/// Who runs the DNS is not who sold the domain: where nobody has chosen, that is told.
fn host_of_dns(paint: &mut Paint, shown: &Registrar) {
    let unchosen = paint.world().filter(|_| paint.page.memo.registrar.is_none());
    if let Some(told) = unchosen.and_then(sold_by) {
        // Whom the list knows stands there already.
        if shown.id != OTHER {
            return;
        }
        return paint.note(&paint.words.with("headless-sold-by", &[("registrar", &told.name)]));
    }
    // On the way back it runs with us.
    let Some(host) = unchosen.and_then(dns_of_site).filter(|_| paint.page.way() == Way::Over) else { return };
    let name = host.name.in_language(paint.words.language());
    let id = if host.id == shown.id { "ui-dns-runs-likely" } else { "ui-dns-runs-at" };
    paint.note(&paint.words.with(id, &[("dns", &name)]));
}

/// What else is to be known, how sure all this is, and since when: below what was seen.
pub fn background(paint: &mut Paint) {
    let (words, page) = (paint.words, paint.page);
    let Some(registrar) = page.checklist() else { return };
    for note in &registrar.notes {
        paint.sheet.hang("  ", note.message.in_language(words.language()), paint.theme.dim);
    }
    // Where the parent was asked, and promises no signature, there is nothing to switch off.
    let unasked = page.way() == Way::Over && paint.world().is_none_or(|world| signature::seen(world).is_none());
    if let Some(dnssec) = words.dnssec_off(registrar).filter(|_| unasked) {
        paint.sheet.hang("  ", &dnssec, paint.theme.dim);
    }
    if registrar.id != OTHER {
        paint.sheet.hang("  ", &words.how_sure(registrar, page.way(), paint.now), paint.theme.dim);
    }
}

fn tick(paint: &mut Paint, number: usize, text: &str) {
    let (theme, ticked) = (paint.theme, paint.page.memo.ticks.contains(&number));
    paint.row(Row::Tick(number), |sheet, pointer| {
        let arrow = if pointer.here { "▸" } else { " " };
        let mark = format!("{arrow}{} {} ", if ticked { "✔" } else { "○" }, number + 1);
        sheet.marked(&mark, if ticked { theme.good } else { theme.cursor }, text, pointer.style);
    });
}

/// A name server, with the key that copies it.
pub fn to_copy(paint: &mut Paint, indent: &str, place: usize, name: &str) {
    let (theme, key) = (paint.theme, paint.words.with("ui-copy-key", &[("number", &(place + 1))]));
    paint.sheet.between(indent, theme.plain, name, theme.accent, &key, theme.dim);
}

fn typed_here(paint: &mut Paint, registrar: &Registrar, names: &[String]) {
    let theme = paint.theme;
    for (n, name) in names.iter().enumerate() {
        to_copy(paint, "      ", n, name);
        if registrar.addresses == Addresses::Required {
            let address = paint.page.address_of(name).unwrap_or_else(|| paint.words.get("registrar-no-address"));
            paint.sheet.hang("        ", &address, theme.plain);
        }
    }
    paint.sheet.hang("    ", &paint.words.how_typed(registrar), theme.dim);
}
