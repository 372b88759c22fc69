//! EC2: an instance is stopped, and started again. What is so already is done.

use super::Aws;
use super::faults::{SdkError, fault};
use super::refusals::plain;
use super::server_rights::with_server_rights;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Fact;
use crate::engine::op::cloud::{InstanceRef, InstanceState};
use crate::site::InstanceId;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// EC2's answer to a stop where `disableApiStop` is set (and to a termination, which is not asked here).
const PROTECTED: &str = "OperationNotPermitted";
/// It is on its way from one state to the other, or at its end (EC2 API reference, "Error codes", read on 2026-11-30).
const BETWEEN: &str = "IncorrectInstanceState";

impl Aws {
    pub(super) async fn stop_instance(&self, id: &InstanceId) -> Result<Fact, Fault> {
        if matches!(self.power(id).await?, InstanceState::Stopped | InstanceState::Stopping) {
            return Ok(Fact::Done);
        }
        let asked = self.ec2.stop_instances().instance_ids(id.as_str());
        asked.send().await.map(|_| Fact::Done).map_err(|error| not_switched(error, id))
    }

    pub(super) async fn start_instance(&self, id: &InstanceId) -> Result<Fact, Fault> {
        if matches!(self.power(id).await?, InstanceState::Running | InstanceState::Pending) {
            return Ok(Fact::Done);
        }
        let asked = self.ec2.start_instances().instance_ids(id.as_str());
        asked.send().await.map(|_| Fact::Done).map_err(|error| not_switched(error, id))
    }

    /// What is gone is neither stopped nor started.
    async fn power(&self, id: &InstanceId) -> Result<InstanceState, Fault> {
        let seen = self.raw_instance_of(&InstanceRef::Id(id.clone())).await?.as_ref().and_then(super::instances::known);
        match seen.map(|instance| instance.state) {
            None | Some(InstanceState::Terminated | InstanceState::ShuttingDown) => {
                Err(Fault::person(Code::InstanceTerminated, Remedy::ChooseInstance, id.as_str()))
            }
            Some(state) => Ok(state),
        }
    }
}

fn not_switched<E>(error: SdkError<E>, id: &InstanceId) -> Fault
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    match error.code().map(plain) {
        Some(PROTECTED) => Fault::person(Code::StopProtected, Remedy::LiftStopProtection, id.as_str()),
        Some(BETWEEN) => Fault::retry(Code::NotYetVisible, id.as_str()),
        _ => with_server_rights(fault(error)),
    }
}
