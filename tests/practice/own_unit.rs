//! A service file of the person's own that does not run: told and mended where they wrote it.

use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::host::Access;
use landfall::ports::{Command, Remote, SystemctlVerb};
use landfall::practice::{Forget, HOST_KEY, PracticeRemote, Scenario, SimClock, SimState, Simulator, Speed};
use landfall::text::{About, Language, Words};

use super::play::{End, Kept, UP, play, site, through};
use super::quoted::quoted;

/// Of `env-file-unit`.
const UNIT: &str = "/etc/systemd/system/django.service";

/// That world, with this in place of that in the unit.
fn world(from: &str, to: &str) -> Scenario {
    let text = std::fs::read_to_string("assets/practice/env-file-unit.toml").unwrap();
    assert_eq!(text.matches(from).count(), 1);
    Scenario::read("own-unit", &text.replace(from, to)).unwrap()
}

async fn stopped(world: &Scenario) -> (Fault, Kept) {
    let played = play(world, Kept::begin(world), UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let [stuck] = standing.stuck.as_slice() else { panic!("{standing:?}") };
    (stuck.fault.clone(), played.kept)
}

/// Does on the server what stands between the remedy's backquotes; in the file that the fault names, the line gives way to this one.
async fn followed(kept: &Kept, remedy: &str, fault: &Fault, line: &str) -> Kept {
    let stage = Simulator::new(kept.scene.clone(), SimClock::new(kept.scene.now, Speed::Instant), Box::new(Forget));
    let address = stage.see(|scene| scene.aws.ec2.server().unwrap().public_address.unwrap().into());
    let access = Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, ssh_host: None, host_key: HOST_KEY.parse().ok() };
    let remote = PracticeRemote::new(stage.clone());
    let systemctl = async |verb, unit: Option<&str>| {
        let command = Command::Systemctl { verb, unit: unit.map(str::to_owned) };
        assert_eq!(remote.run(&access, &command).await.unwrap().status, 0, "{command:?}");
    };
    let (wrong, file) = fault.detail.split_once('\n').unwrap();
    for command in quoted(remedy).iter().flat_map(|quoted| quoted.split(" && ")) {
        match command.split(' ').collect::<Vec<_>>().as_slice() {
            ["systemctl", "cat", "django"] => {}
            ["sudo", "nano", "PATH" | "경로"] => {
                let edit = |scene: &mut SimState| {
                    let file = scene.server.files.get_mut(file).unwrap();
                    let text = String::from_utf8(file.content.clone()).unwrap();
                    assert_eq!(text.matches(wrong).count(), 1, "the line stands there: {wrong}\n{text}");
                    file.content = text.replace(wrong, line).into_bytes();
                    Ok::<_, ()>(())
                };
                stage.play(edit).unwrap().unwrap();
            }
            ["sudo", "systemctl", "daemon-reload"] => systemctl(SystemctlVerb::DaemonReload, None).await,
            ["sudo", "systemctl", "restart", unit] => systemctl(SystemctlVerb::Restart, Some(unit)).await,
            other => panic!("{other:?}"),
        }
    }
    Kept { scene: stage.see(SimState::clone), journal: kept.journal.clone() }
}

#[tokio::test]
async fn the_remedy_names_the_line_and_the_file_of_ones_own_and_ends_the_fault() {
    let cases = [
        ("ExecStart=/home/ubuntu/env/bin/gunicorn", "ExecStart=/home/ubuntu/old/bin/gunicorn", Code::ExecNotFound),
        ("User=ubuntu", "User=nobody-here", Code::UserMissing),
        ("EnvironmentFile=/home/ubuntu/env/django-sample/.env", "EnvironmentFile=/etc/gone.env", Code::EnvironmentFileMissing),
    ];
    for (right, wrong, code) in cases {
        let world = world(right, wrong);
        let (fault, kept) = stopped(&world).await;
        assert_eq!((fault.code, fault.detail.lines().next()), (code, Some(wrong)), "{fault:?}");
        assert!(fault.detail.lines().any(|line| line == UNIT), "{fault:?}");
        for language in Language::ALL {
            let about = About { unit: "django".into(), ..About::of(&site(&world)) };
            let remedy = Words::new(language).fault(&fault, &about).remedy.unwrap();
            let mended = followed(&kept, &remedy, &fault, right).await;
            through(&world, mended, UP, 8).await;
        }
    }
}
