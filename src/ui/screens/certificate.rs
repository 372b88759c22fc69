//! Step 5: which names, proven how; then the way to ISSUED.

use crate::engine::op::cloud::CertificateState;
use crate::engine::queries::{self, dns_elsewhere::Found};
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::site::options::OptionId;
use crate::site::{Site, Validation};
use crate::ui::model::{Choice, wildcard_covers};
use crate::ui::paint::Paint;
use crate::ui::screens::domain::second;
use crate::ui::widgets::{rows, their_records};

pub(super) fn above(paint: &mut Paint) {
    if !paint.page.holds(&Slot::Certificate) {
        choices(paint);
    }
    let Some(world) = paint.world() else { return };
    second(paint, world, SlotKind::Certificate);
    if paint.page.their_records().is_some() {
        return their_records::fill(paint);
    }
    if let Some(Resource::Certificate { arn }) = world.ledger.resources.get(&Slot::Certificate) {
        timeline(paint, world, arn);
    }
    if let Some(mailboxes) = paint.page.mailboxes() {
        paint.message("ui-certificate-mailboxes");
        let theme = paint.theme;
        paint.sheet.hang("    ", &mailboxes.join("  "), theme.accent);
        paint.sheet.gap();
    }
}

fn choices(paint: &mut Paint) {
    let (words, site) = (paint.words, &paint.page.site);
    let names: Vec<String> = site.certificate_names().iter().map(ToString::to_string).collect();
    rows::choice(paint, Choice::Option(OptionId::CertificateNames), &names.join(", "));
    if !covers(site) {
        paint.sheet.hang("    ", &words.with("ui-form-not-covered", &[("fqdn", &site.fqdn()), ("domain", &site.domain)]), paint.theme.bad);
    }
    Choice::all().filter(|choice| choice.offered(paint.page)).for_each(|choice| {
        if let Choice::Option(option) = choice {
            rows::word_option(paint, option, &[]);
        }
    });
    paint.sheet.gap();
}

fn covers(site: &Site) -> bool {
    site.certificate.names.is_empty() || wildcard_covers(&site.domain, &site.fqdn())
}

/// Requested, proven, issued: what is behind, and what it waits for.
fn timeline(paint: &mut Paint, world: &World, arn: &crate::engine::ids::CertificateArn) {
    let (words, theme) = (paint.words, paint.theme);
    let seen = world.observed.certificate(arn);
    let issued = seen.is_some_and(|c| c.state == CertificateState::Issued);
    let dns = world.site.certificate.validation == Validation::Dns;
    let elsewhere = queries::dns_elsewhere::is(world);
    let theirs = || {
        let all = queries::dns_elsewhere::of_certificate(world);
        !all.is_empty() && all.iter().all(|record| queries::dns_elsewhere::found(world, record) == Some(Found::Right))
    };
    let written = if elsewhere { theirs() } else { world.ledger.resources.keys().any(|slot| matches!(slot, Slot::Validation(_))) };
    let known = seen.is_some_and(|c| !c.records.is_empty());
    let mut stage = |id: &str, past: bool, now: bool| {
        let (mark, style) = match (past, now) {
            (true, _) => ("  ✔ ", theme.good),
            (false, true) => ("  ● ", theme.busy),
            (false, false) => ("  ○ ", theme.dim),
        };
        paint.sheet.marked(mark, style, &words.get(id), theme.plain);
    };
    stage("ui-certificate-requested", true, false);
    if dns {
        stage("ui-certificate-told", known || written || issued, true);
        stage(if elsewhere { "ui-certificate-seen" } else { "ui-certificate-written" }, written || issued, known);
    } else {
        stage("ui-certificate-mailed", issued, true);
    }
    stage("ui-certificate-issued", issued, dns && written);
    paint.sheet.gap();
}
