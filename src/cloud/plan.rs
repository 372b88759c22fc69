//! Free Tier: the account's plan, until when it goes, and what is left of its credits.

use aws_sdk_freetier::types::{AccountPlanStatus, AccountPlanType, MonetaryAmount};

use super::faults::unless;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::op::cloud::{AccountPlan, Credits, PlanKind, PlanStatus};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::time::Timestamp;

/// What the service says of an account that has no plan, and what stands for AWS of a service that it does not have.
const NO_PLAN: &[&str] = &["ResourceNotFound", "UnknownOperation", "UnknownService", "InvalidAction"];

impl Aws {
    pub(super) async fn look_account_plan(&self) -> Result<Fact, Fault> {
        if !is_offered(self.site.region.as_str()) {
            return Ok(reported(CloudFact::AccountPlan(None)));
        }
        let answer = unless(self.freetier.get_account_plan_state().send().await, NO_PLAN)?;
        let plan = answer.map(|plan| AccountPlan {
            kind: kind(plan.account_plan_type()),
            status: status(plan.account_plan_status()),
            ends: plan.account_plan_expiration_date().and_then(|at| at.to_millis().ok()).map(Timestamp),
            credits: plan.account_plan_remaining_credits().map(credits),
        });
        Ok(reported(CloudFact::AccountPlan(plan)))
    }
}

/// The plans are those of accounts of AWS proper: those in China and of the US government are others.
fn is_offered(region: &str) -> bool {
    !["cn-", "us-gov-", "us-iso", "eu-isoe-"].iter().any(|other| region.starts_with(other))
}

fn kind(kind: &AccountPlanType) -> PlanKind {
    match kind {
        AccountPlanType::Free => PlanKind::Free,
        AccountPlanType::Paid => PlanKind::Paid,
        _ => PlanKind::Unknown,
    }
}

fn status(status: &AccountPlanStatus) -> PlanStatus {
    match status {
        AccountPlanStatus::NotStarted => PlanStatus::NotStarted,
        AccountPlanStatus::Active => PlanStatus::Active,
        AccountPlanStatus::Expired => PlanStatus::Expired,
        _ => PlanStatus::Unknown,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an amount of money in cents, far below what an i64 holds")]
fn credits(amount: &MonetaryAmount) -> Credits {
    Credits { cents: (amount.amount() * 100.0).round() as i64, unit: amount.unit().as_str().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::canned::perform;
    use super::*;
    use crate::engine::fault::Code;
    use crate::engine::op::CloudOp;

    async fn told(status: u16, answer: &str) -> Result<Option<AccountPlan>, Code> {
        match perform(CloudOp::LookAccountPlan, &[(status, answer)]).await.0 {
            Ok(Fact::Cloud(CloudFact::AccountPlan(plan))) => Ok(plan),
            Ok(other) => panic!("{other:?}"),
            Err(fault) => Err(fault.code),
        }
    }

    #[tokio::test]
    async fn a_free_plan_is_told_with_its_end_and_its_credits() {
        let answer = r#"{"accountId":"123456789012","accountPlanType":"FREE","accountPlanStatus":"ACTIVE",
            "accountPlanRemainingCredits":{"amount":83.125,"unit":"USD"},"accountPlanExpirationDate":"2027-05-29T00:00:00Z"}"#;
        let credits = Some(Credits { cents: 8313, unit: "USD".into() });
        let ends = Some(Timestamp(1_811_548_800_000));
        assert_eq!(told(200, answer).await, Ok(Some(AccountPlan { kind: PlanKind::Free, status: PlanStatus::Active, ends, credits })));
        let paid = r#"{"accountId":"123456789012","accountPlanType":"PAID","accountPlanStatus":"NOT_STARTED"}"#;
        let plan = AccountPlan { kind: PlanKind::Paid, status: PlanStatus::NotStarted, ends: None, credits: None };
        assert_eq!(told(200, paid).await, Ok(Some(plan)));
    }

    #[tokio::test]
    async fn no_plan_is_no_fault_and_no_right_to_look_is_one() {
        assert_eq!(told(404, r#"{"__type":"ResourceNotFoundException","message":"no plan"}"#).await, Ok(None));
        assert_eq!(told(400, r#"{"__type":"AccessDeniedException","message":"not authorized"}"#).await, Err(Code::AccessDenied));
        assert!(is_offered("ap-northeast-2") && !is_offered("cn-north-1") && !is_offered("us-gov-west-1"));
    }
}
