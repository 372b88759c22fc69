//! JSON Lines: one object an event, `{"type":"op",…}`, and a last `{"type":"end",…}`.

use std::io::Write;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::engine::cost::Bill;
use crate::engine::directive::Errand;
use crate::engine::fault::{Disposition, Fault};
use crate::engine::inventory::{self, Planned};
use crate::engine::made::Removed;
use crate::engine::op::cloud::KeyCheck;
use crate::engine::op::net::{Page, Waypoint};
use crate::engine::op::{Fact, Op};
use crate::engine::passes::preflight;
use crate::engine::queries::entered::{Entered, Stands, at_the_registry, differences};
use crate::engine::queries::{self, leftovers, read::Place, read::Service};
use crate::engine::question::Question;
use crate::engine::state::World;
use crate::engine::status::{RunStatus, SignedOut, StepState, Stuck, Waiting};
use crate::engine::step_id::StepId;
use crate::engine::steps::{self, CheckResult, Hop, PreflightCheck};
use crate::headless::recorded::{Recorded, is_adopted};
use crate::headless::{Ending, Task, certificate, paused, records, removal};
use crate::text::evidence;

/// Prints one line. A reader that has gone away is no reason to stop half-way through the work.
fn line(value: &Value) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{value}");
    let _ = out.flush();
}

/// One op's change of state.
pub fn op(step: StepId, op: &Op, state: &str, fact: Option<&Fact>, fault: Option<&Fault>) {
    let mut object = Map::new();
    object.insert("type".into(), json!("op"));
    object.insert("step".into(), json!(step.code()));
    object.insert("op".into(), json!(op.code().as_str()));
    object.insert("state".into(), json!(state));
    object.insert("write".into(), json!(op.is_write()));
    if let Some(Fact::Made(resource)) = fact {
        object.insert("made".into(), json!({ "slot": resource.slot().code(), "id": resource.label() }));
    }
    if let Some(Fact::Unmade(slot)) = fact {
        object.insert("unmade".into(), json!({ "slot": slot.code() }));
    }
    if let Some(Fact::Left(slot)) = fact {
        object.insert("left".into(), json!({ "slot": slot.code() }));
    }
    if let Some(Fact::LeftTo { slot, sites }) = fact {
        object.insert("left".into(), json!({ "slot": slot.code(), "sites": sites }));
    }
    if let Some(fault) = fault {
        object.insert("fault".into(), fault_value(fault));
    }
    line(&Value::Object(object));
}

/// A look that did not tell what is waited for.
pub fn waiting(wait: &Waiting, evidence: &str) {
    line(&json!({
        "type": "op", "step": wait.step.code(), "op": wait.op.code().as_str(), "state": "waiting", "write": false,
        "elapsed_s": wait.elapsed.as_secs(), "usual_s": [wait.usual.0.as_secs(), wait.usual.1.as_secs()],
        "evidence": evidence, "next_look": wait.next.0,
    }));
}

/// The sign-in to AWS is over, and is waited for.
pub fn signed_out(out: &SignedOut) {
    let limit = out.limit.map(|limit| limit.as_secs());
    line(&json!({ "type": "sign-in", "state": "signed-out", "fault": fault_value(&out.fault), "waits_s": limit }));
}

/// There is a new one.
pub fn signed_in() {
    line(&json!({ "type": "sign-in", "state": "signed-in" }));
}

/// What was removed again because another computer had made the same before.
pub fn second(removed: &Removed) {
    let by = Some(&removed.by).filter(|by| !by.is_empty());
    line(&json!({ "type": "second", "slot": removed.slot.as_str(), "by": by, "before_s": removed.before.map(|before| before.as_secs()) }));
}

/// What this run is over, where that is not life.
pub fn banner(text: &str) {
    line(&json!({ "type": "banner", "text": text }));
}

/// What the journal knows of the site, before anything is looked at.
pub fn recorded(world: &World) {
    let recorded = Recorded::of(world);
    let resources = recorded.resources.iter().map(|(step, resource)| {
        let mut value =
            json!({ "step": step.code(), "slot": resource.slot().code(), "id": resource.label(), "adopted": is_adopted(resource) });
        if resource.stays() {
            value["stays"] = json!(true);
        }
        value
    });
    let unfinished = recorded.unfinished.iter().map(|op| json!({ "op": op.code().as_str(), "slot": op.slot().map(|slot| slot.code()) }));
    line(&json!({
        "type": "journal", "looked": false, "site": world.site.name, "fqdn": world.site.fqdn(),
        "resources": resources.collect::<Vec<_>>(), "unfinished": unfinished.collect::<Vec<_>>(), "bills": bill(&recorded.bill),
    }));
}

