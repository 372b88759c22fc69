//! Longer texts: what a run ended with, the plan, how a site stands.

use crate::engine::cost::Bill;
use crate::engine::directive::Errand;
use crate::engine::fault::{Again, Fault};
use crate::engine::goal::Goal;
use crate::engine::inventory::{self, Planned};
use crate::engine::queries;
use crate::engine::queries::entered::{Entered, at_the_registry};
use crate::engine::question::Question;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::engine::status::{RunStatus, StepState, StepStatus, Stuck};
use crate::engine::step_id::StepId;
use crate::headless::bill::{a_month, bill, staying};
use crate::headless::manner::Handling;
use crate::headless::{Ending, Manner, Task, checks, lines, paused, questions, records, removal, way};
use crate::site::joined;
use crate::text::registrars::{self, Way};
use crate::text::{Words, evidence, teardown};

/// What was told while the run went on, and is not told again at its end: the steps whose errand is elsewhere, and what a teardown met.
pub struct Told<'a> {
    pub errands: &'a [(StepId, &'static str)],
    pub stuck: &'a [Fault],
}

/// What a run ended with.
pub fn end(words: &Words, manner: &Manner, ending: &Ending, standing: &RunStatus, world: &World, told: &Told) {
    match manner.task {
        Task::Plan => {
            paused::line(words, world);
            checks::before_a_plan(words, world);
            plan(words, world);
        }
        Task::Doctor => return checks::doctor(words, world),
        Task::Status => status(words, manner, standing, world),
        Task::Up | Task::Restart | Task::Pause | Task::Down => {}
    }
    faults(words, manner.task, standing, world, told.stuck);
    // A mere look has told it first.
    if let Some(gone) = standing.gone.filter(|gone| gone.all > 0 && !manner.task.only_looks() && !was_over(world)) {
        removal::progress(words, gone);
    }
    if *ending == Ending::Done && !manner.task.only_looks() {
        return done(words, manner, standing, world);
    }
    for (_, on) in standing.elsewhere.iter().filter(|(step, on)| !told.errands.contains(&(*step, on.stage()))) {
        elsewhere(words, on, world);
    }
    if *ending == Ending::Done {
        return;
    }
    for (_, question) in standing.asks.iter().filter(|(_, question)| manner.task.handles(question) != Handling::Left) {
        unanswered(words, manner, question, world);
    }
    if manner.task == Task::Down && world.observed.swept && world.ledger.resources.is_empty() {
        read(words, manner, world);
        unread(words, world, "headless-unread-down");
    }
    if manner.task == Task::Down {
        bills(words, world);
        ends_besides(words, world);
    }
    // Half of it stands, and bills on.
    if manner.task == Task::Pause && world.ledger.pause.is_some_and(|pause| !pause.through) {
        paused::line(words, world);
        bills(words, world);
    }
    match ending {
        Ending::Outlasted if manner.wait.is_some() => expired(words, manner, standing),
        // A teardown that was not told to wait looked once: the next move is the person's.
        Ending::Outlasted | Ending::Person | Ending::Unseen => lines::put(&words.get("headless-stopped")),
        Ending::Failed | Ending::Done | Ending::Stopped => lines::put(&words.get("headless-failed")),
    }
    // Whoever only looks has nothing to carry on.
    if !manner.task.only_looks() {
        let accepted = if manner.accept_unknown_price { " --accept-unknown-price" } else { "" };
        let command = format!("{} {}{}{accepted}", manner.program, manner.task.verb(), flags(as_begun(world)));
        lines::put(&words.with("headless-carry-on", &[("command", &command)]));
    }
}

/// A pause goes on as it was begun, and the question before that is answered by who types so.
fn as_begun(world: &World) -> Goal {
    match (world.options.goal, world.ledger.pause) {
        (Goal::Pause(asked), Some(pause)) if !pause.through && pause.scope.covers(asked) => Goal::Pause(pause.scope),
        (goal, _) => goal,
    }
}

