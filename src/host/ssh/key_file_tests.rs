use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::*;

const NEVER_TOLD: &str = "s3cret";

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A key of this kind, and what the file holds.
    fn keygen(&self, name: &str, options: &[&str]) -> String {
        let made = Command::new("ssh-keygen").args(["-q", "-C", "test", "-f"]).arg(self.at(name)).args(options).status().unwrap();
        assert!(made.success(), "{options:?}");
        std::fs::read_to_string(self.at(name)).unwrap()
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.at(name), content).unwrap();
        std::fs::set_permissions(self.at(name), std::fs::Permissions::from_mode(0o600)).unwrap();
        self.at(name)
    }

    fn fault(&self, name: &str) -> Fault {
        KeyFile::read(self.at(name)).err().unwrap()
    }

    #[track_caller]
    fn is(&self, name: &str, code: Code, more: &[&str]) {
        let fault = self.fault(name);
        let lines: Vec<String> = [name].iter().chain(more).map(|n| self.at(n).display().to_string()).collect();
        assert_eq!((fault.code, fault.detail), (code, lines.join("\n")));
    }
}

fn opens(path: PathBuf) -> bool {
    matches!(KeyFile::read(path).unwrap().state(), State::Open(_))
}

#[test]
fn what_is_no_private_key_is_told_as_what_it_is() {
    let desk = Desk::new();
    desk.keygen("mine", &["-t", "ed25519", "-N", ""]);
    desk.put("notes.txt", NEVER_TOLD);
    std::fs::create_dir(desk.at("keys")).unwrap();
    desk.is("mine.pub", Code::KeyPublic, &["mine"]);
    desk.is("keys", Code::KeyDirectory, &[]);
    desk.is("notes.txt", Code::KeyAbsent, &[]);
    desk.is("mina", Code::KeyMissing, &["mine"]);
    desk.is("mine/x", Code::KeyMissing, &[]);
    std::fs::rename(desk.at("mine.pub"), desk.at("keys/theirs.pub")).unwrap();
    desk.is("keys/theirs.pub", Code::KeyPublic, &[]);
    desk.put("huge", vec![b'a'; 70_000]);
    desk.is("huge", Code::KeyAbsent, &[]);
    desk.put("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    desk.is("cert.pem", Code::KeyAbsent, &[]);
    desk.put("empty", "");
    desk.is("empty", Code::KeyAbsent, &[]);
    std::fs::set_permissions(desk.at("mine"), std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(desk.fault("mine").detail, format!("{}\n0640", desk.at("mine").display()));
    // A public key that everybody may read is told as one, not as one to be closed.
    std::fs::set_permissions(desk.at("keys/theirs.pub"), std::fs::Permissions::from_mode(0o644)).unwrap();
    desk.is("keys/theirs.pub", Code::KeyPublic, &[]);
}

/// A FIFO would be read for ever.
#[test]
fn what_is_no_file_is_not_opened() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.at("pipe")).status().unwrap().success());
    desk.is("pipe", Code::KeyAbsent, &[]);
    assert_eq!(keys_in(desk.0.path()), Vec::<String>::new());
}