/// What a teardown or a pause will do, before it does it; how far the certificate is.
pub fn event(event: &Value) {
    line(event);
}

/// What only the person can mend, while the rest of a teardown goes on.
pub fn stuck(stuck: &Stuck) {
    let mut value = stuck_value(stuck);
    value["type"] = json!("stuck");
    line(&value);
}

fn stuck_value(stuck: &Stuck) -> Value {
    json!({ "step": stuck.step.code(), "op": stuck.op.as_ref().map(|op| op.code().as_str()), "fault": fault_value(&stuck.fault) })
}

fn fault_value(fault: &Fault) -> Value {
    let (whose, remedy) = match fault.disposition {
        Disposition::Transient => ("nobody", None),
        Disposition::Person(remedy) => ("person", Some(remedy.as_str())),
        Disposition::Permanent => ("ended", None),
    };
    json!({ "code": fault.code.as_str(), "whose": whose, "remedy": remedy, "detail": fault.detail })
}

/// The last line of a run that did not come to an end of its own. `reason`: `refused` before it began, or a `signal`.
pub fn ended_early(reason: &str, message: &str, exit: u8) {
    line(&json!({ "type": "end", "ok": false, "reason": reason, "exit": exit, "message": message }));
}

/// The last line of a repair. `lost`: the numbers of the records that are.
pub fn repaired(reason: &str, kept: usize, lost: &[String], aside: Option<&Path>) {
    let aside = aside.map(|path| path.display().to_string());
    line(&json!({ "type": "end", "ok": true, "reason": reason, "exit": 0, "kept": kept, "lost": lost, "aside": aside }));
}

/// The last line.
pub fn end(ending: &Ending, task: Task, standing: &RunStatus, world: &World) {
    if matches!(task, Task::Plan | Task::Doctor) {
        preflight::checks(world).iter().for_each(|found| check(found, world));
    }
    let mut object = Map::new();
    object.insert("type".into(), json!("end"));
    object.insert("ok".into(), json!(*ending == Ending::Done));
    object.insert("reason".into(), json!(ending.code()));
    object.insert("exit".into(), json!(ending.exit() as i32));
    object.insert("steps".into(), steps_value(standing));
    object.insert("stuck".into(), standing.stuck.iter().map(stuck_value).collect());
    object.insert("questions".into(), standing.asks.iter().map(|(step, question)| asked(*step, question)).collect());
    let waits =
        standing.waits.iter().map(|w| json!({ "step": w.step.code(), "op": w.op.code().as_str(), "elapsed_s": w.elapsed.as_secs() }));
    object.insert("waits".into(), Value::Array(waits.collect()));
    object.insert("elsewhere".into(), Value::Array(standing.elsewhere.iter().map(|(_, on)| on_value(on, world)).collect()));
    if matches!(task, Task::Up | Task::Status) {
        object.insert("hops".into(), steps::hops(world).iter().map(|(step, hop)| hop_value(*step, hop)).collect());
        object.extend(visit(world));
        if let Some(certificate) = certificate::value(world) {
            object.insert("certificate".into(), certificate);
        }
    }
    let would = standing.would.iter().map(|(step, op)| json!({ "step": step.code(), "op": op.code().as_str() })).collect::<Vec<_>>();
    if task == Task::Status && !would.is_empty() {
        object.insert("would".into(), Value::Array(would));
    }
    if let Some(gone) = standing.gone {
        object.insert("gone".into(), removal::count(gone));
    }
    object.insert("resources".into(), resources(world));
    if !world.ledger.left.is_empty() {
        object.insert("left".into(), world.ledger.left.iter().map(|r| json!({ "slot": r.slot().code(), "id": r.label() })).collect());
    }
    if let Some(records) = records::left_value(world) {
        object.insert("records_left".into(), records);
    }
    let groups: Vec<Value> = leftovers::groups_left(world).into_iter().map(|g| json!({ "id": g.id.0, "name": g.name })).collect();
    if !groups.is_empty() {
        object.insert("groups_left".into(), Value::Array(groups));
    }
    object.insert("bills".into(), bills_now(task, world));
    // What these looks would have told of may stand, and bill.
    let unread = queries::unread::looks(world);
    if !unread.is_empty() {
        object.insert("unread".into(), unread.iter().map(|(op, _)| json!(op.code().as_str())).collect());
    }
    if task == Task::Down {
        object.insert("read".into(), queries::read::places(world).iter().map(place).collect());
        object.insert("other_regions_unread".into(), json!(queries::read::others_may_hold_some(world)));
    }
    if let Some((_, name_servers)) = queries::zone::held(world) {
        object.insert("name_servers".into(), json!(name_servers));
    }
    if let Some(teardown) = removal::begun_value(world) {
        object.insert("teardown".into(), teardown);
    }
    if let Some(pause) = paused::value(world) {
        object.insert("paused".into(), pause);
    }
    if *ending == Ending::Done && task == Task::Up {
        object.insert("url".into(), json!(format!("https://{}", world.site.fqdn())));
    }
    if task == Task::Plan {
        object.insert("plan".into(), Value::Array(inventory::planned(world).iter().map(planned).collect()));
    }
    line(&Value::Object(object));
}