/// How much this run takes away, as it was typed.
fn flags(goal: Goal) -> String {
    match goal {
        Goal::Pause(scope) if scope.stop_server => " --stop-server".to_owned(),
        Goal::TearDown(scope) => teardown::flags(scope),
        Goal::Pause(_) | Goal::Build { .. } | Goal::Look { .. } | Goal::Preflight { .. } | Goal::Restart => String::new(),
    }
}

/// To the person who just said no, only what that means; to nobody at all, what a person would have to do.
fn unanswered(words: &Words, manner: &Manner, question: &Question, world: &World) {
    match question {
        Question::TearDown { domain, .. } if manner.interactive => {
            lines::put(&words.with("headless-not-the-domain", &[("domain", domain)]))
        }
        Question::ReopenDoor { .. } if manner.interactive => lines::put(&words.get("headless-door-stays")),
        _ if manner.interactive && manner.task.handles(question) == Handling::Asked => {
            lines::put(&words.get("headless-declined"));
        }
        _ => {
            lines::put(&format!("? {}", words.question(question)));
            questions::details(words, question, world);
            lines::put_under(&words.question_stop(question, &teardown::flags_of(world)));
        }
    }
}

fn expired(words: &Words, manner: &Manner, standing: &RunStatus) {
    let wait = manner.wait.clone().unwrap_or_default();
    for expired in standing.waits.iter().filter(|w| w.expired) {
        let what = words.get(&format!("op-{}", expired.op.code()));
        lines::put(&words.with("headless-outlasted", &[("wait", &wait), ("what", &what)]));
    }
}

/// Each fault once: what, the evidence, what to do. A plan has told those of its checks. What is wrong with the sign-in or the account
/// every look meets, each in its service's own words: it is told once.
fn faults(words: &Words, task: Task, standing: &RunStatus, world: &World, told: &[Fault]) {
    let mut reported: Vec<Fault> = if task == Task::Plan { checks::told(world) } else { told.to_vec() };
    if standing.stuck.iter().any(|stuck| told.contains(&stuck.fault)) {
        lines::put(&words.get("headless-stuck-above"));
    }
    for stuck in &standing.stuck {
        let of_the_account = |told: &Fault| told.code == stuck.fault.code && told.code.again() == Again::Account;
        if reported.iter().any(|told| *told == stuck.fault || of_the_account(told)) {
            continue;
        }
        reported.push(stuck.fault.clone());
        self::stuck(words, stuck, world);
    }
}

/// One fault: what, the evidence, what to do, and what trying again looks at.
pub fn stuck(words: &Words, stuck: &Stuck, world: &World) {
    let message = words.fault(&stuck.fault, &evidence::about(world));
    lines::put(&format!("✖ {}: {}", words.get(&format!("step-{}", stuck.step.code())), message.what));
    lines::put_under(&message.why);
    if let Some(remedy) = message.remedy {
        lines::put(&format!("→ {remedy}"));
        lines::put(&format!("↻ {}", words.with("headless-again", &[("what", &words.again([stuck]))])));
    }
}

/// What is wrong with what the registry names, name by name. Nobody has typed anything yet: nothing is.
pub fn entered(words: &Words, seen: &Entered) {
    if seen.untouched() {
        return;
    }
    lines::put(&format!("✖ {}", words.get("headless-entered")));
    for name in words.wrong_names(seen) {
        lines::put_under(&format!("✖ {}", name.text));
        name.letters.iter().flatten().for_each(|line| lines::put_under(&format!("    {line}")));
    }
}

