//! Who shows a run, and what comes back from there.

use crate::engine::fault::Fault;
use crate::engine::op::{Fact, Op};
use crate::engine::question::Answer;
use crate::engine::state::World;
use crate::engine::status::RunStatus;
use crate::engine::step_id::StepId;
use crate::site::Site;

/// What the person, or whoever stands in for them, does during a run.
#[derive(Debug, Clone, PartialEq)]
pub enum UserInput {
    Answer(Answer),
    /// The answer, and then mere looks: what they tell is to be read before anything is made.
    AnswerThenLook(Answer),
    /// Build further: up to and with this step.
    Extend(StepId),
    /// The site is configured anew: what is not made yet is made so.
    Reconfigure(Box<Site>),
    /// Show again how it stands: something outside the engine changed (a prompt was answered with "no").
    Refresh,
    /// Enough: leave everything as it is.
    Stop,
}

/// Who shows a run: lines, JSON, or screens. Called on the driver's own task, so it never blocks.
pub trait Reporter: Send {
    /// An op has left.
    fn op_started(&mut self, step: StepId, op: &Op);
    /// An op has answered.
    fn op_ended(&mut self, step: StepId, op: &Op, result: &Result<Fact, Fault>);
    /// How the run stands after an event; the person's input goes back through the channel that the reporter was made with.
    fn status(&mut self, status: &RunStatus, world: &World);
}
