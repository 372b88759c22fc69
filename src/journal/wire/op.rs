//! Writes: the ops that are journaled before they leave. A look has no form here.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::cloud_op::CloudOp;
use super::error::{LOOK, WireError, main_only};
use crate::engine::op;
use crate::engine::op::host;
use crate::engine::op::host::{ChainQuestion, SettingsWanted, UnitName};
use crate::site::{Fingerprint, RemotePath, ServerId, SshAlias, UserName, WsgiModule};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Op {
    Cloud(CloudOp),
    Host(Access, HostOp),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Access {
    address: IpAddr,
    port: u16,
    user: UserName,
    key: Option<PathBuf>,
    ssh_host: Option<SshAlias>,
    host_key: Option<Fingerprint>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum HostOp {
    WriteUnit {
        unit: UnitName,
        text: String,
    },
    StartUnit {
        unit: UnitName,
    },
    EnableUnit {
        unit: UnitName,
        path: String,
    },
    WriteNginx {
        name: String,
        project: RemotePath,
        unit: UnitName,
        address: Option<Ipv4Addr>,
        path: String,
        before_sha256: String,
    },
    RestoreNginx {
        path: String,
    },
    WriteSettings {
        app: AppPaths,
        unit: UnitName,
        hosts: Vec<String>,
        origins: Vec<String>,
        proto_reaches: bool,
        before_sha256: String,
    },
    RestartUnit {
        unit: UnitName,
    },
    /// Since schema 6, as are the other four.
    WriteVariable {
        name: String,
        file: String,
    },
    WriteDropIn {
        unit: UnitName,
        files: Vec<String>,
        theirs: bool,
    },
    LeaveEnvironmentFile {
        path: String,
    },
    RemoveDropIn {
        path: String,
    },
    LeaveDropIn {
        path: String,
    },
    RestoreSettings {
        path: String,
    },
    RestoreUnit {
        path: String,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppPaths {
    project: RemotePath,
    venv: RemotePath,
    wsgi: WsgiModule,
    worker: Option<host::AsgiWorker>,
    settings: RemotePath,
    owner: UserName,
}

impl TryFrom<op::Op> for Op {
    type Error = WireError;
    fn try_from(op: op::Op) -> Result<Self, WireError> {
        match op {
            op::Op::Cloud(op) => Ok(Self::Cloud(op.try_into()?)),
            op::Op::Host(server, access, op) => {
                main_only(&server)?;
                Ok(Self::Host(access.into(), op.try_into()?))
            }
            op::Op::Net(_) => Err(LOOK),
        }
    }
}

impl From<Op> for op::Op {
    fn from(op: Op) -> Self {
        match op {
            Op::Cloud(op) => Self::Cloud(op.into()),
            Op::Host(access, op) => Self::Host(ServerId::MAIN, access.into(), op.into()),
        }
    }
}

impl From<host::Access> for Access {
    fn from(host::Access { address, port, user, key, ssh_host, host_key }: host::Access) -> Self {
        Self { address, port, user, key, ssh_host, host_key }
    }
}

impl From<Access> for host::Access {
    fn from(Access { address, port, user, key, ssh_host, host_key }: Access) -> Self {
        Self { address, port, user, key, ssh_host, host_key }
    }
}

impl TryFrom<host::HostOp> for HostOp {
    type Error = WireError;
    fn try_from(op: host::HostOp) -> Result<Self, WireError> {
        use host::HostOp as Engine;
        Ok(match op {
            Engine::WriteUnit { unit, text } => Self::WriteUnit { unit, text },
            Engine::StartUnit { unit } => Self::StartUnit { unit },
            Engine::EnableUnit { unit, path } => Self::EnableUnit { unit, path },
            Engine::WriteNginx { question: ChainQuestion { name, project, unit, address }, path, before_sha256 } => {
                Self::WriteNginx { name, project, unit, address, path, before_sha256 }
            }
            Engine::RestoreNginx { path } => Self::RestoreNginx { path },
            Engine::WriteSettings { app, unit, wanted, before_sha256 } => {
                let SettingsWanted { hosts, origins, proto_reaches } = *wanted;
                Self::WriteSettings { app: app.into(), unit, hosts, origins, proto_reaches, before_sha256 }
            }
            Engine::RestartUnit { unit } => Self::RestartUnit { unit },
            Engine::WriteVariable { name, file } => Self::WriteVariable { name, file },
            Engine::WriteDropIn { unit, files, theirs } => Self::WriteDropIn { unit, files, theirs },
            Engine::LeaveEnvironmentFile { path } => Self::LeaveEnvironmentFile { path },
            Engine::RemoveDropIn { path } => Self::RemoveDropIn { path },
            Engine::LeaveDropIn { path } => Self::LeaveDropIn { path },
            Engine::RestoreSettings { path } => Self::RestoreSettings { path },
            Engine::RestoreUnit { path } => Self::RestoreUnit { path },
            Engine::Survey { .. }
            | Engine::LookService { .. }
            | Engine::LookSettings { .. }
            | Engine::LookChain(_)
            | Engine::LookVariable(_)
            | Engine::TryHealth { .. }
            | Engine::TryPlainHttp { .. }
            | Engine::TryLogin => {
                return Err(LOOK);
            }
        })
    }
}

impl From<HostOp> for host::HostOp {
    fn from(op: HostOp) -> Self {
        match op {
            HostOp::WriteUnit { unit, text } => Self::WriteUnit { unit, text },
            HostOp::StartUnit { unit } => Self::StartUnit { unit },
            HostOp::EnableUnit { unit, path } => Self::EnableUnit { unit, path },
            HostOp::WriteNginx { name, project, unit, address, path, before_sha256 } => {
                Self::WriteNginx { question: ChainQuestion { name, project, unit, address }, path, before_sha256 }
            }
            HostOp::RestoreNginx { path } => Self::RestoreNginx { path },
            HostOp::WriteSettings { app, unit, hosts, origins, proto_reaches, before_sha256 } => {
                let wanted = Box::new(SettingsWanted { hosts, origins, proto_reaches });
                Self::WriteSettings { app: app.into(), unit, wanted, before_sha256 }
            }
            HostOp::RestartUnit { unit } => Self::RestartUnit { unit },
            HostOp::WriteVariable { name, file } => Self::WriteVariable { name, file },
            HostOp::WriteDropIn { unit, files, theirs } => Self::WriteDropIn { unit, files, theirs },
            HostOp::LeaveEnvironmentFile { path } => Self::LeaveEnvironmentFile { path },
            HostOp::RemoveDropIn { path } => Self::RemoveDropIn { path },
            HostOp::LeaveDropIn { path } => Self::LeaveDropIn { path },
            HostOp::RestoreSettings { path } => Self::RestoreSettings { path },
            HostOp::RestoreUnit { path } => Self::RestoreUnit { path },
        }
    }
}

impl From<host::AppPaths> for AppPaths {
    fn from(host::AppPaths { project, venv, wsgi, worker, settings, owner }: host::AppPaths) -> Self {
        Self { project, venv, wsgi, worker, settings, owner }
    }
}

impl From<AppPaths> for host::AppPaths {
    fn from(AppPaths { project, venv, wsgi, worker, settings, owner }: AppPaths) -> Self {
        Self { project, venv, wsgi, worker, settings, owner }
    }
}