/// Where what was read. `region` is null for what lies in none.
fn place(place: &Place) -> Value {
    let codes = |all: &[Service]| all.iter().map(|service| service.as_str()).collect::<Vec<_>>();
    json!({ "region": place.region, "services": codes(&place.services), "beside": codes(&place.beside) })
}

fn asked(step: StepId, question: &Question) -> Value {
    let mut object = json!({ "step": step.code(), "question": question.code(), "evidence": question.evidence() });
    if let Question::HostKey { check, .. } = question {
        object["console"] = console(check);
    }
    if let Question::DeleteLeftover { what, bill: bills } = question {
        object["leftover"] = json!(what.kind().as_str());
        object["bills"] = bill(bills);
    }
    object
}

/// What EC2's console says of a host key.
fn console(check: &KeyCheck) -> Value {
    let keys = check.printed.iter().map(|key| json!({ "kind": key.kind.as_str(), "fingerprint": key.fingerprint }));
    json!({
        "says": check.says.as_str(), "instance": check.instance, "keys": keys.collect::<Vec<_>>(),
        "written": check.written.map(evidence::moment), "fault": check.fault.as_ref().map(fault_value),
    })
}

fn steps_value(standing: &RunStatus) -> Value {
    let code = |state| match state {
        StepState::Done => "done",
        StepState::Open => "open",
        StepState::NotYet => "not-yet",
        StepState::Failed => "failed",
    };
    Value::Object(standing.steps.iter().map(|s| (s.step.code().to_owned(), json!(code(s.state)))).collect())
}

/// What a preflight check came to. `why`: why it was not looked at; `fault` is then that of the look that failed, if one did.
fn check(check: &PreflightCheck, world: &World) {
    let PreflightCheck { code, step, evidence, result, .. } = check;
    line(&json!({
        "type": "check", "check": code.as_str(), "step": step.code(), "result": result.code(), "evidence": evidence,
        "why": why(result), "fault": result.fault().or(check.met(world)).map(fault_value),
    }));
}

fn why(result: &CheckResult) -> Option<&'static str> {
    match result {
        CheckResult::Unknown(why) => Some(why.as_str()),
        CheckResult::Pass | CheckResult::Warn(_) | CheckResult::Fail(_) => None,
    }
}

/// What proves or breaks one hop of a visitor's request. `why`: why it was not looked at.
fn hop_value(step: StepId, hop: &Hop) -> Value {
    let why = why(&hop.result);
    let fault = hop.result.fault().map(fault_value);
    let (hop_code, result, at) = (hop.code.as_str(), hop.result.code(), hop.at.map(evidence::moment));
    json!({ "step": step.code(), "hop": hop_code, "result": result, "evidence": hop.evidence, "why": why, "fault": fault, "at": at })
}

/// The ways that the last visitor went, and the page at their end.
fn visit(world: &World) -> Option<(String, Value)> {
    let (_, seen) = queries::visit::newest(world)?;
    let way = |all: &[Waypoint]| -> Value {
        all.iter().map(|at| json!({ "url": at.url, "status": at.status, "location": at.location })).collect()
    };
    let page = |page: &Page| {
        let looks_like = page.looks_like.map(|page| page.as_str());
        json!({ "url": page.url, "status": page.status, "title": page.title, "type": page.content_type, "looks_like": looks_like })
    };
    let value = json!({ "http": way(&seen.http), "https": way(&seen.https), "page": seen.page.as_ref().map(page) });
    Some(("visit".to_owned(), value))
}

