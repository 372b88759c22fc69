//! What the survey found, in words: the projects with their environments, and what was passed over.

use super::Words;
use crate::engine::op::cloud::Holder;
use crate::engine::op::host::{AppPaths, Candidate, Environment, Skipped, Tool};

impl Words {
    /// What distinguishes an environment: its tool, and the versions that are known.
    pub fn environment(&self, environment: &Environment) -> String {
        let Environment { tool, python, django, gunicorn, .. } = environment;
        let versions = [("Python", python), ("Django", django), ("gunicorn", gunicorn)];
        let known = versions.into_iter().filter(|(_, version)| !version.is_empty()).map(|(name, version)| format!("{name} {version}"));
        [self.tool(*tool)].into_iter().chain(known).collect::<Vec<_>>().join(", ")
    }

    /// A tool by its own name, which is the same in every language.
    fn tool(&self, tool: Tool) -> String {
        match tool {
            Tool::System | Tool::Other => self.get(&format!("tool-{tool}")),
            Tool::User => "pip install --user".to_owned(),
            Tool::Venv | Tool::Virtualenv | Tool::Uv | Tool::Pdm | Tool::Poetry | Tool::Pipenv => tool.to_string(),
            Tool::Virtualenvwrapper | Tool::Pyenv | Tool::Conda | Tool::Direnv => tool.to_string(),
        }
    }

    /// A line for each of several candidates. What all have in common is not said; projects that have one environment each are told
    /// by their directory alone.
    pub fn candidates(&self, all: &[Candidate]) -> Vec<String> {
        all.iter()
            .map(|Candidate { app, environment }| match (one_project(all), apart(all)) {
                (true, _) => format!("{}  ({})", app.venv, self.environment(environment)),
                (false, true) => format!("{}  {}", app.project, app.wsgi),
                (false, false) => format!("{}  {}  ({})", app.project, app.venv, self.environment(environment)),
            })
            .collect()
    }

    /// One thing that the survey passed over, and why.
    pub fn skipped(&self, skipped: &Skipped) -> String {
        self.with(&format!("skipped-{}", skipped.why), &[("path", &skipped.path)])
    }

    /// A fault's detail, with what it tells of things passed over, of subnets and of what holds in words.
    pub(super) fn detail(&self, detail: &str) -> String {
        let words = |line: &str| {
            let skipped = Skipped::from_line(line).map(|skipped| self.skipped(&skipped));
            skipped.or_else(|| self.network(line)).or_else(|| Holder::from_line(line).map(|holder| self.holder(&holder)))
        };
        detail.lines().map(|line| words(line).unwrap_or_else(|| line.to_owned())).collect::<Vec<_>>().join("\n")
    }
}

/// The lines of landfall.toml that choose one of these. Where there are several, what tells them apart is commented out: lines that are
/// copied as they are choose nothing.
pub(super) fn app_lines(all: &[Candidate]) -> String {
    let of = |Candidate { app, .. }: &Candidate| {
        let kind = if app.worker.is_some() { "asgi" } else { "wsgi" };
        let quoted = |key: &str, value: &str| format!("{key} = {}", toml::Value::from(value));
        [quoted("project", app.project.as_str()), quoted("venv", app.venv.as_str()), quoted(kind, app.wsgi.as_str())]
    };
    let shared: Vec<String> = all.first().map(of).into_iter().flatten().filter(|line| all.iter().all(|c| of(c).contains(line))).collect();
    let apart = all.iter().flat_map(of).filter(|line| !shared.contains(line)).map(|line| format!("# {line}"));
    ["[app]".to_owned()].into_iter().chain(shared.iter().cloned()).chain(apart).collect::<Vec<_>>().join("\n")
}

/// Whether only the environment is asked about.
pub(super) fn one_project(all: &[Candidate]) -> bool {
    all.windows(2).all(|pair| matches!(pair, [a, b] if a.app.project == b.app.project))
}

/// Whether each project has one environment.
fn apart(all: &[Candidate]) -> bool {
    let same = |a: &AppPaths| all.iter().filter(|c| c.app.project == a.project).count();
    all.iter().all(|c| same(&c.app) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault, Remedy};
    use crate::engine::fixture::{app, candidate};
    use crate::engine::op::host::SkipReason;
    use crate::engine::question::Question;
    use crate::site::ServerId;
    use crate::text::{About, Language};

    fn at(project: &str, venv: &str) -> Candidate {
        candidate(AppPaths { project: project.parse().unwrap(), venv: venv.parse().unwrap(), ..app() })
    }

    #[test]
    fn the_lines_to_write_choose_nothing_that_is_asked() {
        let one = app_lines(&[at("/srv/a", "/srv/v")]);
        assert_eq!(one.lines().collect::<Vec<_>>(), ["[app]", "project = \"/srv/a\"", "venv = \"/srv/v\"", "wsgi = \"heestagram.wsgi\""]);
        let two = app_lines(&[at("/srv/a", "/home/u/blog_env"), at("/srv/a", "/home/u/site_env")]);
        let lines = [
            "[app]",
            "project = \"/srv/a\"",
            "wsgi = \"heestagram.wsgi\"",
            "# venv = \"/home/u/blog_env\"",
            "# venv = \"/home/u/site_env\"",
        ];
        assert_eq!(two.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn candidates_are_told_by_what_distinguishes_them() {
        let words = Words::new(Language::En);
        let told = |all: &[Candidate]| (words.question(&Question::Project(ServerId::MAIN, all.to_vec())), words.candidates(all));
        let mut poetry = at("/srv/a", "/home/u/.cache/pypoetry/virtualenvs/a-x-py3.11");
        let (tool, python, none) = (Tool::Poetry, "3.11.7".into(), String::new());
        poetry.environment = Environment { tool, python, django: none.clone(), gunicorn: none, ..poetry.environment };
        let (question, lines) = told(&[at("/srv/a", "/srv/a/venv"), poetry]);
        assert_eq!(question, "Which of these Python environments runs /srv/a?");
        assert_eq!(
            lines,
            [
                "/srv/a/venv  (venv, Python 3.12.3, Django 5.2, gunicorn 23.0.0)",
                "/home/u/.cache/pypoetry/virtualenvs/a-x-py3.11  (poetry, Python 3.11.7)"
            ]
        );
        let (question, lines) = told(&[at("/srv/a", "/srv/v"), at("/srv/b", "/srv/v")]);
        assert_eq!((question.as_str(), lines[1].as_str()), ("Which of these is the project?", "/srv/b  heestagram.wsgi"));
        let (_, lines) = told(&[at("/srv/a", "/srv/v"), at("/srv/a", "/srv/w"), at("/srv/b", "/srv/v")]);
        assert_eq!(lines[2], "/srv/b  /srv/v  (venv, Python 3.12.3, Django 5.2, gunicorn 23.0.0)");
    }

    #[test]
    fn what_was_passed_over_is_said_in_the_person_s_language() {
        let skipped = Skipped { path: "/srv/media".into(), why: SkipReason::TooMany };
        let fault = Fault::person(Code::NoProject, Remedy::TellProject, format!("/srv/site\n{}", skipped.line()));
        for language in Language::ALL {
            let words = Words::new(language);
            let why = words.fault(&fault, &About::of(&crate::engine::fixture::site())).why;
            assert_eq!(why, format!("/srv/site\n{}", words.skipped(&skipped)));
            assert!(why.contains("/srv/media") && !why.contains("too-many"), "{why}");
        }
    }
}
