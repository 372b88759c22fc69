//! What is asked of the world outside, besides a session.

use crate::ui::command::OutsideCommand;
use crate::ui::msg::Msg;
use crate::ui::workspace::Workspace;

/// Carries the command out: what came of it.
pub(super) async fn answer(workspace: &dyn Workspace, command: OutsideCommand) -> Msg {
    let errands = workspace.errands();
    match command {
        OutsideCommand::Account(query) => {
            let answer = workspace.account(&query).await;
            Msg::Account(query, Box::new(answer))
        }
        OutsideCommand::Registrar(domain) => Msg::Registrar(errands.registrar(&domain).await),
        OutsideCommand::HandOver(domain, typed) => Msg::HandedOver(errands.hand_over(&domain, &typed).await),
        OutsideCommand::Mails(domain) => Msg::Mails(errands.mails(&domain).await),
        OutsideCommand::MakeRecords(domain, records) => {
            errands.make_records(&records).await;
            Msg::Registrar(errands.registrar(&domain).await)
        }
        OutsideCommand::Approve(domain, mail) => {
            errands.approve(&mail).await;
            Msg::Mails(errands.mails(&domain).await)
        }
    }
}
