//! What journals and an AWS account tell about sites before one is opened.

use std::path::Path;

use crate::engine::fault::Fault;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceState};
use crate::engine::state::{Ledger, Token};
use crate::journal::{self, JournalError};
use crate::ports::Cloud;
use crate::site::{Site, SiteName};
use crate::ui::workspace::AccountInfo;

/// Who one is in this account, and which instances run in it.
pub(super) async fn scouted(cloud: &dyn Cloud) -> Result<AccountInfo, Fault> {
    let token = Token(String::new());
    let (account, arn) = match cloud.perform(&CloudOp::LookIdentity, &token).await? {
        Fact::Cloud(CloudFact::Identity { account, arn, .. }) => (account, arn),
        _ => return Err(Fault::internal("no identity")),
    };
    let all = match cloud.perform(&CloudOp::LookInstances { only: None }, &token).await? {
        Fact::Cloud(CloudFact::Instances(all)) => all,
        _ => Vec::new(),
    };
    let instances = all.into_iter().filter(|i| i.state == InstanceState::Running).collect();
    Ok(AccountInfo { account, arn, instances })
}

/// The sites that have a journal in `dir` with something in it.
pub(super) fn known_sites(dir: &Path) -> Vec<Site> {
    let names = journal::list_sites(dir).unwrap_or_default();
    // A site that was taken down for good is no site to carry on with.
    names.iter().filter_map(|name| ledger(dir, name).ok()?.filter(|ledger| !ledger.closed)?.site).collect()
}

/// Why some of the journals in `dir` cannot be read, each with its site.
pub(super) fn unreadable(dir: &Path) -> Vec<(SiteName, JournalError)> {
    let names = journal::list_sites(dir).unwrap_or_default();
    names.into_iter().filter_map(|name| ledger(dir, &name).err().map(|error| (name, error))).collect()
}

/// Whether nothing is told of this site that was made, or was begun. Of a journal that cannot be read nobody knows.
pub(super) fn fresh(dir: &Path, name: &SiteName) -> bool {
    let untouched = |ledger: Ledger| ledger.resources.is_empty() && ledger.pending.is_empty();
    ledger(dir, name).is_ok_and(|ledger| ledger.is_none_or(untouched))
}

/// What a site's journal comes to; `None` where there is none.
fn ledger(dir: &Path, name: &SiteName) -> Result<Option<Ledger>, JournalError> {
    let records = journal::open_read_only(dir, name)?;
    Ok(records.map(|records| {
        let mut ledger = Ledger::default();
        records.iter().for_each(|record| ledger.apply(record));
        ledger
    }))
}
