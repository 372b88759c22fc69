//! What the server's console printed at its first boot: by this a person can tell that the host key is the server's own.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::instance_status::known;
use super::names;
use super::params::{flag, only, required};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::account::Account;
use crate::practice::state::ec2::LAUNCHED;
use crate::practice::state::server::HOST_KEY;
use crate::practice::timing::secs;

/// How long after its launch the console was last written to.
const BOOTED: u64 = 47;
/// The fingerprints of the server's other host keys.
const ECDSA: &str = "SHA256:iPobqQ9EAZgOgX0F2Zhr0XW/AeVxhl5dP3hQgSvaEGw";
const RSA: &str = "SHA256:zyZt+Z8kqVocgQsFgRnsDDVtfNFCLQo1dhyJ2RMB6oI";
/// The key behind [`HOST_KEY`].
const PUBLIC_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMjyrsL+jvw6Elc5XUA2ZiB1reSRfodjqEqYZvzUvrKV";

/// The console's text after the first boot of this host, as Ubuntu's cloud-init leaves it.
pub fn first_boot(host: &str) -> String {
    let frame = "#".repeat(61);
    let fingerprints = [
        frame.clone(),
        "-----BEGIN SSH HOST KEY FINGERPRINTS-----".to_owned(),
        format!("256 {ECDSA} root@{host} (ECDSA)"),
        format!("256 {HOST_KEY} root@{host} (ED25519)"),
        format!("3072 {RSA} root@{host} (RSA)"),
        "-----END SSH HOST KEY FINGERPRINTS-----".to_owned(),
        frame,
    ];
    let stamped: String = fingerprints.iter().map(|line| format!("<14>Nov  2 02:15:52 ec2: {line}\r\n")).collect();
    let keys = format!("-----BEGIN SSH HOST KEY KEYS-----\r\n{PUBLIC_KEY} root@{host}\r\n-----END SSH HOST KEY KEYS-----\r\n");
    format!(
        "[    0.000000] Linux version 6.8.0-1018-aws (buildd@lcy02-amd64-116)\r\n\
         [    4.102938] cloud-init[498]: Cloud-init v. 24.4-0ubuntu1~24.04.2 running 'init' at Mon, 02 Nov 2026 02:15:31 +0000.\r\n\
         {stamped}{keys}\
         [   31.560211] cloud-init[1021]: Cloud-init v. 24.4-0ubuntu1~24.04.2 finished at Mon, 02 Nov 2026 02:15:56 +0000.\r\n\
         \r\nUbuntu 24.04.1 LTS {host} ttyS0\r\n\r\n{host} login: "
    )
}

/// GetConsoleOutput. An instance that has printed nothing has no output at all.
pub fn output(account: &Account, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["InstanceId", "Latest"])?;
    flag(input, "Latest")?;
    let instance = known(account, required(input, "InstanceId")?)?;
    let mut answer = vec![Element::text("instanceId", &instance.id), Element::text("timestamp", names::moment(LAUNCHED + secs(BOOTED)))];
    if !instance.console.is_empty() {
        answer.push(Element::text("output", STANDARD.encode(&instance.console)));
    }
    Ok(Reply::Query(answer))
}
