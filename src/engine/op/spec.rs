//! What others know of an op: its code and what it does.

use crate::engine::op::OpCode;
use crate::engine::slot::Slot;

/// What others know of an op.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpSpec {
    /// What it asks for, without its values.
    pub code: OpCode,
    pub class: OpClass,
}

/// What an op does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpClass {
    /// It reads.
    Look,
    /// It fills this slot.
    Make(Slot),
    /// It empties this slot.
    Unmake(Slot),
    /// It changes something that leaves no resource: a restart, a mail.
    Act,
    /// It removes for good what is the person's own, on their word: it stood in no slot.
    Discard,
}