/// What is to be done elsewhere, step by step.
pub fn elsewhere(words: &Words, on: &Errand, world: &World) {
    match on {
        Errand::HandOver { domain, ours, theirs } => {
            if let Some((sentence, records)) = evidence::goes_dark(words, world) {
                lines::put(&sentence);
                records.iter().for_each(|record| lines::put_under(record));
                evidence::carried_over(words, world).iter().for_each(|remedy| lines::put(&format!("→ {remedy}")));
            }
            if let Some(told) = words.parent_zone(world, Way::Over) {
                lines::put(&told);
                ours.iter().for_each(|name| lines::put_under(&format!("    {name}")));
            } else {
                lines::put(&words.with("headless-hand-over", &[("domain", domain)]));
                way::tell(words, world, Way::Over, ours);
            }
            lines::put(&words.get("headless-hand-over-takes"));
            entered(words, &at_the_registry(world, ours, theirs));
        }
        Errand::HandBack { old, .. } => {
            lines::put(&words.with("headless-zone-kept", &[("month", &zone_a_month(words, world))]));
            let known = if old.is_empty() { "no" } else { "yes" };
            if let Some(told) = words.parent_zone(world, Way::Back) {
                return lines::put(&told);
            }
            lines::put(&words.with("headless-hand-back", &[("known", &known), ("old", &joined(old))]));
            way::tell(words, world, Way::Back, old);
        }
        Errand::DnssecOff { domain, left, ttl, until } => {
            lines::put(&evidence::dnssec(words, domain, *left, *ttl, *until));
            let there = registrars::of_site(world).filter(|_| until.is_none()).and_then(|registrar| words.dnssec_off_at(registrar));
            there.iter().for_each(|line| lines::put_under(line));
        }
        Errand::Mend { fault } => {
            let message = words.fault(fault, &evidence::about(world));
            lines::put(&format!("! {}", words.get("headless-mend")));
            lines::put_under(&format!("✖ {}", message.what));
            lines::put_under(&message.why);
            message.remedy.iter().for_each(|remedy| lines::put_under(&format!("→ {remedy}")));
        }
        Errand::Records { zone, .. } => records::tell(words, on, zone, world),
        Errand::Mail { mailboxes } => {
            let (usual, mailboxes) = (words.get("usual-certificate-mail"), mailboxes.join(", "));
            lines::put(&words.with("wait-certificate-mail", &[("elapsed", &"-"), ("usual", &usual), ("evidence", &mailboxes)]));
        }
    }
}

/// What the zone bills a month while it stays.
fn zone_a_month(words: &Words, world: &World) -> String {
    a_month(words, world.resource(&Slot::Zone).and_then(|zone| inventory::bill_of(world, zone).all_a_month()))
}

/// The teardown had come to its end before this run, which read nothing anew.
fn was_over(world: &World) -> bool {
    world.observed.done().next().is_none() && !world.observed.swept
}

fn done(words: &Words, manner: &Manner, standing: &RunStatus, world: &World) {
    match (manner.task, world.options.goal) {
        (Task::Up, Goal::Build { until }) if until != StepId::LAST => {
            lines::put(&words.with("headless-done-until", &[("step", &words.get(&format!("step-{}", until.code())))]));
        }
        (Task::Up, _) => {
            lines::put(&words.with("headless-done-up", &[("url", &queries::visit::address(world))]));
            unread(words, world, "headless-unread-bills-more");
            words.budget_alarm(&inventory::bill_now(world)).iter().for_each(|line| lines::put_under(line));
        }
        (Task::Restart, _) => lines::put(&words.get("headless-done-restart")),
        (Task::Pause, _) => {
            paused::done(words, world);
            bills(words, world);
        }
        (Task::Down, _) => {
            // What an earlier start took away was something.
            let some = standing.gone.is_some_and(|gone| gone.all > 0) && !was_over(world);
            if world.observed.done().next().is_none() && !some {
                lines::put(&words.get("headless-nothing-to-remove"));
            }
            let in_aws = queries::server::nobody_knows_a_way_in(world);
            lines::put(&words.get(if in_aws { "headless-done-down-in-aws" } else { "headless-done-down" }));
            read(words, manner, world);
            adopted_left(words, world);
            staying(words, &world.ledger.left.iter().filter(|left| !left.is_adopted()).collect::<Vec<_>>());
            records::left(words, world);
            bills(words, world);
            ends(words, world);
        }
        (Task::Plan | Task::Doctor | Task::Status, _) => {}
    }
}

