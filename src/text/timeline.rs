//! How far the certificate is, name by name, in words.

use std::collections::BTreeSet;

use super::Words;
use super::evidence::{moment, seen_since};
use crate::engine::queries::timeline::{Is, NameLine, Sight, Stage, StageCode, lines};
use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::site::Validation;

/// One line of it: how it stands, how far it is moved in, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub is: Option<Is>,
    pub depth: usize,
    pub text: String,
}

impl Told {
    /// The sign in front of it.
    pub fn mark(&self) -> &'static str {
        match self.is {
            Some(Is::Past) => "✔ ",
            Some(Is::Now) => "● ",
            Some(Is::Wrong) => "✖ ",
            Some(Is::Ahead | Is::NotLookedAt) => "○ ",
            None => "",
        }
    }
}

impl Words {
    /// The line of each name, and below them what the renewal will need; empty: there is no certificate, or nobody looked.
    pub fn timeline(&self, world: &World) -> Vec<Told> {
        let lines = lines(world);
        if lines.is_empty() {
            return Vec::new();
        }
        let mut all: Vec<Told> = lines.iter().flat_map(|line| self.line(line)).collect();
        let needs = match world.site.certificate.validation {
            Validation::Dns => "timeline-renewal-dns",
            Validation::Email => "timeline-renewal-email",
        };
        all.push(Told { is: None, depth: 0, text: self.get(needs) });
        all
    }

    fn line(&self, line: &NameLine) -> Vec<Told> {
        let name = Told { is: None, depth: 0, text: line.name.clone() };
        [name].into_iter().chain(line.stages.iter().flat_map(|stage| self.stage(stage))).collect()
    }

    fn stage(&self, stage: &Stage) -> Vec<Told> {
        let when = match (stage.at, stage.sights.is_empty()) {
            (Some(at), true) => format!("  ({})", time(at)),
            (Some(at), false) => format!("  ({})", seen_since(self, at).trim_end_matches('.')),
            (None, _) => String::new(),
        };
        let head = Told { is: Some(stage.is), depth: 1, text: format!("{}{when}", self.get(&format!("stage-{}", stage.code))) };
        let under = |text: String| Told { is: None, depth: 2, text };
        let evidence = Some(stage.evidence.join("  ")).filter(|text| !text.is_empty()).map(under);
        // Where all have it, their names are enough.
        let all = Some(named(stage)).filter(|names| stage.is == Is::Past && !names.is_empty()).map(under);
        let each = stage.sights.iter().filter(|_| stage.is != Is::Past);
        let each = each.map(|sight| Told { is: Some(sight.is), depth: 2, text: self.sight(sight) });
        [head].into_iter().chain(evidence).chain(all).chain(each).collect()
    }

    fn sight(&self, sight: &Sight) -> String {
        let told = self.with(&format!("sight-{}", sight.is), &[("evidence", &sight.evidence)]);
        if sight.who.is_empty() { told } else { format!("{}: {told}", sight.who) }
    }

    /// What is past, or wrong, and was not told before: one line each.
    pub fn timeline_news(&self, world: &World, told: &mut BTreeSet<(String, StageCode, Is)>) -> Vec<String> {
        let mut news = Vec::new();
        for line in lines(world) {
            for stage in line.stages.iter().filter(|stage| is_news(stage)) {
                if told.insert((line.name.clone(), stage.code, stage.is)) {
                    news.extend(self.new_stage(&line.name, stage));
                }
            }
        }
        news
    }

    /// Whoever lacks it, or has another, is named.
    fn new_stage(&self, name: &str, stage: &Stage) -> Vec<String> {
        let mark = if stage.is == Is::Past { "✔" } else { "✖" };
        let has = named(stage);
        let has = if has.is_empty() { has } else { format!(": {has}") };
        let head = format!("{mark} {name}: {}{has}", self.get(&format!("stage-{}", stage.code)));
        let odd = stage.sights.iter().filter(|sight| sight.is != Is::Past);
        [head].into_iter().chain(odd.map(|sight| format!("    {}", self.sight(sight)))).collect()
    }
}

/// What no op of ours tells of.
fn is_news(stage: &Stage) -> bool {
    let by_itself = matches!(stage.code, StageCode::Servers | StageCode::Resolver | StageCode::Approved);
    by_itself && matches!(stage.is, Is::Past | Is::Wrong)
}

/// Those that have it, by name.
fn named(stage: &Stage) -> String {
    let has = stage.sights.iter().filter(|sight| sight.is == Is::Past && !sight.who.is_empty());
    has.map(|sight| sight.who.as_str()).collect::<Vec<_>>().join(", ")
}

fn time(at: Timestamp) -> String {
    moment(at).replace('T', " ").replace('Z', " UTC")
}
