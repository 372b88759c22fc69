//! Any keys, in any order, on terminals of any size, whatever the sessions tell meanwhile: nothing panics, and what is drawn fits.

use std::sync::{Arc, OnceLock};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::op::{Fact, Op};
use landfall::engine::state::World;
use landfall::engine::status::RunStatus;
use landfall::engine::step_id::StepId;
use landfall::engine::time::Timestamp;
use landfall::ports::{FormRefusal, Mail, SecretKind};
use landfall::text::{Language, Words};
use landfall::ui::model::{Model, Page};
use landfall::ui::msg::{Msg, SessionEvent};
use landfall::ui::update;
use landfall::ui::workspace::{AccountInfo, AccountQuery, Draft, Found, Log, LogText, Memo};
use proptest::prelude::*;
use proptest::sample::select;

use super::bench::{Wizard, shared_key};
use super::picture::drawn;

/// What sessions told on a real walk through practice.
fn told() -> &'static [(RunStatus, World)] {
    static TOLD: OnceLock<Vec<(RunStatus, World)>> = OnceLock::new();
    TOLD.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut wizard = Wizard::over("happy", Language::En);
            wizard.built(StepId::Live).await;
            wizard.take_down().await;
            wizard.told
        })
    })
}

/// One of the ops that left on that walk.
fn op(n: usize) -> (StepId, Op) {
    let done: Vec<&Op> = told().iter().flat_map(|(_, world)| world.observed.done()).collect();
    let steps = [StepId::Look, StepId::Service, StepId::Balancer, StepId::Live, StepId::Teardown];
    (steps[n % steps.len()], done[n % done.len()].clone())
}

#[derive(Debug, Clone)]
enum Act {
    Key(KeyEvent),
    Paste(String),
    Resize(u16, u16),
    Tick(u64),
    /// The session tells what it told then.
    Stands(usize),
    /// An op of that time leaves; answers, well or not.
    Started(usize),
    Ended(usize, bool),
    /// It is through, could not begin, or remembers.
    Over(bool),
    Refused,
    Remembered(usize),
    Found(bool),
    Account(bool),
    Kept(bool),
    Reread(usize),
    Registrar(Option<Vec<String>>),
    HandedOver(Option<FormRefusal>),
    Mails(usize),
    Secret(bool),
    /// Its reader read so many lines of a log, or could not; of the service, or of nginx.
    Log(usize, bool, bool),
}

fn key() -> impl Strategy<Value = KeyEvent> {
    use KeyCode::*;
    let named =
        vec![Enter, Esc, Tab, BackTab, Up, Down, Left, Right, PageUp, PageDown, Home, End, Backspace, Delete, F(1), F(2), F(9), Null];
    let letters: Vec<char> = "?qLynltervmucoafjkg123456789 ㅂㅛㅣ가x".chars().collect();
    let control = select(vec!['s', 'u', 'v', 'h', 'c']).prop_map(|c| KeyEvent::new(Char(c), KeyModifiers::CONTROL));
    let code = prop_oneof![6 => select(named), 6 => select(letters).prop_map(Char), 1 => any::<char>().prop_map(Char)];
    let modifiers = prop_oneof![12 => Just(KeyModifiers::NONE), 1 => Just(KeyModifiers::CONTROL), 1 => Just(KeyModifiers::ALT)];
    let any = (code, modifiers).prop_map(|(code, modifiers)| KeyEvent::new(code, modifiers));
    prop_oneof![16 => any, 1 => control]
}

fn act() -> impl Strategy<Value = Act> {
    let refusals = vec![FormRefusal::NotFromHere, FormRefusal::TooFew, FormRefusal::NoHostName(9), FormRefusal::Twice(0)];
    prop_oneof![
        60 => key().prop_map(Act::Key),
        4 => "\\PC{0,40}(\n\\PC{0,20}){0,6}".prop_map(Act::Paste),
        4 => (0u16..200, 0u16..70).prop_map(|(w, h)| Act::Resize(w, h)),
        2 => (80u16..130, 24u16..40).prop_map(|(w, h)| Act::Resize(w, h)),
        3 => (0u64..90_000_000).prop_map(Act::Tick),
        20 => any::<usize>().prop_map(Act::Stands),
        4 => any::<usize>().prop_map(Act::Started),
        4 => (any::<usize>(), any::<bool>()).prop_map(|(n, well)| Act::Ended(n, well)),
        1 => any::<bool>().prop_map(Act::Over),
        1 => Just(Act::Refused),
        1 => any::<usize>().prop_map(Act::Remembered),
        3 => any::<bool>().prop_map(Act::Found),
        2 => any::<bool>().prop_map(Act::Account),
        1 => any::<bool>().prop_map(Act::Kept),
        1 => (0usize..4).prop_map(Act::Reread),
        2 => prop::option::of(prop::collection::vec("\\PC{0,30}", 0..6)).prop_map(Act::Registrar),
        2 => prop::option::of(select(refusals)).prop_map(Act::HandedOver),
        2 => (0usize..4).prop_map(Act::Mails),
        1 => any::<bool>().prop_map(Act::Secret),
        4 => (0usize..90, any::<bool>(), any::<bool>()).prop_map(|(n, well, nginx)| Act::Log(n, well, nginx)),
    ]
}

