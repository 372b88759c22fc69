//! The text of the gunicorn unit: the guide's service file, with what gunicorn's own unit adds (its documentation's "Deploying
//! Gunicorn" as of version 26.1, read on 2026-11-23): reloading by HUP, `KillMode=mixed`, a private `/tmp`.
//!
//! `TimeoutStopSec` is 30 s in place of its 5: gunicorn's workers are given 30 s to end what they serve, and would be cut off. Of
//! the usual hardening nothing is added that breaks projects: `ProtectHome` hides what lies below `/home`, `ProtectSystem=strict`
//! keeps SQLite and uploads from being written, `MemoryDenyWriteExecute` stops numpy.

use crate::engine::op::host::{AppPaths, Upstream};

/// Where gunicorn listens when nginx does not tell.
const DEFAULT_BIND: &str = "127.0.0.1:8000";

/// What a place to listen adds to the unit.
#[derive(Default)]
struct Listening {
    bind: String,
    /// Lines of `[Service]`.
    lines: Vec<String>,
    shared_tmp: bool,
}

/// The unit that runs `app` where nginx expects it; without an upstream, on 127.0.0.1:8000. `web_group`: the group of
/// nginx's workers, for a socket; a port needs none, and a group that the server lacks would end the service (216).
pub fn unit_text(app: &AppPaths, upstream: Option<&Upstream>, web_group: Option<&str>) -> String {
    let listening = listening(upstream, web_group);
    let gunicorn = word(&format!("{}/bin/gunicorn", app.venv), false);
    let mut lines = vec![
        "[Unit]".to_owned(),
        "Description=gunicorn daemon (landfall)".to_owned(),
        "After=network.target".to_owned(),
        String::new(),
        "[Service]".to_owned(),
        format!("User={}", app.owner),
        format!("WorkingDirectory={}", specifiers(app.project.as_str())),
    ];
    lines.extend(listening.lines);
    lines.extend([
        format!("ExecStart={gunicorn} --workers 2{} --bind {} {}", worker(app, upstream), word(&listening.bind, true), app.wsgi),
        "ExecReload=/bin/kill -s HUP $MAINPID".to_owned(),
        "Restart=on-failure".to_owned(),
        "RestartSec=2".to_owned(),
        "KillMode=mixed".to_owned(),
        "TimeoutStopSec=30".to_owned(),
        format!("PrivateTmp={}", !listening.shared_tmp),
        String::new(),
        "[Install]".to_owned(),
        "WantedBy=multi-user.target".to_owned(),
    ]);
    lines.join("\n") + "\n"
}

/// What serves asgi. uvicorn believes nobody who comes through a socket, as that has no address, and Django would not know of https
/// (measured with uvicorn 0.54 and gunicorn 27 on 2026-11-30). Only nginx gets to ours.
fn worker(app: &AppPaths, upstream: Option<&Upstream>) -> String {
    let trust = if matches!(upstream, Some(Upstream::Unix(_))) { " --forwarded-allow-ips=*" } else { "" };
    app.worker.map(|worker| format!(" --worker-class {worker}{trust}")).unwrap_or_default()
}

/// `wanted` with what `standing` has besides: lines of `[Service]` whose keys `wanted` does not set, such as environments, limits and
/// `ExecStartPre`. What `wanted` sets is as it has it.
pub fn with_own_lines(wanted: &str, standing: &str) -> String {
    let kept = service_lines(standing).into_iter().filter(|line| !sets(wanted, line));
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    wanted.replacen("ExecStart=", &format!("{kept}ExecStart="), 1)
}

/// The assignments of `[Service]`, each with the lines that continue it.
fn service_lines(text: &str) -> Vec<String> {
    let (mut lines, mut inside, mut goes_on) = (Vec::<String>::new(), false, false);
    for line in text.lines() {
        if goes_on {
            lines.last_mut().into_iter().for_each(|last| *last = format!("{last}\n{line}"));
        } else if line.starts_with('[') {
            inside = line.trim_end() == "[Service]";
        } else if inside && line.contains('=') && !line.trim_start().starts_with(['#', ';']) {
            lines.push(line.to_owned());
        }
        goes_on = inside && line.ends_with('\\') && !lines.is_empty();
    }
    lines
}