/// What it was that nothing is left of, and what was not looked at.
fn read(words: &Words, manner: &Manner, world: &World) {
    words.read(world).iter().chain(&words.read_beside(world)).chain(&words.zones_not_read(world)).for_each(|read| lines::put(read));
    let Some(unread) = words.not_read(world) else { return };
    lines::put(&unread);
    // A site of practice is not looked for by its name.
    if manner.banner.is_none() {
        lines::put(&words.with("teardown-look-there", &[("name", &world.site.name)]));
    }
}

/// What was there before, and Landfall only used: a zone of this name, a certificate.
fn adopted_left(words: &Words, world: &World) {
    let zones = world.observed.zones().unwrap_or_default();
    let left: Vec<_> = world.ledger.left.iter().filter(|left| left.is_adopted()).collect();
    if !zones.is_empty() || !left.is_empty() {
        lines::put(&words.get("headless-adopted-left"));
    }
    left.iter().for_each(|left| lines::put_under(&format!("{}  {}", words.slot(&left.slot()), left.label())));
    zones.iter().for_each(|zone| lines::put_under(&format!("{}  {}", words.get("slot-zone"), zone.id)));
}

/// What bills at AWS, what does elsewhere, and what a terminated server left that costs nothing.
fn bills(words: &Words, world: &World) {
    // What was stopped at the server or before has not compared what stands with what is known.
    let compared = !(world.looking() || world.tearing_down()) || world.observed.refreshed;
    let (now, read) = (inventory::bill_now(world), compared && queries::unread::looks(world).is_empty());
    if now.lines.is_empty() {
        let nothing = if queries::read::others_may_hold_some(world) { "headless-bills-nothing-read" } else { "headless-bills-nothing" };
        lines::put(&words.get(if read { nothing } else { "headless-unread-bills" }));
    } else {
        lines::put(&words.get("headless-still-bills"));
        bill(words, &now);
        if !read {
            lines::put(&words.get("headless-unread-bills-more"));
        }
    }
    words.groups_left(world).iter().for_each(|left| lines::put(left));
    lines::put(&words.registration(world));
}

/// Where the person ends what goes on billing.
fn ends(words: &Words, world: &World) {
    put_ends(words, words.bill_ends(&inventory::bill_now(world), world));
}

fn put_ends(words: &Words, ends: Vec<String>) {
    if !ends.is_empty() {
        lines::put(&words.get("headless-ends"));
    }
    ends.iter().for_each(|end| lines::put_under(end));
}

/// The same of what a teardown that has begun, and goes on, will not end.
fn ends_besides(words: &Words, world: &World) {
    let Some(scope) = world.ledger.teardown else { return };
    put_ends(words, words.ends_of_teardown(world, scope));
}

/// What AWS did not show, look by look; nothing where it showed all.
fn unread(words: &Words, world: &World, what: &str) {
    let looks = queries::unread::looks(world);
    if looks.is_empty() {
        return;
    }
    lines::put(&words.get(what));
    looks.iter().for_each(|(op, _)| lines::put_under(&words.look(op)));
}

fn plan(words: &Words, world: &World) {
    lines::put(&words.get("headless-plan-title"));
    let all = inventory::planned(world);
    let mut step = None;
    for planned in &all {
        if step != Some(planned.step) {
            lines::put(&words.get(&format!("step-{}", planned.step.code())));
            step = Some(planned.step);
        }
        lines::put_under(&planned_line(words, planned));
    }
    let missing: Vec<_> = all.iter().filter(|p| p.stands.is_none()).flat_map(|p| p.bill.lines.clone()).collect();
    if all.iter().all(|p| p.stands.is_some()) {
        return lines::put(&words.get("headless-plan-nothing"));
    }
    bill(words, &Bill { lines: missing });
}