fn fault() -> Fault {
    Fault::person(Code::ServiceCrashed, Remedy::ReadServiceLog, "한글 \u{1b}[2J\n".repeat(12))
}

fn msg(model: &Model, act: Act) -> Msg {
    let session = |heard| Msg::Session(model.sessions, heard);
    let site = &told()[0].1.site;
    match act {
        Act::Key(key) => Msg::Key(key),
        Act::Paste(text) => Msg::Paste(text),
        Act::Resize(width, height) => Msg::Resize(width, height),
        Act::Tick(ms) => Msg::Tick(Timestamp(model.now.0 + i64::try_from(ms).unwrap())),
        Act::Stands(n) => session(SessionEvent::Status(Box::new(told()[n % told().len()].clone()))),
        Act::Started(n) => {
            let (step, op) = op(n);
            session(SessionEvent::OpStarted(step, Box::new(op)))
        }
        Act::Ended(n, well) => session(SessionEvent::OpEnded(Box::new((op(n).1, if well { Ok(Fact::Done) } else { Err(fault()) })))),
        Act::Over(failed) => session(SessionEvent::Over(failed.then(fault))),
        Act::Refused => session(SessionEvent::Refused("왜\u{7}\nwhy".to_owned())),
        Act::Remembered(n) => session(SessionEvent::Remembered(Memo { ticks: vec![n, n / 2], ..Memo::default() })),
        Act::Found(file) => Msg::Found(Box::new(Found {
            file: String::new(),
            in_file: file.then(|| Ok(site.clone())),
            known: vec![site.clone()],
            unreadable: vec!["hee: damaged".to_owned()],
            fresh: !file,
            draft: None,
            usual: Draft { domain: "한글.com".to_owned(), ..Draft::default() },
            profiles: Vec::new(),
        })),
        Act::Account(well) => {
            let scout = AccountQuery { profile: None, region: site.region.clone() };
            let told = AccountInfo { account: "1".repeat(12), arn: "arn:".repeat(40), instances: Vec::new() };
            Msg::Account(scout, Box::new(if well { Ok(told) } else { Err(fault()) }))
        }
        Act::Kept(well) => Msg::Kept(if well { Ok(()) } else { Err("no space left".to_owned()) }),
        Act::Reread(n) => Msg::Reread((n > 0).then(|| Box::new(if n > 1 { Ok(site.clone()) } else { Err("broken".to_owned()) }))),
        Act::Registrar(fields) => Msg::Registrar(fields),
        Act::HandedOver(refusal) => Msg::HandedOver(refusal.map_or(Ok(()), Err)),
        Act::Mails(n) => {
            let (certificate, sent) = ("arn:c".into(), model.now);
            let mail = Mail { name: "*.가.com".to_owned(), to: "admin@".repeat(20), certificate, sent, approved: n == 2 };
            Msg::Mails((n > 0).then(|| vec![mail; n - 1]))
        }
        Act::Log(n, well, nginx) => {
            let lines: Vec<String> = (0..n).map(|n| "가\u{7}e\u{301}\t ".repeat(n * n % 97)).collect();
            let (cause, dropped) = (n.checked_sub(3), n % 7);
            let text = LogText { lines, dropped, cut: dropped > 0, cause, tells_of_requests: n % 2 == 0 };
            let read = if well { Ok((n % 5 > 0).then_some(text)) } else { Err(fault()) };
            Msg::Log(model.readers, if nginx { Log::Nginx } else { Log::Service }, Box::new(read))
        }
        Act::Secret(again) => {
            let kind = SecretKind::SudoPassword { user: "ubuntu".to_owned(), address: [203, 0, 113, 10].into() };
            Msg::Secret { kind, again }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(acts in prop::collection::vec(act(), 1..160), korean in any::<bool>()) {
        let words = Arc::new(Words::new(if korean { Language::Ko } else { Language::En }));
        let mut model = Model::new(words, "practice", (80, 24), Timestamp(1_795_478_400_000));
        // Most of what there is to press is on a site's screens.
        let found = msg(&model, Act::Found(true));
        update::update(&mut model, found);
        update::update(&mut model, Msg::Key(KeyCode::Enter.into()));
        prop_assert!(matches!(model.page, Page::Site(_)));
        for act in acts {
            let msg = msg(&model, act);
            update::update(&mut model, msg);
            if let Page::Site(page) = &model.page {
                prop_assert_eq!(shared_key(&page.rows()), None);
            }
            if std::mem::take(&mut model.dirty) && model.size.0 > 0 && model.size.1 > 0 {
                drawn(&model);
            }
        }
    }
}