fn sets(text: &str, line: &str) -> bool {
    let key = line.split('=').next().unwrap_or_default().trim();
    text.lines().any(|own| own.split('=').next().is_some_and(|own| own.trim() == key))
}

fn listening(upstream: Option<&Upstream>, web_group: Option<&str>) -> Listening {
    match upstream {
        None => Listening { bind: DEFAULT_BIND.to_owned(), ..Listening::default() },
        Some(Upstream::Tcp(address)) => Listening { bind: address.clone(), ..Listening::default() },
        Some(Upstream::Unix(path)) => unix(path, web_group),
    }
}

/// A socket that nginx can reach. Only root may make files in /run itself, so a socket there becomes a link to
/// one in a directory of the service's own; a socket of systemd's that stands there already is left alone.
fn unix(path: &str, web_group: Option<&str>) -> Listening {
    let mut lines: Vec<String> = web_group.map(|group| format!("Group={group}")).into_iter().collect();
    lines.push("UMask=0007".to_owned());
    let in_run = path.strip_prefix("/var/run/").or_else(|| path.strip_prefix("/run/"));
    let mut bind = path.to_owned();
    match in_run.map(|rest| rest.rsplit_once('/')) {
        Some(Some((directory, _))) => lines.push(format!("RuntimeDirectory={}", word(directory, false))),
        Some(None) => {
            bind = "/run/gunicorn/gunicorn.sock".to_owned();
            let link = word(path, true);
            lines.push("RuntimeDirectory=gunicorn".to_owned());
            lines.push(format!("ExecStartPre=-+/bin/ln -s {bind} {link}"));
            lines.push(format!("ExecStopPost=-+/bin/sh -c 'test -L \"$$0\" && rm -f \"$$0\"' {link}"));
        }
        None => {}
    }
    let shared_tmp = path.starts_with("/tmp/") || path.starts_with("/var/tmp/");
    Listening { bind: format!("unix:{bind}"), lines, shared_tmp }
}

/// `%` as systemd wants it where it expands specifiers.
fn specifiers(text: &str) -> String {
    text.replace('%', "%%")
}

