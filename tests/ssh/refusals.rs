//! Why a server does not let us in, or lets us in and does nothing: each told as itself, and its remedy followed to the letter.

use std::process::Command as Process;

use landfall::engine::fault::{Code, Disposition, Fault, Remedy};
use landfall::text::Language;

use crate::keys::Agent;
use crate::quoted::quoted;
use crate::remedies::remedy;
use crate::sshd::{Sshd, sshd_is_missing};
use crate::{fault, hostname, read};
use landfall::ports::Remote;

/// Writes what the remedy writes into this sshd's configuration, and has it read that.
fn carry_out(sshd: &Sshd, language: Language, told: &Fault) {
    let commands = quoted(&remedy(language, told, &sshd.access("user")));
    let config = sshd.path("config").display().to_string();
    let line = commands[0].replace("/etc/ssh/sshd_config", &config).replace("sudo ", "");
    assert!(line.contains(&config) && Process::new("sh").args(["-c", &line]).status().unwrap().success(), "{line}");
    assert!(commands[1].starts_with("sudo sshd -t && (sudo systemctl reload ssh "), "{commands:?}");
    let checked = Process::new("/usr/sbin/sshd").args(["-t", "-f", &config]).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    sshd.reload();
}

async fn is_mended(extra: &str, code: Code, last: &str) {
    for language in Language::ALL {
        let sshd = Sshd::start_with(extra);
        sshd.know("ed25519");
        let told = hostname(&sshd.ssh(), &sshd.access("user")).await.unwrap_err();
        assert_eq!((told.code, told.disposition), (code, Disposition::Person(Remedy::LetKeySuffice)), "{extra}: {told}");
        assert_eq!(told.detail.lines().last(), Some(last), "{told}");
        carry_out(&sshd, language, &told);
        assert_eq!(hostname(&sshd.ssh(), &sshd.access("user")).await.unwrap().status, 0, "{extra}");
    }
}

#[tokio::test]
async fn a_server_that_takes_no_keys_says_so_and_the_remedy_lets_the_key_in() {
    if sshd_is_missing() {
        return;
    }
    is_mended("PubkeyAuthentication no\nPasswordAuthentication yes", Code::SshPasswordOnly, "password").await;
    let interactive = "PubkeyAuthentication no\nUsePAM yes\nKbdInteractiveAuthentication yes";
    is_mended(interactive, Code::SshPasswordOnly, "keyboard-interactive").await;
    is_mended("AuthenticationMethods password\nPasswordAuthentication yes", Code::SshPasswordOnly, "password").await;
}

#[tokio::test]
async fn a_second_factor_is_no_refused_key_and_the_remedy_lets_the_key_do() {
    if sshd_is_missing() {
        return;
    }
    let two = "AuthenticationMethods publickey,password\nPasswordAuthentication yes";
    is_mended(two, Code::SshSecondFactor, "password").await;
}

#[tokio::test]
async fn a_refusal_says_which_user_which_server_and_which_keys() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let detail = fault(hostname(&sshd.ssh(), &sshd.access("other")).await, Code::SshAuth, Remedy::CheckUserAndKey);
    let lines: Vec<&str> = detail.lines().collect();
    let fingerprint = Process::new("ssh-keygen").arg("-lf").arg(sshd.path("other.pub")).output().unwrap();
    let fingerprint = String::from_utf8(fingerprint.stdout).unwrap().split_whitespace().nth(1).unwrap().to_owned();
    let mut nobody = sshd.access("user");
    assert_eq!(lines[0], format!("{}@127.0.0.1:{}", nobody.user, sshd.port));
    assert!(lines[1].starts_with("SSH-2.0-OpenSSH_"), "{detail}");
    assert_eq!(lines[2..], [format!("{fingerprint} {}", sshd.path("other").display())]);
    nobody.user = "nobody-of-that-name".parse().unwrap();
    let detail = fault(hostname(&sshd.ssh(), &nobody).await, Code::SshAuth, Remedy::CheckUserAndKey);
    assert!(detail.starts_with("nobody-of-that-name@127.0.0.1:"), "{detail}");
}

#[tokio::test]
async fn an_agent_with_too_many_keys_is_told_as_one_and_a_named_key_is_offered_alone() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start_with("MaxAuthTries 2");
    sshd.know("ed25519");
    let agent = Agent::start(&sshd);
    for n in 0..6 {
        let path = sshd.path(&format!("stranger{n}"));
        assert!(Process::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&path).status().unwrap().success());
        agent.add(&path);
    }
    agent.add(&sshd.path("user"));
    let ssh = || sshd.ssh().with_agent(Some(agent.socket.clone()));
    let mut access = sshd.access("user");
    access.key = None;
    let detail = fault(hostname(&ssh(), &access).await, Code::SshTooManyKeys, Remedy::NameOneKey);
    assert!(detail.ends_with("\nToo many authentication failures"), "{detail}");
    assert_eq!(hostname(&ssh(), &sshd.access("user")).await.unwrap().status, 0, "the remedy: a named key goes alone");
    // A server of the usual patience hears five, and is not asked with the two that are left.
    let patient = Sshd::start();
    patient.know("ed25519");
    access.port = patient.port;
    let asked = patient.ssh().with_agent(Some(agent.socket.clone()));
    let detail = fault(hostname(&asked, &access).await, Code::SshTooManyKeys, Remedy::NameOneKey);
    assert_eq!((detail.lines().count(), detail.lines().last()), (2 + 5 + 1, Some("+ 2")), "{detail}");
}

/// What EC2's images have before root's key (cloud-init, disable_root_opts; there it sleeps for ten seconds before it ends).
const ROOT_OPTIONS: &str =
    r#"command="echo 'Please login as the user \"ubuntu\" rather than the user \"root\".';echo;exit 142",no-port-forwarding"#;

#[tokio::test]
async fn a_user_who_is_turned_away_after_logging_in_is_told_what_the_server_said() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let public = std::fs::read_to_string(sshd.path("user.pub")).unwrap();
    std::fs::write(sshd.path("authorized_keys"), format!("{ROOT_OPTIONS} {public}")).unwrap();
    let answer = sshd.ssh().run(&sshd.access("user"), &read("/etc/hostname".as_ref(), true)).await;
    let detail = fault(answer, Code::SshTurnedAway, Remedy::ComeAsOther);
    assert_eq!(detail.lines().nth(1), Some(r#"Please login as the user "ubuntu" rather than the user "root"."#));
}
