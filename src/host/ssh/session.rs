//! One SSH connection: made, proven on both sides, and used for one command after another.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use russh::client::{Config, Handle, Msg, connect_stream};
use russh::keys::Algorithm;
use russh::{Channel, ChannelMsg, Preferred};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::auth::authenticate;
use super::errors::{Refused, broken, not_connected, slow};
use super::host_key::{Check, Ear, orders};
use super::identity::Identity;
use super::known_hosts::KnownHosts;
use super::sudo::Wire;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::host::Access;
use crate::ports::Output;

const CONNECT: Duration = Duration::from_secs(10);
const KEEPALIVE: Duration = Duration::from_secs(15);
/// Longer than systemd's own limits for stopping and starting a unit.
const COMMAND: Duration = Duration::from_secs(240);
/// More than any file or log that Landfall reads.
const MOST_OUTPUT: usize = 8 << 20;

/// An open, authenticated connection.
pub(super) struct Session {
    handle: Handle<Check>,
}

impl Session {
    /// Connects, checks the host key, and only then says who we are.
    pub(super) async fn open(access: &Access, known: &KnownHosts, identities: &[Identity], agent: Option<&Path>) -> Result<Self, Fault> {
        let ear = Ear::default();
        let mut handle = greet(access, known, &ear).await?;
        timeout(CONNECT, authenticate(&mut handle, access, identities, agent, &ear)).await.map_err(|_| slow(access))??;
        Ok(Self { handle })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.handle.is_closed()
    }

    /// A channel for one command. Its failure means that nothing was run.
    pub(super) async fn channel(&self) -> Result<Channel<Msg>, Fault> {
        let opened = timeout(CONNECT, self.handle.channel_open_session()).await;
        opened.map_err(|_| Fault::retry(Code::SshLost, ""))?.map_err(|e| broken(&e))
    }
}

/// Runs one command line on its channel, feeding its standard input while reading what it says.
pub(super) async fn exec(channel: Channel<Msg>, wire: &Wire) -> Result<Output, Fault> {
    let (mut reader, writer) = channel.split();
    let feed = async {
        writer.exec(true, wire.line.as_str()).await?;
        if !wire.stdin.is_empty() {
            writer.data(wire.stdin.as_slice()).await?;
        }
        writer.eof().await
    };
    let listen = async {
        let mut output = Output { status: u32::MAX, stdout: Vec::new(), stderr: Vec::new() };
        while let Some(message) = reader.wait().await {
            receive(&mut output, message)?;
        }
        Ok::<_, Fault>(output)
    };
    // A command may end before it has read all of its input: what it answered counts, not that we could not go on writing.
    let both = async { tokio::join!(feed, listen).1 };
    let output = timeout(COMMAND, both).await.map_err(|_| Fault::retry(Code::SshLost, ""))??;
    if output.status == u32::MAX { Err(Fault::retry(Code::SshLost, "")) } else { Ok(output) }
}

fn receive(output: &mut Output, message: ChannelMsg) -> Result<(), Fault> {
    match message {
        ChannelMsg::Data { data } => output.stdout.extend_from_slice(&data),
        ChannelMsg::ExtendedData { data, .. } => output.stderr.extend_from_slice(&data),
        ChannelMsg::ExitStatus { exit_status } => output.status = exit_status,
        ChannelMsg::ExitSignal { .. } => output.status = 255,
        _ => {}
    }
    let received = output.stdout.len() + output.stderr.len();
    if received > MOST_OUTPUT { Err(Fault::ended(Code::RemoteFailed, format!("{received} bytes"))) } else { Ok(()) }
}

/// An unauthenticated connection to the right server.
async fn greet(access: &Access, known: &KnownHosts, ear: &Ear) -> Result<Handle<Check>, Fault> {
    let mut first = None;
    for order in orders(access, known) {
        match greet_with(access, known, order, ear).await {
            Ok(handle) => return Ok(handle),
            Err(Refused::HostKey(fault)) if access.host_key.is_some() => first = first.or(Some(fault)),
            Err(Refused::HostKey(fault)) => return Err(fault),
            Err(Refused::Ssh(russh::Error::NoCommonAlgo { .. })) if access.host_key.is_some() => {}
            Err(Refused::Ssh(error)) => return Err(not_connected(access, &error)),
        }
    }
    Err(first.unwrap_or_else(|| Fault::ended(Code::SshRefused, "host key algorithms")))
}

async fn greet_with(access: &Access, known: &KnownHosts, order: Vec<Algorithm>, ear: &Ear) -> Result<Handle<Check>, Refused> {
    let check = Check { access: access.clone(), known: known.clone(), ear: ear.clone() };
    let connecting = async {
        let stream = TcpStream::connect((access.address, access.port)).await.map_err(russh::Error::IO)?;
        stream.set_nodelay(true).map_err(russh::Error::IO)?;
        connect_stream(Arc::new(config(order)), stream, check).await
    };
    timeout(CONNECT, connecting).await.unwrap_or(Err(Refused::Ssh(russh::Error::ConnectionTimeout)))
}

fn config(order: Vec<Algorithm>) -> Config {
    Config {
        keepalive_interval: Some(KEEPALIVE),
        keepalive_max: 3,
        preferred: Preferred { key: Cow::Owned(order), ..Preferred::DEFAULT },
        ..Config::default()
    }
}
