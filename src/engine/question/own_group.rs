//! What a security group of the server's own comes to, as it is told before anything is changed.

use crate::engine::ids::{GroupId, RuleId, VpcId};
use crate::engine::ingress::Permit;
use crate::engine::own_group::InPlaceOf;
use crate::engine::resource::RevokedRule;
use crate::site::ServerId;

/// All that the person is to know before the server is given such a group.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnGroupOffer {
    pub server: ServerId,
    pub vpc: VpcId,
    pub place: InPlaceOf,
    /// The interface's groups as they are.
    pub before: Vec<GroupId>,
    /// The shared groups, each with its name.
    pub shared: Vec<String>,
    /// Who else stands in them.
    pub others: Vec<String>,
    /// The rules that are not taken along.
    pub left: Vec<RevokedRule>,
    /// Those that are.
    pub taken: Vec<Permit>,
    /// What comes in place of a rule that let in more than the web: SSH.
    pub added: Vec<Permit>,
    /// Rules that name a shared group: what they let in as standing in it, the server is not any more.
    pub naming: Vec<String>,
}

impl OwnGroupOffer {
    /// Every rule that the group is to have.
    pub fn permits(&self) -> Vec<Permit> {
        self.taken.iter().chain(&self.added).cloned().collect()
    }

    /// The rules that are not taken along: what a yes is about.
    pub fn leaves(&self) -> Vec<RuleId> {
        self.left.iter().map(|rule| rule.rule.clone()).collect()
    }

    /// In no language but AWS's: `sg-1 (web)`, then `- ` what is left, `+ ` what comes, `! ` what names the shared groups.
    pub fn evidence(&self) -> Vec<String> {
        let left = self.left.iter().map(|rule| format!("- {}  {}", rule.group, rule.permit));
        let taken = self.permits().into_iter().map(|permit| format!("+ {permit}"));
        let naming = self.naming.iter().map(|rule| format!("! {rule}"));
        self.shared.iter().cloned().chain(self.others.iter().cloned()).chain(left).chain(taken).chain(naming).collect()
    }
}
