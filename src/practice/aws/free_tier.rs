//! Free Tier: the account's plan.

use serde_json::json;

use super::wire::{Refusal, Reply, not_played};
use crate::practice::state::account::{ACCOUNT, Account};

pub(super) fn answer(account: &Account, operation: &str) -> Result<Reply, Refusal> {
    if operation != "GetAccountPlanState" {
        return Err(not_played(operation));
    }
    let Some(plan) = &account.free_plan else {
        return Ok(Reply::Json(json!({ "accountId": ACCOUNT, "accountPlanType": "PAID", "accountPlanStatus": "NOT_STARTED" })));
    };
    Ok(Reply::Json(json!({
        "accountId": ACCOUNT, "accountPlanType": "FREE", "accountPlanStatus": "ACTIVE",
        "accountPlanRemainingCredits": { "amount": plan.credits, "unit": "USD" },
        "accountPlanExpirationDate": jiff::Timestamp::from_millisecond(plan.ends.0).unwrap_or_default().to_string(),
    })))
}
