//! A front that shows a run in the model: everything it is told it hands on.

use crate::engine::fault::Fault;
use crate::engine::op::{Fact, Op};
use crate::engine::state::World;
use crate::engine::status::Standing;
use crate::engine::step_id::StepId;
use crate::ports::Front;
use crate::ui::Inbox;
use crate::ui::msg::{Heard, Msg};

/// One session's front.
pub(super) struct Mirror {
    pub(super) session: u64,
    pub(super) inbox: Inbox,
}

impl Mirror {
    fn tell(&self, heard: Heard) {
        // A wizard that is gone needs no telling.
        let _ = self.inbox.send(Msg::Session(self.session, heard));
    }
}

impl Front for Mirror {
    fn started(&mut self, step: StepId, op: &Op) {
        self.tell(Heard::Started(step, Box::new(op.clone())));
    }

    fn ended(&mut self, _: StepId, op: &Op, result: &Result<Fact, Fault>) {
        self.tell(Heard::Ended(Box::new((op.clone(), result.clone()))));
    }

    fn stands(&mut self, standing: &Standing, world: &World) {
        self.tell(Heard::Stands(Box::new((standing.clone(), world.clone()))));
    }
}
