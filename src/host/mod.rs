//! The server: what lies there, the unit, the settings module. [`RemoteServer`] implements [`Host`] above [`Remote`]; [`ssh`]
//! implements [`Remote`].
//!
//! Whatever is overwritten is backed up first, in `/var/lib/landfall` (root, 0700), and put back byte for byte. Every write
//! may be killed at any point and asked again.

pub mod chain;
mod faults;
mod health;
mod link;
mod log;
pub mod logs;
mod manifest;
mod nginx;
pub mod scripts;
mod service;
pub mod settings;
mod shown;
pub mod ssh;
pub mod survey;
#[cfg(test)]
mod tests;
mod unit;
mod unreached;
mod variable;

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Mutex;

use crate::engine::fault::Fault;
use crate::engine::op::host::{Access, HostOp};
use crate::engine::op::{Fact, HostFact};
use crate::engine::slot::Slot;
use crate::ports::{Host, Remote, Secret, SecretKind, Secrets};
use crate::site::{ServerId, SiteName};
use link::Link;

/// Host ops, carried out by commands over a [`Remote`].
pub struct RemoteServer {
    remote: Arc<dyn Remote>,
    /// Whose files they are: several sites may stand on one server.
    site: SiteName,
    /// Who types the values that a service needs.
    secrets: Arc<dyn Secrets>,
    /// Held by a write, so that two never change the manifest at once.
    writing: Mutex<()>,
}

impl RemoteServer {
    /// A host above this remote, for this site, with nobody to type anything.
    pub fn new(remote: Arc<dyn Remote>, site: SiteName) -> Self {
        Self { remote, site, secrets: Arc::new(Nobody), writing: Mutex::new(()) }
    }

    /// The same, asking here for the values that a service needs.
    #[must_use]
    pub fn asking(self, secrets: Arc<dyn Secrets>) -> Self {
        Self { secrets, ..self }
    }
}

impl RemoteServer {
    /// One that was lost on its way is tried again at once: whoever waits for this has just closed a door.
    async fn try_login(&self, access: &Access) -> HostFact {
        let mut tried = self.remote.log_in(access).await;
        for _again in 1..LOGINS {
            if tried.is_ok() {
                break;
            }
            tried = self.remote.log_in(access).await;
        }
        tried.map_or_else(HostFact::LockedOut, |()| HostFact::LoggedIn)
    }
}

/// How often a login is tried before nobody is taken to get in.
const LOGINS: usize = 3;

/// There is nobody to ask.
struct Nobody;

#[async_trait]
impl Secrets for Nobody {
    async fn ask(&self, _: &SecretKind, _: bool) -> Option<Secret> {
        None
    }
}

#[async_trait]
impl Host for RemoteServer {
    async fn perform(&self, access: &Access, op: &HostOp) -> Result<Fact, Fault> {
        let link = Link::new(self.remote.as_ref(), access, &self.site);
        match op {
            HostOp::Survey { hint } => survey::look(&link, hint).await.map(|s| Fact::Host(HostFact::Survey(Box::new(s)))),
            HostOp::LookService { unit, host } => {
                service::look(&link, unit, host).await.map(|s| Fact::Host(HostFact::Service(Box::new(s))))
            }
            HostOp::TryHealth { address, path } => health::look(&link, *address, path).await.map(|s| Fact::Host(HostFact::Health(s))),
            HostOp::TryLogin => Ok(Fact::Host(self.try_login(access).await)),
            HostOp::TryPlainHttp { name, path } => health::by_name(&link, name, path).await.map(|a| Fact::Host(HostFact::Plain(a))),
            HostOp::LookChain(question) => chain::look(&link, question).await.map(|c| Fact::Host(HostFact::Chain(Box::new(c)))),
            HostOp::LookVariable(question) => variable::look(&link, question).await.map(|v| Fact::Host(HostFact::Variable(v))),
            HostOp::LookSettings { app, unit, wanted } => {
                settings::look(&link, app, unit, wanted).await.map(|s| Fact::Host(HostFact::Settings(Box::new(s))))
            }
            HostOp::WriteVariable { name, file } => {
                // A person may think for long: nothing else waits for that.
                let value = variable::typed(&self.secrets, name).await?;
                let _alone = self.writing.lock().await;
                variable::write(&link, file, name, value).await.map(Fact::Made)
            }
            write => {
                let _alone = self.writing.lock().await;
                perform_write(&link, write).await
            }
        }
    }
}

async fn perform_write(link: &Link<'_>, op: &HostOp) -> Result<Fact, Fault> {
    match op {
        HostOp::WriteUnit { unit, text } => unit::write(link, unit, text).await.map(Fact::Made),
        HostOp::EnableUnit { unit, path } => unit::enable(link, unit, path).await.map(Fact::Made),
        HostOp::WriteNginx { question, path, before_sha256 } => nginx::write(link, question, path, before_sha256).await.map(Fact::Made),
        HostOp::RestoreNginx { path } => {
            let restored = nginx::restore(link, path).await?;
            unit::let_go(link).await.map(|()| restored.told(Slot::Nginx(ServerId::MAIN)))
        }
        HostOp::WriteSettings { app, unit, wanted, before_sha256 } => {
            settings::write(link, app, unit, wanted, before_sha256).await.map(Fact::Made)
        }
        HostOp::StartUnit { unit } => unit::start(link, unit).await.map(|()| Fact::Done),
        HostOp::WriteDropIn { unit, files, theirs } => variable::give(link, unit, files, *theirs).await.map(Fact::Made),
        HostOp::LeaveEnvironmentFile { path } => variable::leave_file(link, path).await,
        HostOp::RemoveDropIn { path } => variable::take(link, path).await.map(|()| Fact::Unmade(Slot::DropIn(ServerId::MAIN))),
        HostOp::LeaveDropIn { path } => variable::leave_drop_in(link, path).await,
        HostOp::RestartUnit { unit } => unit::restart(link, unit).await.map(|()| Fact::Done),
        HostOp::RestoreSettings { path } => {
            let restored = settings::restore(link, path).await?;
            unit::let_go(link).await.map(|()| restored.told(Slot::Settings(ServerId::MAIN)))
        }
        HostOp::RestoreUnit { path } => unit::restore(link, path).await.map(|restored| restored.told(Slot::Unit(ServerId::MAIN))),
        HostOp::Survey { .. }
        | HostOp::LookService { .. }
        | HostOp::LookSettings { .. }
        | HostOp::LookChain(_)
        | HostOp::LookVariable(_)
        | HostOp::TryHealth { .. }
        | HostOp::TryPlainHttp { .. }
        | HostOp::TryLogin => Err(Fault::internal("a look is no write")),
        HostOp::WriteVariable { .. } => Err(Fault::internal("a value is typed first")),
    }
}
