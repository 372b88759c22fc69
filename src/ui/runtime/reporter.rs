//! Reports a run to the inbox: whatever the driver reports is sent on as a message.

use crate::engine::fault::Fault;
use crate::engine::op::{Fact, Op};
use crate::engine::state::World;
use crate::engine::status::RunStatus;
use crate::engine::step_id::StepId;
use crate::ports::Reporter;
use crate::ui::msg::{Inbox, Msg, SessionEvent};

/// One session's reporter.
pub(super) struct SessionReporter {
    pub(super) session: u64,
    pub(super) inbox: Inbox,
}

impl SessionReporter {
    fn report(&self, event: SessionEvent) {
        // A wizard that is gone needs no report.
        let _ = self.inbox.send(Msg::Session(self.session, event));
    }
}

impl Reporter for SessionReporter {
    fn op_started(&mut self, step: StepId, op: &Op) {
        self.report(SessionEvent::OpStarted(step, Box::new(op.clone())));
    }

    fn op_ended(&mut self, _: StepId, op: &Op, result: &Result<Fact, Fault>) {
        self.report(SessionEvent::OpEnded(Box::new((op.clone(), result.clone()))));
    }

    fn status(&mut self, standing: &RunStatus, world: &World) {
        self.report(SessionEvent::Status(Box::new((standing.clone(), world.clone()))));
    }
}
