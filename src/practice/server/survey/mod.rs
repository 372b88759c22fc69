//! What `assets/host/survey` would answer here: the same questions, the same rules, over the same files.

mod entry;
mod environment;
mod places;
mod project;
mod question;
mod reading;
mod remedy;

use serde::Serialize;

use super::answer::{failed, succeeded};
use super::nginx::{self, Upstream};
use crate::ports::Output;
use crate::practice::state::server::ServerState;
use project::{Candidate, Problem};
use question::Question;
use reading::{SKIPPED, text};

/// How many levels below the roots projects are looked for.
const DEPTH: usize = 8;
const ROOTS: [&str; 9] = ["/root", "/srv", "/opt", "/var/www", "/app", "/code", "/data", "/mnt", "/www"];

/// What is answered.
#[derive(Debug, Serialize)]
struct Survey {
    systemd: bool,
    system: String,
    candidates: Vec<Candidate>,
    /// Nothing is odd here, but a project may lie too deep.
    skipped: Vec<(String, String)>,
    problem: Option<&'static str>,
    detail: String,
    upstream: Option<Upstream>,
    web_group: Option<String>,
    unit: Option<String>,
    second: Option<String>,
    own_units: Vec<(String, String)>,
    /// Nobody starts gunicorn by hand here.
    strays: Vec<(u32, String)>,
}

/// Answers as the script does.
pub fn answer(server: &ServerState, input: &str) -> Output {
    let question: Question = match serde_json::from_str(input) {
        Ok(question) => question,
        Err(problem) => return failed(1, &format!("json.decoder.JSONDecodeError: {problem}")),
    };
    match serde_json::to_vec(&survey(server, &question)) {
        Ok(answer) => succeeded(answer),
        Err(problem) => failed(1, &problem.to_string()),
    }
}

fn survey(server: &ServerState, question: &Question) -> Survey {
    let nginx = server.nginx_text();
    let unit = text(server, &question.unit);
    let (tried, too_far) = question.project.clone().map_or_else(|| projects(server), |given| (vec![given], None));
    let units: Vec<String> = server
        .files_in("/etc/systemd/system")
        .into_iter()
        .filter(|path| path.ends_with(".service"))
        .filter_map(|path| text(server, path))
        .collect();
    let judged = tried.iter().map(|project| project::candidates(server, project, question, &units)).collect();
    let (candidates, problem) = sifted(judged);
    let own = |project: &String| Some((project.clone(), text(server, &format!("{project}/scripts/gunicorn.service"))?));
    Survey {
        systemd: server.is_dir("/run/systemd/system"),
        system: system(server),
        problem: problem.as_ref().map(|(code, _)| *code),
        detail: problem.map(|(_, detail)| detail).unwrap_or_default(),
        upstream: nginx::upstream(&nginx),
        web_group: nginx::web_group(server, &nginx),
        unit,
        second: question.second.as_ref().and_then(|path| text(server, path)),
        own_units: tried.iter().filter_map(own).collect(),
        strays: Vec::new(),
        skipped: too_far.map(|dir| (dir, "too-far".to_owned())).into_iter().collect(),
        candidates,
    }
}

/// The projects that can be served; when there is none, why the last that was looked at cannot.
fn sifted(judged: Vec<Result<Vec<Candidate>, Problem>>) -> (Vec<Candidate>, Option<Problem>) {
    let (mut candidates, mut problem) = (Vec::new(), ("no-project", String::new()));
    for judged in judged {
        match judged {
            Ok(found) => candidates.extend(found),
            Err(found) => problem = found,
        }
    }
    let problem = candidates.is_empty().then_some(problem);
    (candidates, problem)
}

/// Directories with `manage.py`, nearest the roots first; nothing is looked for inside a project. Where there is none: a directory that
/// lies deeper than is looked.
fn projects(server: &ServerState) -> (Vec<String>, Option<String>) {
    let mut level: Vec<String> = server.folders("/home").into_iter().chain(ROOTS).map(str::to_owned).collect();
    let mut found = Vec::new();
    for _ in 0..DEPTH {
        let (here, others): (Vec<_>, Vec<_>) = level.into_iter().partition(|dir| server.is_file(&format!("{dir}/manage.py")));
        found.extend(here);
        let below = others.iter().flat_map(|dir| server.folders(dir)).filter(|dir| is_searched(dir));
        level = below.map(str::to_owned).collect();
    }
    let too_far = level.into_iter().next().filter(|_| found.is_empty());
    (found, too_far)
}

fn is_searched(dir: &str) -> bool {
    let name = dir.rsplit('/').next().unwrap_or_default();
    !SKIPPED.contains(&name) && !name.starts_with('.')
}

/// `PRETTY_NAME` of os-release.
fn system(server: &ServerState) -> String {
    let text = text(server, "/etc/os-release").unwrap_or_default();
    let named = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    named.map(|name| name.trim_start_matches('"').split('"').next().unwrap_or_default().to_owned()).unwrap_or_default()
}
