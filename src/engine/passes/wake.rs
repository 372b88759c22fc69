//! A server that a pause stopped is started again, on a yes of its own: from then on it bills.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::directive::{Directive, Flow};
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, InstanceState};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{paused, server};
use crate::engine::question::{Answer, Question};
use crate::engine::state::World;
use crate::site::{InstanceId, ServerId};

/// What was started in this run runs, before its address is read.
pub(super) fn runs(w: &World) -> Flow<()> {
    started_now(w).try_for_each(|instance| match paused::told_state(w, instance) {
        Some(InstanceState::Running) => Continue(()),
        _ => Break(Directive::Poll(look(instance), PollPolicy::START)),
    })
}

fn started_now(w: &World) -> impl Iterator<Item = &InstanceId> {
    w.observed.done().filter_map(|done| match done {
        Op::Cloud(CloudOp::StartInstance { instance, .. }) => Some(instance),
        _ => None,
    })
}

/// The look at it, until it stands still.
pub(super) fn poll(instance: &InstanceId) -> Directive {
    Directive::Poll(look(instance), PollPolicy::STOP)
}

fn look(instance: &InstanceId) -> Op {
    Op::Cloud(CloudOp::LookInstanceState { instance: instance.clone() })
}

/// The server stands still since we stopped it.
pub(super) fn up(w: &World, id: &ServerId) -> Flow<()> {
    let Some(instance) = w.ledger.stopped.get(id) else { return Continue(()) };
    match paused::state(w, instance) {
        Some(InstanceState::Stopping) => Break(poll(instance)),
        Some(InstanceState::Stopped) => started(w, id, instance),
        Some(
            InstanceState::Running
            | InstanceState::Pending
            | InstanceState::ShuttingDown
            | InstanceState::Terminated
            | InstanceState::Unknown,
        )
        | None => Continue(()),
    }
}

fn started(w: &World, id: &ServerId, instance: &InstanceId) -> Flow<()> {
    let (server, instance) = (id.clone(), instance.clone());
    if w.answered(&Answer::StartServer { server: server.clone(), instance: instance.clone() }) {
        return Break(Directive::cloud(CloudOp::StartInstance { server, instance }));
    }
    // An Elastic IP billed all the while. Where it is not known whether it is one, the address is told.
    if let Some(look) = paused::addresses_look(w).filter(|look| !w.observed.is_over(look)) {
        return Break(Directive::Do(look));
    }
    let kind = server::instance(w, id).map(|i| i.instance_type.as_str());
    let address = paused::keeps_address(w) != Some(true);
    let parts = [(Item::Instance, 1), (Item::InstanceAddress, u32::from(address))];
    let bill = Bill::of(&parts, kind, PriceTable::built_in(), &w.site.region);
    Break(Directive::Ask(Question::StartServer { server, instance, bill }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault, Remedy};
    use crate::engine::fixture::{instance, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, ElasticAddress, Instance};

    fn in_state(state: InstanceState) -> World {
        let seen = Fact::Cloud(CloudFact::Instances(vec![Instance { state, public_address: None, ..instance() }]));
        let mut w = world().sees(server::instances_look(&world()), seen);
        w.ledger.stopped.insert(ServerId::MAIN, instance().id);
        with_addresses(w, vec![])
    }

    fn with_addresses(w: World, all: Vec<ElasticAddress>) -> World {
        let look = paused::addresses_look(&w).unwrap();
        w.sees(look, Fact::Cloud(CloudFact::Addresses(all)))
    }

    #[test]
    fn an_elastic_ip_that_billed_all_the_while_is_no_new_cost() {
        let told = |w: &World| match up(w, &ServerId::MAIN) {
            Break(Directive::Ask(Question::StartServer { bill, .. })) => bill.lines.iter().map(|line| line.item).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let w = in_state(InstanceState::Stopped);
        assert_eq!(told(&w), [Item::Instance, Item::InstanceAddress]);
        let (address, instance) = ([198, 51, 100, 11].into(), Some(instance().id));
        let elastic = ElasticAddress { id: "eipalloc-1".into(), address, instance, in_use: true, managed_by: None };
        assert_eq!(told(&with_addresses(w.clone(), vec![elastic])), [Item::Instance]);
        let mut unseen = w;
        unseen.observed.forget(|op| matches!(op, Op::Cloud(CloudOp::LookAddresses { .. })));
        assert_eq!(wants(&unseen), "look-addresses");
        let look = paused::addresses_look(&unseen).unwrap();
        unseen.observed.fail(look, Fault::person(Code::AccessDenied, Remedy::AttachPolicy, ""));
        assert_eq!(told(&unseen), [Item::Instance, Item::InstanceAddress], "it may be new");
    }

    fn wants(w: &World) -> String {
        match up(w, &ServerId::MAIN) {
            Continue(()) => "goes on".to_owned(),
            Break(Directive::Ask(question)) => format!("ask {}", question.code()),
            Break(Directive::Do(op)) => op.code().to_string(),
            Break(Directive::Poll(op, _)) => format!("poll {}", op.code()),
            Break(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn only_what_we_stopped_is_started_and_only_on_a_yes() {
        use InstanceState::{Running, Stopped, Stopping, Terminated};
        let table = [(Stopped, "ask start-server"), (Stopping, "poll look-instance-state"), (Running, "goes on"), (Terminated, "goes on")];
        for (state, expected) in table {
            assert_eq!(wants(&in_state(state)), expected, "{state:?}");
        }
        let mut theirs = in_state(Stopped);
        theirs.ledger.stopped.clear();
        assert_eq!(wants(&theirs), "goes on", "the person stopped it");
        let mut agreed = in_state(Stopped);
        agreed.ledger.answers.push(Answer::StartServer { server: ServerId::MAIN, instance: instance().id });
        assert_eq!(wants(&agreed), "start-instance");
        let op = Op::Cloud(CloudOp::StartInstance { server: ServerId::MAIN, instance: instance().id });
        agreed.observed.did(op);
        assert!(matches!(runs(&agreed), Break(Directive::Poll(..))), "its address is read once it runs");
        let look = Op::Cloud(CloudOp::LookInstanceState { instance: instance().id });
        let agreed = agreed.sees(look, Fact::Cloud(CloudFact::InstanceState(instance())));
        assert_eq!(runs(&agreed), Continue(()));
    }
}
