//! The chain from the site's name to the project, as the first step wants it: whose fault a break is, and what mends it.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::host::{AppPaths, Chain, ChainEnd, Holder, HostOp, Keeper, NginxChange, NginxEdit};
use crate::engine::op::net::Why;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::server;
use crate::engine::question::{Answer, Question};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::steps::on_host::{ask_host, no_address};
use crate::engine::steps::{CheckResult, Hop};
use crate::engine::time::Timestamp;
use crate::site::ServerId;

fn fail<T>(code: Code, remedy: Remedy, detail: impl AsRef<str>) -> Flow<T> {
    Break(Directive::Fail(Fault::person(code, remedy, detail)))
}

/// The chain as it was seen last; looked for when it was not yet, or a write made it old.
pub(in crate::engine) fn seen<'a>(w: &'a World, id: &ServerId, app: &AppPaths) -> Flow<&'a Chain> {
    let look = need(server::chain(w, id, app), || no_address(w))?;
    need(w.observed.chain(id), || Directive::Do(look))
}

/// Whether a user's own unit keeps the project running, which it does after a logout only where the user lingers.
pub(super) fn kept_by_a_user(chain: &Chain) -> Flow<bool> {
    let Some(Keeper::Unit { name, user: Some(user), .. }) = ours(chain) else { return Continue(false) };
    let unit = chain.units.iter().find(|unit| unit.name == *name && unit.user.as_ref() == Some(user));
    match unit {
        Some(unit) if unit.lingers && unit.enabled => Continue(true),
        Some(_) | None => fail(Code::UnitEndsAtLogout, Remedy::LetItLinger, format!("{name}\n{user}")),
    }
}

/// Who keeps the process that answers, where that is the project.
fn ours(chain: &Chain) -> Option<&Keeper> {
    let holder = chain.holder.as_ref().filter(|_| chain.end == ChainEnd::OurProject)?;
    Some(&holder.keeper)
}

/// What stands in the way of a service of ours, which would only meet it.
pub(super) fn in_the_way(chain: &Chain) -> Flow<()> {
    match &chain.end {
        ChainEnd::OurProject => held(chain),
        ChainEnd::NginxAbsent | ChainEnd::NginxStopped | ChainEnd::NginxRefused(_) | ChainEnd::PortHeld(_) | ChainEnd::OtherProject => {
            broken(chain)
        }
        // Once it runs, these are looked at again.
        ChainEnd::NobodyListens
        | ChainEnd::NotOurBlock { .. }
        | ChainEnd::NobodyAtPort
        | ChainEnd::Answers { .. }
        | ChainEnd::Files { .. }
        | ChainEnd::Elsewhere
        | ChainEnd::Unknown(_) => Continue(()),
    }
}

/// Stops where the chain breaks.
fn broken(chain: &Chain) -> Flow<()> {
    fault(chain).map_or(Continue(()), |fault| Break(Directive::Fail(fault)))
}

/// What is wrong where the chain does not end at the project, and what the person can do about it.
pub(in crate::engine) fn fault(chain: &Chain) -> Option<Fault> {
    let block = || place(chain);
    let holder = || chain.holder.as_ref().map(ToString::to_string).unwrap_or_default();
    let (code, remedy, detail) = match &chain.end {
        ChainEnd::OurProject => return None,
        ChainEnd::NginxAbsent => (Code::NoNginx, Remedy::InstallNginx, String::new()),
        ChainEnd::NginxStopped => (Code::NginxStopped, Remedy::StartNginx, String::new()),
        ChainEnd::NginxRefused(words) => (Code::NginxRefused, Remedy::MendNginxConfig, words.clone()),
        ChainEnd::PortHeld(holder) => (Code::PortHeld, Remedy::FreePortEighty, holder.to_string()),
        ChainEnd::NobodyAtPort => (Code::NobodyAtPort, Remedy::AddServerBlock, String::new()),
        ChainEnd::NotOurBlock { others: false } => (Code::DefaultSiteAnswers, Remedy::AddServerBlock, block()),
        ChainEnd::NotOurBlock { others: true } => (Code::OtherSiteAnswers, Remedy::AddServerBlock, block()),
        ChainEnd::Answers { code, to } => {
            let answer = format!("{}\nHTTP {code} {}", block(), to.clone().unwrap_or_default());
            (Code::BlockAnswers, Remedy::ChangeThatBlock, answer)
        }
        ChainEnd::Files { root } => (Code::BlockAnswers, Remedy::ChangeThatBlock, format!("{}\n{root}", block())),
        ChainEnd::Elsewhere => {
            let to = chain.upstream.as_ref().map(ToString::to_string).unwrap_or_default();
            (Code::BlockLeadsElsewhere, Remedy::ChangeThatBlock, format!("{}\n{to}", block()))
        }
        ChainEnd::NobodyListens => (Code::NginxCannotReach, Remedy::FixNginx, block()),
        ChainEnd::OtherProject => {
            let project = chain.project.clone().unwrap_or_default();
            (Code::OtherProjectAnswers, Remedy::ChangeThatBlock, format!("{}\n{}\n{project}", block(), holder()))
        }
        ChainEnd::Unknown(why) => (Code::ChainNotKnown, Remedy::ReadReason, why.clone()),
    };
    Some(Fault::person(code, remedy, detail))
}

