//! What `assets/host/variable` would answer here. A value that somebody types is not kept: the file has a stand-in for it.

use serde::{Deserialize, Serialize};

use super::answer::{failed, succeeded};
use crate::ports::Output;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::files::File;
use crate::practice::state::server::paths::{parent, plain};

/// What stands in the file in place of what was typed: a person may type a real one here.
const TYPED: &str = "typed-in-practice";

/// What is asked.
#[derive(Debug, Deserialize)]
struct Question {
    name: String,
    unit: String,
    file: String,
    project: String,
    settings: String,
}

/// What is answered.
#[derive(Debug, Serialize)]
struct Answer {
    in_file: bool,
    given: Vec<String>,
    dotenv: Option<Dotenv>,
}

#[derive(Debug, Serialize)]
struct Dotenv {
    path: String,
    differs: Vec<(u32, String)>,
}

/// Answers as the script does.
pub fn answer(server: &ServerState, input: &str) -> Output {
    let question: Question = match serde_json::from_str(input) {
        Ok(question) => question,
        Err(problem) => return failed(1, &format!("json.decoder.JSONDecodeError: {problem}")),
    };
    let in_file = server.text(&question.file).is_some_and(|text| has(&text, &question.name));
    let answer = Answer { in_file, given: given(server, &question.unit), dotenv: dotenv(server, &question) };
    match serde_json::to_vec(&answer) {
        Ok(answer) => succeeded(answer),
        Err(problem) => failed(1, &problem.to_string()),
    }
}

/// The environment files of the unit as systemd has read it.
fn given(server: &ServerState, unit: &str) -> Vec<String> {
    let service = server.unit_file(unit).and_then(|file| file.service.ok());
    service.map(|service| service.environment_files.iter().map(|place| plain(&place.path)).collect()).unwrap_or_default()
}

/// The first `.env` of the project that has the variable. Lines with `export` are what systemd reads otherwise here.
fn dotenv(server: &ServerState, question: &Question) -> Option<Dotenv> {
    let places = [Some(question.project.as_str()), parent(&question.settings), parent(&question.project)];
    let mut paths = places.into_iter().flatten().map(|place| format!("{place}/.env"));
    let path = paths.find(|path| server.text(path).is_some_and(|text| has(&text.replace("export ", ""), &question.name)))?;
    let text = server.text(&path)?;
    let exported = text.lines().zip(1..).filter_map(|(line, number)| Some((number, line.strip_prefix("export ")?)));
    let differs = exported.map(|(number, line)| (number, line.split('=').next().unwrap_or_default().to_owned())).collect();
    Some(Dotenv { path, differs })
}

fn has(text: &str, name: &str) -> bool {
    text.lines().any(|line| line.split_once('=').is_some_and(|(key, _)| key == name))
}

/// Adds the variable to the file, which is root's alone from then on.
pub fn add(server: &mut ServerState, path: &str, name: &str) -> Output {
    if server.is_dir(path) || !parent(path).is_some_and(|dir| server.is_dir(dir)) {
        return succeeded(r#"{"fault": "environment-file-odd", "detail": ""}"#);
    }
    let before = server.text(path).map(|text| text.into_owned()).unwrap_or_default();
    let kept = before.lines().filter(|line| !line.starts_with(&format!("{name}=\""))).map(|line| format!("{line}\n"));
    let content = format!("{}{name}=\"{TYPED}\"\n", kept.collect::<String>());
    server.files.insert(path.to_owned(), File { content: content.into_bytes(), owner: "root".to_owned(), mode: 0o600 });
    succeeded("{}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::state::server::files::Dir;

    #[test]
    fn a_variable_is_added_once_and_what_stands_there_is_kept() {
        let mut server = ServerState::empty();
        server.dirs.insert("/etc".to_owned(), Dir::new("root", 0o755));
        server.files.insert("/etc/a.env".to_owned(), File { content: b"A=1".to_vec(), owner: "ubuntu".to_owned(), mode: 0o644 });
        for _ in 0..2 {
            assert_eq!(add(&mut server, "/etc/a.env", "B").status, 0);
        }
        let file = &server.files["/etc/a.env"];
        assert_eq!(String::from_utf8_lossy(&file.content), "A=1\nB=\"typed-in-practice\"\n");
        assert_eq!((file.mode, file.owner.as_str()), (0o600, "root"));
    }
}
