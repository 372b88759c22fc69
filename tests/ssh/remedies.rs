//! The remedies about key files, carried out to the letter as each language has them: after them the key lets us in.

use std::path::Path;
use std::process::Command as Process;

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::op::host::Access;
use landfall::site::Site;
use landfall::text::{About, Language, Words};

use crate::quoted::quoted;
use crate::sshd::{Sshd, sshd_is_missing};
use crate::{fault, hostname};

fn site(access: &Access) -> Site {
    let name = |text: &str| text.parse().unwrap();
    let mut site = Site::with_defaults("hee".parse().unwrap(), name("hee.com"), "www".parse().unwrap(), "us-east-1".parse().unwrap());
    (site.server.user, site.server.key) = (access.user.clone(), access.key.clone());
    site
}

/// What a person reads in this language.
pub fn remedy(language: Language, fault: &Fault, access: &Access) -> String {
    Words::new(language).fault(fault, &About::of(&site(access))).remedy.unwrap()
}

/// Runs one of its commands in this home directory, where `sudo` may be had for nothing.
fn run(home: &Path, command: &str) {
    let line = format!("sudo() {{ \"$@\"; }}; {command}");
    let output = Process::new("sh").args(["-c", &line]).env("HOME", home).env("USER", user()).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
}

fn user() -> String {
    String::from_utf8(Process::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned()
}

/// The path that the remedy has written as `key` in landfall.toml.
fn key_line(quoted: &[String]) -> String {
    let line = quoted.iter().find(|text| text.starts_with("key = ")).unwrap();
    line.trim_start_matches("key = ").trim_matches('"').to_owned()
}

#[tokio::test]
async fn copies_that_the_remedies_make_are_taken() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    for language in Language::ALL {
        for (code, remedy_code) in [(Code::KeyOnWindowsDisk, Remedy::CopyKey), (Code::KeyUnreadable, Remedy::TakeKey)] {
            let home = tempfile::tempdir().unwrap();
            let odd = home.path().join("김 철수's key.pem");
            std::fs::copy(sshd.path("user"), &odd).unwrap();
            Process::new("chmod").arg("777").arg(&odd).status().unwrap();
            let told = Fault::person(code, remedy_code, format!("{}\n0777", odd.display()));
            let commands = quoted(&remedy(language, &told, &sshd.access("user")));
            run(home.path(), &commands[0]);
            let access = Access { key: Some(key_line(&commands).into()), ..sshd.access("user") };
            let ssh = sshd.ssh().with_home(Some(home.path().to_owned()));
            assert_eq!(hostname(&ssh, &access).await.unwrap().status, 0, "{commands:?}");
        }
    }
}

#[tokio::test]
async fn a_closed_key_is_taken_and_a_converted_one_too() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    for language in Language::ALL {
        Process::new("chmod").arg("644").arg(sshd.path("user")).status().unwrap();
        let told = hostname(&sshd.ssh(), &sshd.access("user")).await.unwrap_err();
        assert_eq!(told.code, Code::KeyPermissions);
        run(sshd.dir.path(), &quoted(&remedy(language, &told, &sshd.access("user")))[0]);
        assert_eq!(hostname(&sshd.ssh(), &sshd.access("user")).await.unwrap().status, 0);
        if Process::new("puttygen").arg("--version").output().is_err() {
            assert!(std::env::var("CI").is_err(), "puttygen is missing: install putty-tools");
            eprintln!("SKIPPED ssh: puttygen is missing (install putty-tools)");
            continue;
        }
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join(".ssh")).unwrap();
        std::fs::write(home.path().join("v3.ppk"), include_str!("ppk/v3.ppk")).unwrap();
        let told = Fault::person(Code::KeyPutty, Remedy::ConvertKey, home.path().join("v3.ppk").display().to_string());
        let commands = quoted(&remedy(language, &told, &sshd.access("user")));
        run(home.path(), &commands[0]);
        let public = russh::keys::decode_secret_key(include_str!("ppk/v3.ppk"), None).unwrap().public_key().to_openssh().unwrap();
        sshd.authorize(&public);
        let access = Access { key: Some(key_line(&commands).into()), ..sshd.access("user") };
        assert_eq!(hostname(&sshd.ssh().with_home(Some(home.path().to_owned())), &access).await.unwrap().status, 0);
    }
}

#[tokio::test]
async fn what_lists_keys_and_what_tries_a_passphrase_do_so() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    for language in Language::ALL {
        let told = hostname(&sshd.ssh(), &sshd.access("nowhere")).await.unwrap_err();
        let commands = quoted(&remedy(language, &told, &sshd.access("user")));
        let find = commands.iter().find(|text| text.starts_with("find ")).unwrap();
        let found = Process::new("sh").args(["-c", find]).env("HOME", sshd.dir.path()).output().unwrap();
        assert!(String::from_utf8(found.stdout).unwrap().contains("/rsa.pem\n"));
        let told = Fault::person(Code::KeyPassphraseWrong, Remedy::CheckPassphrase, sshd.path("locked").display().to_string());
        let command = &quoted(&remedy(language, &told, &sshd.access("locked")))[0];
        for (passphrase, fits) in [("wrong", false), ("열려라", true)] {
            let line = command.replace("ssh-keygen ", &format!("ssh-keygen -P {passphrase} "));
            assert_eq!(Process::new("sh").args(["-c", &line]).output().unwrap().status.success(), fits);
        }
        let mut access = sshd.access("user");
        access.key = None;
        fault(hostname(&sshd.ssh(), &access).await, Code::SshNoKey, Remedy::NameKey);
    }
}
