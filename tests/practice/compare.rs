//! The same conversation with practice and with moto, over HTTP, as boto3 has it: the answers have the same shape, and the
//! refusals the same code and status, where moto is right. Where it is not, the difference stands in [`KNOWN`] with its reason.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use landfall::practice::aws::{Endpoint, serve};
use landfall::practice::{Forget, Scene, SceneClock, Speed, Stage, World};
use serde_json::Value;

use super::bench::START;

/// A call (its number in the conversation counts from 0 among calls of its name), what differs, and why practice is right.
/// `-path`: only moto tells it; `+path`: only practice does; `=`: the verdict itself differs.
const KNOWN: &[(&str, &str, &str)] = &[];

/// One call and what came of it: the paths of an answer, or a refusal.
#[derive(Debug, PartialEq)]
struct Heard {
    call: String,
    verdict: String,
    paths: BTreeSet<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_answers_in_the_shape_that_moto_does() {
    let Some(moto) = moto_server() else { return };
    let theirs = moto.converse();
    let clock = SceneClock::new(START, Speed::Times(100));
    let scene = Scene::begin(&World::named("happy").unwrap(), START);
    let stage = Stage::new(scene, clock.clone(), Box::new(Forget));
    let serving = serve(Endpoint::new(stage), clock, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let (python, address) = (moto.python.clone(), format!("http://{}", serving.address));
    let ours = tokio::task::spawn_blocking(move || converse(&python, &address, &[])).await.unwrap();
    let calls = |all: &[Heard]| all.iter().map(|h| h.call.clone()).collect::<Vec<_>>();
    assert_eq!(calls(&ours), calls(&theirs));
    let found: BTreeSet<String> = ours.iter().zip(&theirs).flat_map(|(ours, theirs)| differences(ours, theirs)).collect();
    let known: BTreeSet<String> = KNOWN.iter().map(|(call, what, _)| format!("{call} {what}")).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "not known yet:\n{unknown:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "known, and not met any more:\n{gone:#?}");
}

fn differences(ours: &Heard, theirs: &Heard) -> Vec<String> {
    if ours.verdict != theirs.verdict {
        return vec![format!("{} = {} (moto: {})", ours.call, ours.verdict, theirs.verdict)];
    }
    let only = |mark: &str, a: &Heard, b: &Heard| {
        a.paths.difference(&b.paths).map(|path| format!("{} {mark}{path}", ours.call)).collect::<Vec<_>>()
    };
    [only("+", ours, theirs), only("-", theirs, ours)].concat()
}

/// A moto server of this test's own; gone when dropped.
struct Moto {
    child: Child,
    address: String,
    python: PathBuf,
}

impl Moto {
    fn converse(&self) -> Vec<Heard> {
        converse(&self.python, &self.address, &["make"])
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn moto_server() -> Option<Moto> {
    let Some(program) = std::env::var_os("LANDFALL_MOTO").map(PathBuf::from) else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "LANDFALL_MOTO must name moto_server in CI");
        std::io::stderr().write_all(b"SKIPPED practice::compare: set LANDFALL_MOTO to the path of moto_server\n").unwrap();
        return None;
    };
    let room = std::env::temp_dir();
    let mut server = Command::new(&program);
    server.args(["-H", "127.0.0.1", "-p", "0"]).current_dir(room).env("MOTO_ACM_VALIDATION_WAIT", "60");
    let mut child = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.find_map(|l| l.split_once("Running on ").map(|(_, url)| url.trim().to_owned())).unwrap();
    std::thread::spawn(move || lines.for_each(drop));
    Some(Moto { child, address, python: program.with_file_name("python") })
}

/// Has the conversation with whoever listens at `address`.
fn converse(python: &Path, address: &str, more: &[&str]) -> Vec<Heard> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/practice/conversation.py");
    let output = Command::new(python).arg("-I").arg(script).arg(address).args(more).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{address}: {said}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| heard(&serde_json::from_str(line).unwrap())).collect()
}

fn heard(line: &Value) -> Heard {
    let call = line["call"].as_str().unwrap().to_owned();
    let mut paths = BTreeSet::new();
    let verdict = match line.get("refused") {
        Some(code) => format!("{} {}", code.as_str().unwrap(), line["status"]),
        None => {
            collect(&line["answer"], "", &mut paths);
            "agreed".to_owned()
        }
    };
    Heard { call, verdict, paths }
}

/// Every path in an answer that leads to a value; lists count as one, and empty ones (which many answers leave out) do not.
fn collect(value: &Value, path: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| collect(value, &format!("{path}.{key}"), paths)),
        Value::Array(items) => items.iter().for_each(|value| collect(value, &format!("{path}[]"), paths)),
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        _ => {
            paths.insert(path.to_owned());
        }
    }
}