/// Something that only the person can do, elsewhere.
pub fn elsewhere(step: StepId, on: &Errand, world: &World) {
    let mut object = on_value(on, world);
    object["type"] = json!("elsewhere");
    object["step"] = json!(step.code());
    line(&object);
}

fn on_value(on: &Errand, world: &World) -> Value {
    match on {
        Errand::HandOver { domain, ours, theirs } => {
            let entered = entered(&at_the_registry(world, ours, theirs));
            json!({ "wait": on.code(), "domain": domain, "name_servers": ours, "seen": theirs, "entered": entered })
        }
        Errand::DnssecOff { domain, left, ttl, until } => {
            json!({ "wait": on.code(), "domain": domain, "left": left, "ttl": ttl, "until": until.map(evidence::moment) })
        }
        Errand::Mend { fault } => json!({ "wait": on.code(), "fault": fault_value(fault) }),
        Errand::Records { zone, records } => {
            let servers = queries::delegation::observed(world).map(|seen| seen.name_servers.as_slice()).unwrap_or_default();
            json!({ "wait": on.code(), "zone": zone, "servers": servers, "records": records::values(zone, records) })
        }
        Errand::Mail { mailboxes } => json!({ "wait": on.code(), "mailboxes": mailboxes }),
        Errand::HandBack { domain, ours, old } => json!({ "wait": on.code(), "domain": domain, "name_servers": ours, "old": old }),
    }
}

/// Name servers held against those that should stand there.
fn entered(seen: &Entered) -> Value {
    let of = |is: fn(&Stands) -> bool| seen.wanted.iter().filter(|(_, stands)| is(stands)).map(|(name, _)| name).collect::<Vec<_>>();
    let misspelt = seen.wanted.iter().filter_map(|(name, stands)| match stands {
        Stands::Misspelt(is) => Some(misspelt(is, name.as_str())),
        Stands::Right | Stands::Twice | Stands::Missing => None,
    });
    let beside = seen.beside.iter().map(|(name, what)| json!({ "name": name, "is": what.as_str() }));
    json!({
        "right": of(|stands| *stands == Stands::Right), "twice": of(|stands| *stands == Stands::Twice),
        "missing": of(|stands| *stands == Stands::Missing), "misspelt": misspelt.collect::<Vec<_>>(),
        "beside": beside.collect::<Vec<_>>(),
    })
}

fn misspelt(is: &str, should: &str) -> Value {
    let letters = differences(is, should).into_iter().map(|d| json!({ "is": d.is, "should": d.should }));
    json!({ "is": is, "should": should, "letters": letters.collect::<Vec<_>>() })
}

fn resources(world: &World) -> Value {
    world.ledger.resources.iter().map(|(slot, r)| json!({ "slot": slot.code(), "id": r.label() })).collect()
}

pub(super) fn bill(bill: &Bill) -> Value {
    let lines = bill.lines.iter().map(|l| {
        let (date, sure) = l.read.as_ref().map(|(date, sure)| (date, sure.as_str())).unzip();
        let (item, count) = (l.item.as_str(), l.count);
        json!({ "item": item, "id": l.id, "count": count, "usd_an_hour": l.an_hour, "usd_a_month": l.a_month, "as_of": date, "sure": sure })
    });
    let unknown = bill.has_unknown();
    json!({ "lines": lines.collect::<Vec<_>>(), "usd_an_hour": bill.an_hour(), "usd_a_month": bill.a_month(), "price_unknown": unknown })
}

/// What bills now; where that is what was asked for, what bills elsewhere than at AWS too.
fn bills_now(task: Task, world: &World) -> Value {
    let now = bill(&inventory::bill_now(world));
    match task {
        Task::Down | Task::Status | Task::Pause => with_registration(now, world),
        Task::Up | Task::Plan | Task::Doctor | Task::Restart => now,
    }
}

/// The same bill with the domain's registration, of which only the registrar knows the price.
pub(super) fn with_registration(mut bill: Value, world: &World) -> Value {
    if let Some(lines) = bill["lines"].as_array_mut() {
        let (domain, unknown) = (&world.site.domain, Value::Null);
        lines.push(json!({
            "item": "registration", "id": domain, "count": 1, "usd_an_hour": unknown, "usd_a_month": unknown, "as_of": unknown,
            "sure": unknown,
        }));
        bill["price_unknown"] = json!(true);
    }
    bill
}

fn planned(p: &Planned) -> Value {
    json!({ "step": p.step.code(), "slot": p.slot.code(), "name": p.name, "stands": p.stands, "bill": bill(&p.bill) })
}