fn planned_line(words: &Words, planned: &Planned) -> String {
    let (mark, id) = planned.stands.as_ref().map_or(("○", String::new()), |id| ("✔", format!("  {id}")));
    let cost = if planned.bill.lines.is_empty() { String::new() } else { format!("  {}", a_month(words, planned.bill.all_a_month())) };
    format!("{mark} {}: {}{id}{cost}", words.get(&format!("slot-{}", planned.slot.code())), planned.name)
}

/// How a site stands, link by link, and what bills.
fn status(words: &Words, manner: &Manner, standing: &RunStatus, world: &World) {
    lines::put(&words.with("status-title", &[("site", &world.site.fqdn().to_string())]));
    removal::begun(words, manner, standing, world);
    paused::line(words, world);
    for step in &standing.steps {
        let name = words.get(&format!("step-{}", step.step.code()));
        let unseen = evidence::unseen(words, step.step, world).filter(|_| step.state == StepState::Done);
        let (mark, found) = unseen.map_or_else(|| found(words, step), |why| ("○", why));
        lines::put(&format!("{mark} {name}: {found}"));
        let proofs =
            if step.state == StepState::Done { evidence::proofs(words, step.step, world) } else { open(words, standing, step, world) };
        proofs.iter().for_each(|proof| lines::put_under(proof));
        if step.step == SlotKind::Certificate.spec().step {
            let told = words.timeline(world);
            told.iter().for_each(|line| lines::put(&format!("    {}{}{}", "  ".repeat(line.depth), line.mark(), line.text)));
        }
        lines::hops(words, step.step, world);
    }
    unread(words, world, "headless-unread-status");
    records::left(words, world);
    bills(words, world);
}

fn found(words: &Words, step: &StepStatus) -> (&'static str, String) {
    let (mark, link) = match step.state {
        StepState::Done => ("✔", "link-ok"),
        StepState::Open => ("●", "link-not-yet"),
        StepState::NotYet => ("○", "link-not-yet"),
        StepState::Failed => ("✖", "link-broken"),
    };
    (mark, words.get(link))
}

fn open(words: &Words, standing: &RunStatus, step: &StepStatus, world: &World) -> Vec<String> {
    let waits = standing.waits.iter().filter(|w| w.step == step.step);
    let seen = waits.filter_map(|w| evidence::of(words, world, &w.op).or(w.fault.as_ref().map(|f| words.fault_line(f))));
    // Of a site that was begun: what `up` would do, or ask.
    let begun = !world.ledger.resources.is_empty() && world.begun_teardown().is_none() && world.ledger.pause.is_none();
    let asks = standing.asks.iter().filter(|(of, question)| *of == step.step && !matches!(question, Question::Costs(_)));
    let asks = asks.map(|(_, question)| format!("? {}", words.question(question)));
    let would = standing.would.iter().filter(|(of, _)| *of == step.step);
    let would = would.map(|(_, op)| words.with("status-would", &[("what", &words.get(&format!("op-{}", op.code())))]));
    seen.chain(asks.chain(would).filter(|_| begun)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::goal::{PauseScope, Scope};

    #[test]
    fn what_is_to_be_run_again_is_told_as_it_was_typed() {
        let down = |with_server, abandon_delegation| flags(Goal::TearDown(Scope { with_server, abandon_delegation }));
        let all = [down(false, false), down(true, false), down(true, true), flags(Goal::Pause(PauseScope { stop_server: true }))];
        assert_eq!(all, ["", " --with-server", " --with-server --abandon-delegation", " --stop-server"]);
        assert_eq!(flags(Goal::Build { until: StepId::LAST }) + &flags(Goal::LOOK) + &flags(Goal::Restart), "");
    }
}