/// One word of a command line as systemd reads it. `variables`: an argument, where `$` would be expanded; the program's
/// own path is not.
fn word(text: &str, variables: bool) -> String {
    let mut escaped = specifiers(text);
    if variables {
        escaped = escaped.replace('$', "$$");
    }
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '\\' | ';');
    if !escaped.is_empty() && escaped.chars().all(plain) {
        return escaped;
    }
    format!("\"{}\"", escaped.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::op::host::AsgiWorker;

    fn app(project: &str, venv: &str) -> AppPaths {
        AppPaths {
            project: project.parse().unwrap(),
            venv: venv.parse().unwrap(),
            wsgi: "heestagram.wsgi".parse().unwrap(),
            worker: None,
            settings: "/home/ubuntu/env/django-sample/heestagram/settings.py".parse().unwrap(),
            owner: "ubuntu".parse().unwrap(),
        }
    }

    fn guide() -> AppPaths {
        app("/home/ubuntu/env/django-sample", "/home/ubuntu/env")
    }

    #[test]
    fn the_guide_s_project_behind_the_default_port() {
        insta::assert_snapshot!(unit_text(&guide(), None, Some("www-data")), @r"
        [Unit]
        Description=gunicorn daemon (landfall)
        After=network.target

        [Service]
        User=ubuntu
        WorkingDirectory=/home/ubuntu/env/django-sample
        ExecStart=/home/ubuntu/env/bin/gunicorn --workers 2 --bind 127.0.0.1:8000 heestagram.wsgi
        ExecReload=/bin/kill -s HUP $MAINPID
        Restart=on-failure
        RestartSec=2
        KillMode=mixed
        TimeoutStopSec=30
        PrivateTmp=true

        [Install]
        WantedBy=multi-user.target
        ");
    }

    #[test]
    fn asgi_gets_its_worker_and_behind_a_socket_it_trusts_nginx() {
        let asgi = AppPaths { worker: Some(AsgiWorker::UvicornWorker), wsgi: "heestagram.asgi".parse().unwrap(), ..guide() };
        let start = |upstream: Option<Upstream>| {
            unit_text(&asgi, upstream.as_ref(), None).lines().find(|l| l.starts_with("ExecStart=")).unwrap().to_owned()
        };
        let gunicorn = "ExecStart=/home/ubuntu/env/bin/gunicorn --workers 2 --worker-class uvicorn_worker.UvicornWorker";
        assert_eq!(start(None), format!("{gunicorn} --bind 127.0.0.1:8000 heestagram.asgi"));
        let socket = Upstream::Unix("/srv/a.sock".into());
        assert_eq!(start(Some(socket)), format!("{gunicorn} --forwarded-allow-ips=* --bind unix:/srv/a.sock heestagram.asgi"));
    }

    #[test]
    fn a_socket_in_a_directory_of_run_gets_that_directory() {
        let text = unit_text(&guide(), Some(&Upstream::Unix("/run/site/app.sock".into())), Some("nginx"));
        assert!(text.contains("\nGroup=nginx\nUMask=0007\nRuntimeDirectory=site\nExecStart="));
        assert!(text.contains(" --bind unix:/run/site/app.sock heestagram.wsgi\n"));
    }

    #[test]
    fn a_socket_in_run_itself_becomes_a_link() {
        let text = unit_text(&guide(), Some(&Upstream::Unix("/run/gunicorn.sock".into())), None);
        assert!(text.contains("RuntimeDirectory=gunicorn\nExecStartPre=-+/bin/ln -s /run/gunicorn/gunicorn.sock /run/gunicorn.sock\n"));
        assert!(text.contains("\nExecStopPost=-+/bin/sh -c 'test -L \"$$0\" && rm -f \"$$0\"' /run/gunicorn.sock\n"));
        assert!(text.contains(" --bind unix:/run/gunicorn/gunicorn.sock heestagram.wsgi\n"));
    }

    #[test]
    fn a_socket_in_tmp_is_not_hidden_and_tcp_is_taken_as_told() {
        assert!(unit_text(&guide(), Some(&Upstream::Unix("/tmp/a.sock".into())), None).contains("PrivateTmp=false"));
        assert!(unit_text(&guide(), Some(&Upstream::Tcp("127.0.0.1:9000".into())), None).contains("--bind 127.0.0.1:9000 "));
    }

    #[test]
    fn only_a_socket_needs_a_group_and_only_one_that_exists() {
        let group = |upstream: Upstream, web_group| unit_text(&guide(), Some(&upstream), web_group).contains("Group=");
        assert!(!group(Upstream::Tcp("127.0.0.1:9000".into()), Some("nginx")));
        assert!(group(Upstream::Unix("/srv/a.sock".into()), Some("nginx")));
        assert!(!group(Upstream::Unix("/srv/a.sock".into()), None));
    }

    #[test]
    fn odd_paths_are_escaped_for_systemd() {
        let text = unit_text(&app("/srv/100% site", "/srv/my \"env\"$x"), Some(&Upstream::Unix("/srv/a b/$s.sock".into())), None);
        assert!(text.contains("\nWorkingDirectory=/srv/100%% site\n"));
        assert!(
            text.contains("ExecStart=\"/srv/my \\\"env\\\"$x/bin/gunicorn\" --workers 2 --bind \"unix:/srv/a b/$$s.sock\" heestagram.wsgi")
        );
    }

    #[test]
    fn what_a_person_s_unit_has_besides_is_kept_and_what_is_ours_is_not_said_twice() {
        let standing = "[Unit]\nRequires=gunicorn.socket\n[Service]\nUser=root\n# a note = 1\nEnvironmentFile=/srv/.env\nEnvironment=A=1 \\\n  B=2\n\
                        LimitNOFILE=9\nExecStart=/old\n[Install]\nWantedBy=x\n";
        let wanted = unit_text(&guide(), None, None);
        let kept = with_own_lines(&wanted, standing);
        assert!(
            kept.contains("EnvironmentFile=/srv/.env\nEnvironment=A=1 \\\n  B=2\nLimitNOFILE=9\nExecStart=/home/ubuntu/env/bin/gunicorn "),
            "{kept}"
        );
        assert!(!kept.contains("User=root") && !kept.contains("/old") && !kept.contains("note") && kept.matches("ExecStart=").count() == 1);
        assert_eq!(with_own_lines(&wanted, "[Unit]\nold\n"), wanted);
        assert_eq!(with_own_lines(&wanted, &wanted), wanted);
    }
}
