//! What answers the site's name on the server: the evidence that `assets/host/chain.py` prints goes in, the chain comes out, with the
//! edit of nginx's configuration that would mend it.

mod answer;
pub(super) mod edit;
mod evidence;
mod health;
mod holder;
mod newer;
mod project;
#[cfg(test)]
mod tests;
mod units;

use serde::{Deserialize, Serialize};

use super::link::Link;
use crate::engine::fault::Fault;
use crate::engine::op::host::{Chain, ChainQuestion};
use crate::ports::Script;
use edit::Edit;
use evidence::Evidence;

/// What `chain.py` is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChainInput {
    pub name: String,
    pub project: String,
    /// The unit that is looked at in any case.
    pub unit: String,
    /// The server's own, the one that the balancer reaches it by first.
    pub addresses: Vec<String>,
}

/// Looks for the chain.
pub(super) async fn look(link: &Link<'_>, question: &ChainQuestion) -> Result<Chain, Fault> {
    found(link, question).await.map(|(chain, _)| chain)
}

/// The chain, and the edit that it names.
pub(super) async fn found(link: &Link<'_>, question: &ChainQuestion) -> Result<(Chain, Option<Edit>), Fault> {
    let ChainQuestion { name, project, unit, address } = question;
    let addresses = address.iter().map(ToString::to_string).collect();
    let input = ChainInput { name: name.clone(), project: project.to_string(), unit: unit.to_string(), addresses };
    let evidence: Evidence = link.script(Script::Chain, &input).await?;
    Ok(read(&evidence))
}

fn read(evidence: &Evidence) -> (Chain, Option<Edit>) {
    let answer = answer::answer(evidence);
    let (shown, edit) = edit::plan(&evidence.name, &answer);
    (Chain { edit: shown, ..answer.chain }, edit)
}
