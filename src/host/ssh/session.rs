//! One SSH connection: made, proven on both sides, and used for one command after another.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use russh::client::{Config, Handle, Msg, connect_stream};
use russh::keys::Algorithm;
use russh::{Channel, ChannelReadHalf, ChannelWriteHalf, Preferred};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::auth::authenticate;
use super::call::Call;
use super::errors::{Refused, broken, not_connected, slow};
use super::frame::Frame;
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
/// Until a login shell has come as far as our command. One that prints much takes some seconds for it on a small server.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// The same once its input has ended; long enough for the way there and back.
const AFTER_END: Duration = Duration::from_secs(2);

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

/// Runs one command line on its channel, feeding its standard input while reading what it says. `patience`: how long the login shell
/// may take until the command begins.
pub(super) async fn exec(channel: Channel<Msg>, wire: &Wire, patience: Duration) -> Result<Output, Fault> {
    let frame = Frame::new();
    let (mut reader, writer) = channel.split();
    let mut call = Call::new(&frame);
    // A channel that is lost already says so by its end.
    let _ = writer.exec(true, frame.line(&wire.line)).await;
    begin(&mut call, &mut reader, &writer, patience).await?;
    let feed = async {
        let stdin = [frame.go(), wire.stdin.clone()].concat();
        // A command may end before it has read all of its input: what it answered counts, not that we could not go on writing.
        if writer.data(stdin.as_slice()).await.is_ok() {
            let _ = writer.eof().await;
        }
        std::future::pending().await
    };
    let output = tokio::select! {
        answered = timeout(COMMAND, call.until(&mut reader, Call::has_answered)) => answered,
        () = feed => Ok(Ok(())),
    };
    output.map_err(|_| Fault::retry(Code::SshLost, ""))??;
    // Something that the shell left behind may hold the channel open.
    let _ = writer.close().await;
    call.output().ok_or_else(|| Fault::retry(Code::SshLost, ""))
}

/// Waits until the login shell has come as far as our command.
async fn begin(call: &mut Call, reader: &mut ChannelReadHalf, writer: &ChannelWriteHalf<Msg>, patience: Duration) -> Result<(), Fault> {
    let begun = timeout(patience, call.until(reader, Call::has_begun)).await;
    if let Ok(come) = begun {
        come?;
        return if call.has_begun() { Ok(()) } else { Err(call.ended_early(Code::ShellEnded)) };
    }
    // What waits for a line goes on without one; what took the shell's place ends.
    let _ = writer.eof().await;
    let after = timeout(AFTER_END, call.until(reader, Call::has_begun)).await;
    let _ = writer.close().await;
    Err(match after {
        Err(_) => call.no_shell(Code::ShellSlow),
        Ok(Err(fault)) => fault,
        Ok(Ok(())) if call.has_begun() => call.no_shell(Code::ShellAsks),
        Ok(Ok(())) => call.ended_early(Code::ShellReplaced),
    })
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
