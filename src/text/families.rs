//! Families of messages: of each, one for every code of a kind, and none besides.

use std::collections::{BTreeMap, BTreeSet};

use super::Language;
use super::tests::messages;
use crate::engine::cost::Item;
use crate::engine::fault::{Again, Code, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::OpCode;
use crate::engine::op::cloud::{
    BalancerState, CertificateState, ConsoleSays, HolderKind, InstanceState, IssueCause, ObstacleKind, TargetHealth,
};
use crate::engine::op::host::{SkipReason, Tool};
use crate::engine::op::net::Why;
use crate::engine::poll::WaitKind;
use crate::engine::preflight::CheckCode;
use crate::engine::queries::entered::Beside;
use crate::engine::queries::read::Service;
use crate::engine::queries::timeline::{Is, StageCode};
use crate::engine::question::QuestionKind;
use crate::engine::slot::SlotKind;
use crate::engine::step_id::StepId;
use crate::journal::JournalError;
use crate::site::NameProblem;
use crate::site::config::ConfigProblem;
use crate::site::options::{LISTED, OptionId, Value};

/// The ids of its messages, with `{}` in place of the code, and the codes.
pub(crate) struct Family {
    patterns: &'static [&'static str],
    codes: BTreeSet<String>,
}

impl Family {
    pub(crate) fn of<T: ToString>(patterns: &'static [&'static str], codes: &[T]) -> Self {
        Self { patterns, codes: codes.iter().map(ToString::to_string).collect() }
    }

    /// The same for these codes too.
    fn and<T: ToString>(mut self, codes: &[T]) -> Self {
        self.codes.extend(codes.iter().map(ToString::to_string));
        self
    }

    fn ids(&self) -> impl Iterator<Item = String> {
        self.patterns.iter().flat_map(|pattern| self.codes.iter().map(|code| pattern.replace("{}", code)))
    }

    /// What all ids of its patterns start with.
    fn starts(&self) -> impl Iterator<Item = &'static str> {
        self.patterns.iter().filter_map(|pattern| pattern.split("{}").next())
    }
}

/// What the engine, the site and the journal have codes for.
fn families() -> Vec<Family> {
    let guide: Vec<StepId> = StepId::guide().collect();
    let screens = || Family::of(&["ui-why-{}"], &guide).and(&[StepId::Preflight, StepId::Teardown]);
    vec![
        Family::of(&["fault-{}"], Code::ALL),
        Family::of(&["remedy-{}"], Remedy::ALL),
        Family::of(&["again-{}"], Again::ALL),
        Family::of(&["entered-beside-{}"], Beside::ALL),
        Family::of(&["name-problem-{}"], NameProblem::ALL),
        Family::of(&["config-problem-{}"], ConfigProblem::CODES),
        Family::of(&["journal-problem-{}"], JournalError::CODES),
        Family::of(&["item-{}"], Item::ALL),
        Family::of(&["tool-{}"], &[Tool::System, Tool::Other]),
        Family::of(&["skipped-{}"], SkipReason::ALL),
        Family::of(&["unsuited-{}"], ObstacleKind::ALL),
        Family::of(&["holds-{}"], HolderKind::ALL),
        Family::of(&["op-{}"], OpCode::ALL),
        Family::of(&["hop-{}"], HopCode::ALL),
        Family::of(&["unseen-{}"], Why::ALL),
        Family::of(&["check-{}"], CheckCode::ALL),
        Family::of(&["slot-{}"], SlotKind::ALL),
        Family::of(&["read-service-{}"], Service::ALL),
        Family::of(&["ui-option-{}"], OptionId::ALL),
        Family::of(&["ui-value-{}", "ui-value-{}-why"], &option_words()),
        Family::of(&["question-{}", "question-{}-stop"], QuestionKind::ALL),
        Family::of(&["console-{}", "console-{}-then"], ConsoleSays::ALL),
        Family::of(&["acm-reason-{}", "acm-reason-{}-then"], IssueCause::ALL),
        Family::of(&["stage-{}"], StageCode::ALL),
        Family::of(&["sight-{}"], Is::ALL),
        Family::of(&["wait-{}", "usual-{}", "waiting-{}"], WaitKind::ALL),
        Family::of(&["state-{}"], CertificateState::ALL).and(BalancerState::ALL).and(TargetHealth::ALL).and(InstanceState::ALL),
        Family::of(&["step-{}"], StepId::ALL),
        screens(),
        // The pages that come before the steps have stories too.
        Family { patterns: &["ui-story-{}"], ..screens() }.and(&["start", "form"]),
        // What is done first on the first screen, where the server was never met.
        Family::of(&["ui-do-{}"], &guide).and(&["meet"]),
        Family::of(&["ui-next-{}"], &guide),
    ]
}

/// Each word that an option may have, behind the option's code.
fn option_words() -> Vec<String> {
    let words = |option: &OptionId| match option.spec().value {
        Value::Word { all, .. } => all.iter().map(|word| format!("{option}-{word}")).collect(),
        Value::Zones { all, .. } => all.iter().chain([&LISTED]).map(|word| format!("{option}-{word}")).collect(),
        Value::Flag { .. } | Value::Names { .. } => Vec::new(),
    };
    OptionId::ALL.iter().flat_map(words).collect()
}

/// What is wrong with these families in one language: the ids without a message, and the messages without a code.
pub(crate) fn wrong<V>(families: &[Family], messages: &BTreeMap<String, V>) -> (Vec<String>, Vec<String>) {
    let wanted: BTreeSet<String> = families.iter().flat_map(Family::ids).collect();
    let starts: BTreeSet<&str> = families.iter().flat_map(Family::starts).collect();
    let missing = wanted.iter().filter(|id| !messages.contains_key(*id)).cloned().collect();
    let in_a_family = |id: &&String| starts.iter().any(|start| id.starts_with(start));
    let idle = messages.keys().filter(in_a_family).filter(|id| !wanted.contains(*id)).cloned().collect();
    (missing, idle)
}

#[test]
fn every_code_has_its_messages_in_both_languages_and_no_message_is_without_a_code() {
    for language in Language::ALL {
        assert_eq!(wrong(&families(), &messages(language)), (Vec::new(), Vec::new()), "{language:?}");
    }
}

#[test]
fn a_missing_message_is_seen_and_so_is_an_idle_one() {
    let mut messages: BTreeMap<String, ()> = families().iter().flat_map(Family::ids).map(|id| (id, ())).collect();
    messages.remove("op-survey");
    messages.remove("question-costs-stop");
    messages.insert("ui-next-look".into(), ());
    messages.insert("state-novel".into(), ());
    let text = |ids: [&str; 2]| ids.map(str::to_owned).to_vec();
    assert_eq!(wrong(&families(), &messages), (text(["op-survey", "question-costs-stop"]), text(["state-novel", "ui-next-look"])));
}
