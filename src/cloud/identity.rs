//! STS: who am I, and what time it is there.

use super::faults::{fault, need};
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::op::{CloudFact, Fact};

impl Aws {
    pub(super) async fn look_identity(&self) -> Result<Fact, Fault> {
        let answer = self.sts.get_caller_identity().send().await.map_err(fault)?;
        let account = need(answer.account, "Account")?;
        let arn = need(answer.arn, "Arn")?;
        Ok(reported(CloudFact::Identity { account, arn, ahead: self.skew.ahead() }))
    }
}