/// The project runs, but not as a unit: our own would find its port taken.
fn held(chain: &Chain) -> Flow<()> {
    let detail = chain.holder.as_ref().map(ToString::to_string).unwrap_or_default();
    match ours(chain) {
        None | Some(Keeper::Unit { .. }) => Continue(()),
        Some(Keeper::Terminal { .. } | Keeper::Process) => fail(Code::PortInUse, Remedy::FreeThePort, detail),
        Some(Keeper::OtherService { .. }) => fail(Code::PortInUse, Remedy::StopTheUnit, detail),
        Some(Keeper::Supervisor { .. }) => fail(Code::PortInUse, Remedy::StopInSupervisor, detail),
        Some(Keeper::Docker { .. }) => fail(Code::PortInUse, Remedy::StopTheContainer, detail),
    }
}

/// The block that answers, as a person finds it.
fn place(chain: &Chain) -> String {
    chain.block.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The links of the chain, each as far as it was seen. The first that breaks says why; those behind it were not reached.
pub(super) fn hops(at: Timestamp, chain: &Chain) -> Vec<Hop> {
    let holder = chain.holder.as_ref().map(ToString::to_string).unwrap_or_default();
    let upstream = chain.upstream.as_ref().map(ToString::to_string).unwrap_or_default();
    let listener = format!("{upstream} {holder}").trim().to_owned();
    let links = [
        (HopCode::ServerBlock, place(chain)),
        (HopCode::Listener, listener),
        (HopCode::Project, chain.project.clone().unwrap_or_default()),
    ];
    let reached = |n: usize| match broken_at(&chain.end) {
        None if n == PROJECT => as_root(chain).map_or(CheckResult::Pass, CheckResult::Warn),
        None => CheckResult::Pass,
        Some(at) if n < at => CheckResult::Pass,
        Some(at) if n == at => break_of(chain),
        Some(_) => CheckResult::Unknown(Why::Broken),
    };
    links.into_iter().enumerate().map(|(n, (code, evidence))| Hop { code, evidence, result: reached(n), at: Some(at) }).collect()
}

/// The last of the links.
const PROJECT: usize = 2;

/// A unit of the system runs the project as root, as it does where the checkout is root's.
fn as_root(chain: &Chain) -> Option<Fault> {
    let Holder { user, keeper: Keeper::Unit { name, .. }, .. } = chain.holder.as_ref()? else { return None };
    let root = user.as_deref() == Some("root");
    let detail = || format!("{name} {}", chain.project.clone().unwrap_or_default());
    root.then(|| Fault::person(Code::RunsAsRoot, Remedy::GiveProject, detail()))
}

/// Which of the links breaks: block, listener, project.
fn broken_at(end: &ChainEnd) -> Option<usize> {
    match end {
        ChainEnd::OurProject => None,
        ChainEnd::NobodyListens => Some(1),
        ChainEnd::OtherProject => Some(PROJECT),
        ChainEnd::NginxAbsent
        | ChainEnd::NginxStopped
        | ChainEnd::NginxRefused(_)
        | ChainEnd::PortHeld(_)
        | ChainEnd::NobodyAtPort
        | ChainEnd::NotOurBlock { .. }
        | ChainEnd::Answers { .. }
        | ChainEnd::Files { .. }
        | ChainEnd::Elsewhere
        | ChainEnd::Unknown(_) => Some(0),
    }
}

/// Why it breaks, where that is known.
fn break_of(chain: &Chain) -> CheckResult {
    match fault(chain) {
        Some(fault) if fault.code != Code::ChainNotKnown => CheckResult::Fail(fault),
        Some(_) | None => CheckResult::Unknown(Why::Broken),
    }
}

/// The service runs: what answers the site's name must be it, and the balancer's word of https must get to it.
pub(super) fn answers(w: &World, id: &ServerId, app: &AppPaths, chain: &Chain) -> Flow<()> {
    match &chain.end {
        ChainEnd::OurProject => {
            held(chain)?;
            is_read(w, id, chain)?;
            scheme_reaches(w, id, app, chain)
        }
        ChainEnd::NotOurBlock { .. } => not_our_block(w, id, app, chain),
        // It was only just started.
        ChainEnd::NobodyListens => Break(Directive::Poll(need(server::chain(w, id, app), || no_address(w))?, PollPolicy::SERVICE)),
        ChainEnd::NobodyAtPort
        | ChainEnd::Answers { .. }
        | ChainEnd::Files { .. }
        | ChainEnd::Elsewhere
        | ChainEnd::Unknown(_)
        | ChainEnd::NginxAbsent
        | ChainEnd::NginxStopped
        | ChainEnd::NginxRefused(_)
        | ChainEnd::PortHeld(_)
        | ChainEnd::OtherProject => broken(chain),
    }
}

/// nginx runs what lies on the disk: the chain was worked out from that. A write of ours that was cut off before nginx read it is asked
/// again, and only reloads.
fn is_read(w: &World, id: &ServerId, chain: &Chain) -> Flow<()> {
    let cut_off = w.ledger.pending.values().find(|p| matches!(&p.op, Op::Host(of, _, HostOp::WriteNginx { .. }) if of == id));
    match cut_off {
        Some(pending) => Break(Directive::Do(pending.op.clone())),
        None if chain.unread.is_empty() => Continue(()),
        None => fail(Code::NginxUnread, Remedy::ReloadNginx, chain.unread.join("\n")),
    }
}

/// Another block answers the name: the name is added to the one that leads to the project, or a site of ours is.
fn not_our_block(w: &World, id: &ServerId, app: &AppPaths, chain: &Chain) -> Flow<()> {
    match &chain.edit {
        NginxEdit::Wanted(change) => edit(w, id, app, change),
        NginxEdit::Refused(why) => {
            let code = fault(chain).map_or(Code::DefaultSiteAnswers, |fault| fault.code);
            fail(code, Remedy::AddNameToBlock, format!("{}\n{why}", place(chain)))
        }
        // The project listens nowhere yet: it may only just start.
        NginxEdit::None => Break(Directive::Poll(need(server::chain(w, id, app), || no_address(w))?, PollPolicy::SERVICE)),
    }
}

/// A site behind its balancer already is left as it is: what a visitor can do there, the last step looks at.
fn scheme_reaches(w: &World, id: &ServerId, app: &AppPaths, chain: &Chain) -> Flow<()> {
    match &chain.edit {
        NginxEdit::Wanted(change) if !w.holds(&Slot::Balancer) => edit(w, id, app, change),
        // Where nginx is not ours to edit, the settings are: CSRF_TRUSTED_ORIGINS.
        NginxEdit::Wanted(_) | NginxEdit::Refused(_) | NginxEdit::None => Continue(()),
    }
}

fn edit(w: &World, id: &ServerId, app: &AppPaths, change: &NginxChange) -> Flow<()> {
    let answer = Answer::Nginx { server: id.clone(), sha256: change.before_sha256.clone() };
    if !w.answered(&answer) {
        return Break(Directive::Ask(Question::Nginx { server: id.clone(), change: change.clone() }));
    }
    let question = server::chain_question(w, id, app);
    let write = HostOp::WriteNginx { question, path: change.path.clone(), before_sha256: change.before_sha256.clone() };
    ask_host(w, id, write)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{app, chain, world};
    use crate::engine::op::host::{Holder, ProjectUnit, UnitName};

    fn change(others: &[&str]) -> NginxEdit {
        let others = others.iter().map(|name| (*name).to_owned()).collect();
        NginxEdit::Wanted(NginxChange { path: "/etc/nginx/a".into(), diff: "+x".into(), before_sha256: "s".into(), others })
    }

    fn wants(chain: &Chain) -> String {
        match answers(&world(), &ServerId::MAIN, &app(), chain) {
            Continue(()) => "done".into(),
            Break(Directive::Fail(fault)) => fault.code.to_string(),
            Break(Directive::Ask(question)) => question.code().to_owned(),
            Break(other) => format!("{other:?}").split(['(', ' ']).next().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn only_the_chosen_project_behind_the_name_is_done_and_each_break_is_told_apart() {
        let good = chain("gunicorn.service");
        let ending = |end: ChainEnd| Chain { end, ..good.clone() };
        let holder = good.holder.clone().unwrap();
        let table = [
            (good.clone(), "done"),
            (Chain { unread: vec!["/etc/nginx/a".into()], ..good.clone() }, "nginx-unread"),
            (ending(ChainEnd::NobodyListens), "Poll"),
            (ending(ChainEnd::NotOurBlock { others: false }), "Poll"),
            (Chain { edit: NginxEdit::Refused("x".into()), ..ending(ChainEnd::NotOurBlock { others: true }) }, "other-site-answers"),
            (Chain { edit: change(&[]), ..ending(ChainEnd::NotOurBlock { others: true }) }, "nginx"),
            (Chain { edit: NginxEdit::Refused("x".into()), ..ending(ChainEnd::NotOurBlock { others: false }) }, "default-site-answers"),
            (Chain { edit: change(&[]), ..good.clone() }, "nginx"),
            (Chain { edit: NginxEdit::Refused("x".into()), ..good.clone() }, "done"),
            (ending(ChainEnd::OtherProject), "other-project-answers"),
            (ending(ChainEnd::Answers { code: 444, to: None }), "block-answers"),
            (ending(ChainEnd::Files { root: "/var/www".into() }), "block-answers"),
            (ending(ChainEnd::Elsewhere), "block-leads-elsewhere"),
            (ending(ChainEnd::NobodyAtPort), "nobody-at-port"),
            (ending(ChainEnd::NginxAbsent), "no-nginx"),
            (ending(ChainEnd::NginxStopped), "nginx-stopped"),
            (ending(ChainEnd::NginxRefused("e".into())), "nginx-refused"),
            (ending(ChainEnd::PortHeld(holder)), "port-held"),
            (ending(ChainEnd::Unknown("x".into())), "chain-not-known"),
        ];
        for (chain, expected) in table {
            assert_eq!(wants(&chain), expected, "{:?}", chain.end);
        }
    }

    #[test]
    fn who_keeps_the_process_tells_what_stops_it() {
        let kept = |keeper: Keeper| {
            let good = chain("gunicorn.service");
            Chain { holder: good.holder.clone().map(|holder| Holder { keeper, ..holder }), ..good }
        };
        let table = [
            (Keeper::Terminal { user: None }, Some(Remedy::FreeThePort)),
            (Keeper::Process, Some(Remedy::FreeThePort)),
            (Keeper::Supervisor { program: None }, Some(Remedy::StopInSupervisor)),
            (Keeper::Docker { container: None }, Some(Remedy::StopTheContainer)),
            (Keeper::OtherService { name: "x".into() }, Some(Remedy::StopTheUnit)),
            (Keeper::Unit { name: UnitName::GUNICORN, user: None, socket: None }, None),
        ];
        for (keeper, expected) in table {
            let remedy = match in_the_way(&kept(keeper.clone())) {
                Break(Directive::Fail(Fault { disposition: crate::engine::fault::Disposition::Person(remedy), .. })) => Some(remedy),
                _ => None,
            };
            assert_eq!(remedy, expected, "{keeper:?}");
        }
    }

    #[test]
    fn a_users_own_unit_is_done_only_where_the_user_lingers() {
        let (name, user) = (UnitName("web.service".to_owned().into()), Some("u".to_owned()));
        let unit =
            |lingers, enabled| ProjectUnit { name: name.clone(), user: user.clone(), lingers, path: String::new(), active: true, enabled };
        let with = |units: Vec<ProjectUnit>| {
            let good = chain("web.service");
            let keeper = Keeper::Unit { name: name.clone(), user: user.clone(), socket: None };
            Chain { holder: good.holder.clone().map(|holder| Holder { keeper, ..holder }), units, ..good }
        };
        assert_eq!(kept_by_a_user(&with(vec![unit(true, true)])), Continue(true));
        assert_eq!(kept_by_a_user(&chain("gunicorn.service")), Continue(false));
        for units in [vec![unit(false, true)], vec![unit(true, false)], vec![]] {
            assert!(matches!(kept_by_a_user(&with(units)), Break(Directive::Fail(f)) if f.code == Code::UnitEndsAtLogout));
        }
    }

    #[test]
    fn a_yes_to_an_edit_is_not_given_for_others_and_a_live_site_is_left_alone() {
        let Break(Directive::Ask(alone)) = not_our_block(&world(), &ServerId::MAIN, &app(), &Chain { edit: change(&[]), ..chain("g") })
        else {
            panic!()
        };
        assert!(alone.answer_of_yes().is_some());
        let shared = Chain { edit: change(&["shop.example.net"]), ..chain("g") };
        let Break(Directive::Ask(shared)) = not_our_block(&world(), &ServerId::MAIN, &app(), &shared) else { panic!() };
        assert_eq!(shared.answer_of_yes(), None);
        let live = world().with_resource(crate::engine::resource::Resource::Balancer {
            arn: "arn:b".into(),
            dns_name: "b.elb.amazonaws.com".parse().unwrap(),
            dns_zone: "Z2".into(),
            zones: vec![],
        });
        assert_eq!(scheme_reaches(&live, &ServerId::MAIN, &app(), &Chain { edit: change(&[]), ..chain("g") }), Continue(()));
    }
}
