//! EC2: what an instance's console shows.

use aws_sdk_ec2::operation::get_console_output::GetConsoleOutputOutput;
use aws_smithy_types::base64;

use super::console_keys::printed;
use super::faults::unless;
use super::instances::GONE;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::op::cloud::{ConsoleKeys, InstanceRef};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::time::Timestamp;
use crate::site::InstanceId;

/// What instance types without a newest output answer (EC2's API reference of GetConsoleOutput, read on 2026-11-30: Nitro has it).
const NO_LATEST: &[&str] = &["UnsupportedOperation", "InvalidParameterCombination", "InvalidParameterValue"];

impl Aws {
    /// EC2 keeps what was printed about a boot; where that has no host keys, it is asked for the newest output too.
    pub(super) async fn look_host_keys(&self, of: &InstanceRef) -> Result<Fact, Fault> {
        let found = self.raw_instance_of(of).await?.and_then(|raw| raw.instance_id()?.parse::<InstanceId>().ok());
        let Some(instance) = found else { return Ok(told(ConsoleKeys::NoInstance)) };
        let asked = self.ec2.get_console_output().instance_id(instance.as_str());
        let Some(kept) = unless(asked.send().await, GONE)? else { return Ok(told(ConsoleKeys::NoInstance)) };
        let keys = keys(&instance, &kept);
        if matches!(keys, ConsoleKeys::Printed { .. }) {
            return Ok(told(keys));
        }
        let asked = self.ec2.get_console_output().instance_id(instance.as_str()).latest(true);
        let newest = unless(asked.send().await, NO_LATEST)?.map(|newest| self::keys(&instance, &newest));
        Ok(told(newest.filter(|newest| !matches!(newest, ConsoleKeys::Empty { .. })).unwrap_or(keys)))
    }
}

fn told(keys: ConsoleKeys) -> Fact {
    reported(CloudFact::HostKeys(keys))
}

/// The host keys in this output. It is base64, in lines.
fn keys(instance: &InstanceId, output: &GetConsoleOutputOutput) -> ConsoleKeys {
    let instance = instance.clone();
    let packed: String = output.output().unwrap_or_default().split_whitespace().collect();
    let text = base64::decode(packed).unwrap_or_default();
    if text.is_empty() {
        return ConsoleKeys::Empty { instance };
    }
    let keys = printed(&String::from_utf8_lossy(&text));
    let written = output.timestamp().and_then(|at| at.to_millis().ok()).map(Timestamp);
    if keys.is_empty() { ConsoleKeys::Without { instance, written } } else { ConsoleKeys::Printed { instance, keys } }
}