#[test]
fn marks_and_line_ends_of_windows_do_no_harm() {
    let desk = Desk::new();
    for (name, options) in [("ed", ["-t", "ed25519", "-N", ""].as_slice()), ("rsa", &["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""])] {
        let text = desk.keygen(name, options);
        let crlf = text.replace('\n', "\r\n");
        let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(crlf.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let indented: String = text.lines().map(|line| format!("    {line}  \n")).collect();
        for changed in [crlf.as_bytes(), format!("\u{feff}{crlf}").as_bytes(), &wide, &big, indented.as_bytes(), text.trim_end().as_bytes()]
        {
            assert!(opens(desk.put("changed", changed)), "{name}");
        }
    }
    let locked = desk.keygen("locked", &["-t", "ed25519", "-N", "열려라"]).replace('\n', "\r\n");
    let file = KeyFile::read(desk.put("changed", format!("\u{feff}{locked}"))).unwrap();
    assert!(matches!(file.state(), State::Locked) && file.public().is_some());
    assert!(file.unlocked("열려라").is_ok() && file.unlocked("닫혀라").is_err());
}

/// A passphrase is asked for only where one can fit.
#[test]
fn a_cipher_that_no_passphrase_opens_here_is_told_before_one_is_asked_for() {
    let desk = Desk::new();
    desk.keygen("plain.pem", &["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""]);
    let openssl = |cipher: &str| {
        let pass = ["-passout", "pass:s3cret", "-traditional"];
        let made = Command::new("openssl").args(["rsa", cipher, "-in"]).arg(desk.at("plain.pem")).args(pass).output().unwrap();
        assert!(made.status.success());
        made.stdout
    };
    let (fits, old) = (desk.put("128", openssl("-aes128")), desk.put("256", openssl("-aes256")));
    let fits = KeyFile::read(fits).unwrap();
    assert!(matches!(fits.state(), State::Locked) && fits.unlocked("s3cret").is_ok() && fits.unlocked("x").is_err());
    let file = KeyFile::read(old.clone()).unwrap();
    assert!(matches!(file.state(), State::Unread));
    let fault = file.unread();
    assert_eq!((fault.code, fault.disposition), (Code::KeyFormat, crate::engine::fault::Disposition::Person(Remedy::RewriteKey)));
    // The remedy, to the letter, with the passphrase that it asks for.
    let rewritten = Command::new("ssh-keygen").args(["-p", "-P", "s3cret", "-N", "s3cret", "-f"]).arg(&old).output().unwrap();
    assert!(rewritten.status.success());
    assert!(KeyFile::read(old).unwrap().unlocked("s3cret").is_ok());
}

#[test]
fn half_a_key_is_a_damaged_one() {
    let desk = Desk::new();
    let whole = desk.keygen("whole", &["-t", "ed25519", "-N", ""]);
    let half: String = whole.lines().take(3).map(|line| format!("{line}\n")).collect();
    let file = KeyFile::read(desk.put("half", half)).unwrap();
    assert!(matches!(file.state(), State::Unread));
    assert_eq!(file.unread().code, Code::KeyFormat);
}

/// PuTTY's files of both versions, open and locked (`heestagram`), made by puttygen 0.78.
#[test]
fn putty_s_files_are_read_as_they_are_and_a_damaged_one_is_told_as_putty_s() {
    let desk = Desk::new();
    for (name, text) in PPK {
        let file = KeyFile::read(desk.put(name, text)).unwrap();
        match name.contains("locked") {
            true => assert!(matches!(file.state(), State::Locked) && file.unlocked("heestagram").is_ok(), "{name}"),
            false => assert!(matches!(file.state(), State::Open(_)), "{name}"),
        }
        let crlf = text.replace('\n', "\r\n");
        assert!(!matches!(KeyFile::read(desk.put("crlf", crlf)).unwrap().state(), State::Unread), "{name}");
    }
    let broken = PPK[0].1.replace("Private-MAC: ", "Private-MAC: 00");
    let file = KeyFile::read(desk.put("broken.ppk", broken)).unwrap();
    assert!(matches!(file.state(), State::Unread));
    assert_eq!(file.unread().code, Code::KeyPutty);
}

const PPK: [(&str, &str); 4] = [
    ("v3.ppk", include_str!("../../../tests/ssh/ppk/v3.ppk")),
    ("v2.ppk", include_str!("../../../tests/ssh/ppk/v2.ppk")),
    ("v3-locked.ppk", include_str!("../../../tests/ssh/ppk/v3-locked.ppk")),
    ("v2-locked.ppk", include_str!("../../../tests/ssh/ppk/v2-locked.ppk")),
];
