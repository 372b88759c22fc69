//! The remedies of what a visitor sees, carried out to the letter as each language has them: after them the site is done.

use std::sync::Arc;

use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::HostOp;
use landfall::engine::op::host::{Access, UnitName};
use landfall::ports::{Command, Host, Remote, SystemctlVerb};
use landfall::practice::Ailment;
use landfall::practice::state::server::files::{Dir, File};
use landfall::practice::{Forget, HOST_KEY, PracticeRemote, Scenario, SimClock, SimState, Simulator, Speed};
use landfall::text::{About, Language, Words};

use super::play::{DOWN, End, Kept, UP, picture, play, site, through, unticked};
use super::quoted::quoted;

const NGINX: &str = "/etc/nginx/nginx.conf";
const SETTINGS: &str = "/home/ubuntu/env/django-sample/heestagram/settings.py";

/// The fault that a run of this world stops at, and what is kept then.
async fn stopped(world: &Scenario) -> (Fault, Kept) {
    let played = play(world, Kept::begin(world), UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let [stuck] = standing.stuck.as_slice() else { panic!("{:?}", standing.stuck) };
    (stuck.fault.clone(), played.kept)
}

fn edit(scene: &mut SimState, path: &str, change: impl FnOnce(String) -> String) {
    let file = scene.server.files.get_mut(path).unwrap();
    file.content = change(String::from_utf8(file.content.clone()).unwrap()).into_bytes();
}

/// The world after this was changed on the server and, where the remedy tells so, gunicorn restarted.
async fn after(kept: Kept, remedy: &str, change: impl FnOnce(&mut SimState)) -> Kept {
    let clock = SimClock::new(kept.scene.now, Speed::Instant);
    let stage = Simulator::new(kept.scene, clock, Box::new(Forget));
    let act = |scene: &mut SimState| {
        change(scene);
        Ok::<_, ()>(())
    };
    stage.play(act).unwrap().unwrap();
    if quoted(remedy).contains(&"sudo systemctl restart gunicorn".to_owned()) {
        let address = stage.see(|scene| scene.aws.ec2.server().unwrap().public_address.unwrap().into());
        let access =
            Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, ssh_host: None, host_key: HOST_KEY.parse().ok() };
        let remote = Arc::new(PracticeRemote::new(stage.clone()));
        let server = landfall::host::RemoteServer::new(remote, "heestagram".parse().unwrap());
        server.perform(&access, &HostOp::RestartUnit { unit: UnitName::GUNICORN }).await.unwrap();
    }
    Kept { scene: stage.see(SimState::clone), journal: kept.journal }
}

fn remedy(language: Language, world: &Scenario, fault: &Fault) -> String {
    Words::new(language).fault(fault, &About::of(&site(world))).remedy.unwrap()
}

#[tokio::test]
async fn the_headers_of_the_remedy_end_the_loop() {
    let world = Scenario::named("redirect-loop").unwrap();
    let (fault, kept) = stopped(&world).await;
    assert_eq!((fault.code, fault.detail.as_str()), (Code::RedirectLoop, "301 https://www.heestagram.com/ → https://www.heestagram.com/"));
    for language in Language::ALL {
        let remedy = remedy(language, &world, &fault);
        let quoted = quoted(&remedy);
        let lines: Vec<&String> = quoted.iter().filter(|q| q.starts_with("proxy_set_header ")).collect();
        assert_eq!((quoted[0].as_str(), lines.len()), ("include proxy_params;", 4), "{remedy}");
        let lines = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let kept = after(kept.clone(), &remedy, |scene| edit(scene, NGINX, |text| text.replace(&quoted[0], &lines))).await;
        through(&world, kept, UP, 8).await;
    }
}

#[tokio::test]
async fn forms_that_would_be_refused_are_let_in_by_the_edit_and_the_bytes_come_back() {
    let world = Scenario::named("forms-403").unwrap();
    let before = Kept::begin(&world);
    let built = through(&world, before.clone(), UP, 7).await;
    let site = "/etc/nginx/sites-enabled/heestagram";
    let text = String::from_utf8(built.scene.server.files[site].content.clone()).unwrap();
    assert!(text.contains("X-Forwarded-Proto $landfall_proto;"), "{text}");
    let gone = through(&world, built, DOWN, 8).await;
    assert_eq!(gone.scene.server.files[site], before.scene.server.files[site]);
}

/// The line that the remedy has between its backquotes, in `landfall.toml` under `[app]`.
fn told(world: &Scenario, line: &str) -> Scenario {
    let mut world = world.clone();
    let app: toml::Table = line.parse().unwrap();
    world.landfall.insert("app".to_owned(), app.into());
    world
}

#[tokio::test]
async fn an_api_is_asked_for_its_path_and_with_it_is_live() {
    let world = Scenario::named("api-404").unwrap();
    let (fault, kept) = stopped(&world).await;
    assert_eq!((fault.code, fault.detail.starts_with("404 GET / (Host: ")), (Code::HealthCheckRefused, true), "{fault:?}");
    assert!(kept.scene.aws.elb.balancers.is_empty(), "nothing bills yet");
    for language in Language::ALL {
        let remedy = remedy(language, &world, &fault);
        let line = quoted(&remedy).into_iter().find(|quoted| quoted.starts_with("health = ")).unwrap();
        // The project's own path in the place of the example's.
        let told = told(&world, &line.replace("/path/", "/healthz/"));
        let built = through(&told, kept.clone(), UP, 8).await;
        let [group] = built.scene.aws.elb.target_groups.as_slice() else { panic!("no target group") };
        assert_eq!((group.check.path.as_str(), group.check.matcher.as_str()), ("/healthz/", "200-399"));
        through(&told, built, DOWN, 9).await;
    }
    // Nothing is open without a login: the person says which answer means that all is well.
    let codes = quoted(&remedy(Language::En, &world, &fault)).into_iter().find(|quoted| quoted.starts_with("health_codes = ")).unwrap();
    let told = told(&world, &codes.replace("401", "404"));
    let built = through(&told, kept, UP, 8).await;
    assert_eq!(built.scene.aws.elb.target_groups[0].check.matcher, "404");
}

#[tokio::test]
async fn a_path_that_is_told_on_a_live_site_changes_the_target_group_in_place() {
    let world = Scenario::named("happy").unwrap();
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    let before = unticked(&built.scene.aws.elb.target_groups);
    assert_eq!(before[0].check.path, "/");
    // One that does not answer is not taken: the site would go ill.
    let broken = play(&told(&world, "health = \"/nowhere/\""), built.clone(), UP, 8, None).await;
    let End::Rest(standing) = broken.end else { panic!("{:?}", broken.end) };
    assert_eq!(standing.stuck[0].fault.code, Code::HealthCheckRefused);
    assert_eq!(unticked(&broken.kept.scene.aws.elb.target_groups), before);
    let good = told(&world, "health = \"/admin/login/\"");
    let after = through(&good, built, UP, 8).await;
    let [group] = after.scene.aws.elb.target_groups.as_slice() else { panic!("another group") };
    assert_eq!((group.arn.as_str(), group.check.path.as_str()), (before[0].arn.as_str(), "/admin/login/"));
    let again = through(&good, after.clone(), UP, 9).await;
    assert_eq!(picture(&again.scene), picture(&after.scene), "once is enough");
}

#[tokio::test]
async fn where_nginx_gives_the_health_check_the_sites_name_django_need_not_know_the_address() {
    for (world, by_name) in [("default-site", true), ("forms-403", true), ("happy", false)] {
        let world = Scenario::named(world).unwrap();
        let built = through(&world, Kept::begin(&world), UP, 7).await;
        let address = built.scene.aws.ec2.server().unwrap().private_address.to_string();
        let settings = String::from_utf8(built.scene.server.files[SETTINGS].content.clone()).unwrap();
        assert_eq!(!settings.contains(&address), by_name, "{settings}");
    }
}

/// Carries out `sudo cp A B` or `sudo rm A`, with FIRST and SECOND for the files that the fault names.
fn shell(scene: &mut SimState, line: &str, detail: &str) {
    let files: Vec<&str> = detail.lines().take(2).collect();
    let named = |word: &str| match word {
        "FIRST" | "첫번째" => files[0].to_owned(),
        "SECOND" | "두번째" => files[1].to_owned(),
        other => panic!("{other}"),
    };
    match line.split(' ').collect::<Vec<_>>().as_slice() {
        ["sudo", "cp", from, to] => {
            let content = scene.server.files[&named(from)].content.clone();
            scene.server.files.get_mut(&named(to)).unwrap().content = content;
        }
        ["sudo", "rm", file] => drop(scene.server.files.remove(&named(file)).unwrap()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_of_nginx_that_others_changed_goes_back_or_stays_as_the_person_chooses() {
    const SITE: &str = "/etc/nginx/sites-enabled/heestagram";
    let world = Scenario::named("default-site").unwrap();
    let before = Kept::begin(&world);
    let mut built = through(&world, before.clone(), UP, 7).await;
    edit(&mut built.scene, SITE, |text| text + "# certbot: /etc/letsencrypt/live/www.heestagram.com/\n");
    let theirs = built.scene.server.files[SITE].clone();
    let refused = play(&world, built, DOWN, 8, None).await;
    let End::Rest(standing) = refused.end else { panic!("{:?}", refused.end) };
    let stuck = standing.stuck.iter().find(|stuck| stuck.fault.code == Code::NginxChanged).unwrap();
    assert!(stuck.fault.detail.starts_with(SITE) && stuck.fault.detail.contains("+# certbot"), "{}", stuck.fault.detail);
    assert_eq!(refused.kept.scene.server.files[SITE], theirs, "not ours to put back");
    for language in Language::ALL {
        let remedy = remedy(language, &world, &stuck.fault);
        let lines = quoted(&remedy);
        for (verb, stands) in [("sudo cp ", &before.scene.server.files[SITE]), ("sudo rm ", &theirs)] {
            let line = lines.iter().find(|line| line.starts_with(verb) && (line.contains("SECOND") || line.contains("두번째"))).unwrap();
            let mut kept = refused.kept.clone();
            shell(&mut kept.scene, line, &stuck.fault.detail);
            let gone = through(&world, kept, DOWN, 9).await;
            assert_eq!(gone.scene.server.files[SITE].content, stands.content, "{line}");
            let left = gone.scene.server.files.keys().filter(|path| path.starts_with("/var/lib/landfall")).collect::<Vec<_>>();
            assert!(left.is_empty(), "{left:?}");
        }
    }
}

#[tokio::test]
async fn a_health_check_that_another_site_answers_is_told_before_anything_bills() {
    const SITES: &str = "/etc/nginx/sites-enabled";
    let mut world = Scenario::named("two-sites").unwrap();
    let address = Kept::begin(&world).scene.aws.ec2.server().unwrap().private_address.to_string();
    let shop = world.server.files.keys().find(|path| path.starts_with(SITES) && !path.contains("heestagram")).unwrap().clone();
    let text = world.server.files.get_mut(&shop).unwrap();
    *text = text.replacen("server_name ", &format!("server_name {address} "), 1);
    let text = text.clone();
    let (fault, kept) = stopped(&world).await;
    assert_eq!(fault.code, Code::HealthCheckElsewhere, "{fault:?}");
    assert!(fault.detail.contains(&shop) && fault.detail.ends_with(&address), "{fault:?}");
    assert_eq!(String::from_utf8(kept.scene.server.files[&shop].content.clone()).unwrap(), text, "it is not taken from there");
    assert!(kept.scene.aws.elb.balancers.is_empty());
    // The remedy: out of that site's names, and into those of the block that leads to the project.
    let mut mended = kept;
    edit(&mut mended.scene, &shop, |text| text.replacen(&format!(" {address}"), "", 1));
    let ours = format!("{SITES}/heestagram");
    edit(&mut mended.scene, &ours, |text| text.replacen("server_name ", &format!("server_name {address} "), 1));
    through(&world, mended, UP, 8).await;
}

#[tokio::test]
async fn a_site_that_only_warns_is_done_and_its_remedy_ends_the_warning() {
    let world = Scenario::named("static-404").unwrap();
    let kept = through(&world, Kept::begin(&world), UP, 7).await;
    let fault = Fault::person(Code::StaticMissing, landfall::engine::fault::Remedy::ServeStatic, "");
    for language in Language::ALL {
        let remedy = remedy(language, &world, &fault);
        let doubled: Vec<&str> = remedy.split('"').skip(1).step_by(2).collect();
        let find = |end: &str| *doubled.iter().find(|text| text.ends_with(end)).unwrap();
        let (security, whitenoise) = (find("SecurityMiddleware"), find("WhiteNoiseMiddleware"));
        let root = quoted(&remedy).into_iter().find(|q| q.starts_with("STATIC_ROOT")).unwrap();
        let change = |scene: &mut SimState| {
            let site = "/home/ubuntu/env/lib/python3.12/site-packages";
            let init = scene.server.files[&format!("{site}/django/__init__.py")].clone();
            scene.server.files.insert(format!("{site}/whitenoise/__init__.py"), init);
            let dir = scene.server.dirs[&format!("{site}/django")].clone();
            scene.server.dirs.insert(format!("{site}/whitenoise"), dir);
            edit(scene, SETTINGS, |text| {
                text.replace(&format!("\"{security}\","), &format!("\"{security}\",\n    \"{whitenoise}\",")) + &format!("{root}\n")
            });
        };
        let kept = after(kept.clone(), &remedy, change).await;
        let before = picture(&kept.scene);
        let again = through(&world, kept, UP, 8).await;
        assert_eq!(picture(&again.scene), before, "nothing is changed by looking again");
        assert!(again.scene.server.units["gunicorn.service"].process.as_ref().unwrap().django.whitenoise);
    }
    through(&world, kept, DOWN, 9).await;
}

/// What a person's shell on the server does with the lines that the remedy has between backquotes, one after the other. `VALUE`: what
/// they type in its place.
async fn typed(kept: Kept, remedy: &str, value: &str) -> Kept {
    let clock = SimClock::new(kept.scene.now, Speed::Instant);
    let stage = Simulator::new(kept.scene, clock, Box::new(Forget));
    let address = stage.see(|scene| scene.aws.ec2.server().unwrap().public_address.unwrap().into());
    let access = Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, ssh_host: None, host_key: HOST_KEY.parse().ok() };
    let remote = PracticeRemote::new(stage.clone());
    let (mut open, mut here) = (String::new(), String::new());
    let parts = quoted(remedy);
    for command in parts.iter().flat_map(|line| line.split(" && ")) {
        let root = |content: &str, mode| File { content: content.as_bytes().to_vec(), owner: "root".to_owned(), mode };
        let on = |change: &dyn Fn(&mut SimState)| {
            let act = |scene: &mut SimState| {
                change(scene);
                Ok::<_, ()>(())
            };
            stage.play(act).unwrap().unwrap();
        };
        match command.split(' ').collect::<Vec<_>>().as_slice() {
            ["sudo", "touch", path] => on(&|scene| {
                scene.server.files.entry((*path).to_owned()).or_insert_with(|| root("", 0o644));
            }),
            ["sudo", "chmod", mode, path] => {
                on(&|scene| scene.server.files.get_mut(*path).unwrap().mode = u32::from_str_radix(mode, 8).unwrap());
            }
            ["sudo", "nano", path] => (*path).clone_into(&mut open),
            [line] if line.ends_with("=VALUE") => on(&|scene| edit(scene, &open, |text| text + &line.replace("VALUE", value) + "\n")),
            ["sed", "-i", "--follow-symlinks", .., path] => on(&|scene| {
                let line = command.split('\'').nth(1).unwrap().strip_prefix("1i ").unwrap();
                edit(scene, &path.replace('~', "/home/ubuntu"), |text| format!("{line}\n{text}"));
            }),
            ["cd", folder] => (*folder).clone_into(&mut here),
            ["python3", "-m", "venv", place] => on(&|scene| made(scene, &format!("{here}/{place}"))),
            ["venv/bin/pip", "install", packages @ ..] => on(&|scene| {
                packages.iter().for_each(|package| installed(scene, &format!("{here}/venv"), package));
            }),
            [python, "-m", "pip", "install", "--force-reinstall", packages @ ..] => on(&|scene| {
                packages.iter().for_each(|package| installed(scene, python.strip_suffix("/bin/python").unwrap(), package));
            }),
            [python, "-m", "pip", "install", "-r", file] => on(&|scene| {
                let listed = scene.server.text(file).unwrap().into_owned();
                let place = python.strip_suffix("/bin/python").unwrap();
                listed.lines().for_each(|package| installed(scene, place, package));
            }),
            [python, "-m", "pip", "install", packages @ ..] => on(&|scene| {
                let place = python.strip_suffix("/bin/python").unwrap();
                packages.iter().for_each(|package| installed(scene, place, package));
            }),
            ["nano", line, path] if line.starts_with('+') => on(&|scene| edit(scene, path, |text| text.replace("SECRET_KEY =\n", ""))),
            ["iconv", "-f", "cp949", "-t", "utf-8", from, ">", to] => on(&|scene| {
                let file = scene.server.files[*from].clone();
                let korean = "희스타그램".as_bytes();
                let at = file.content.windows(10).position(|bytes| bytes == b"\xc8\xf1\xbd\xba\xc5\xb8\xb1\xd7\xb7\xa5").unwrap();
                let content = [&file.content[..at], korean, &file.content[at + 10..]].concat();
                scene.server.files.insert((*to).to_owned(), File { content, ..file });
            }),
            ["sudo", "cp", from, to] => on(&|scene| {
                let content = scene.server.files[*from].content.clone();
                scene.server.files.get_mut(*to).unwrap().content = content;
            }),
            ["sudo", "chown", "-R", owner, folder] => on(&|scene| {
                let owner = owner.strip_suffix(':').unwrap();
                let below = |path: &String| path == folder || path.starts_with(&format!("{folder}/"));
                scene.server.files.iter_mut().filter(|(path, _)| below(path)).for_each(|(_, file)| owner.clone_into(&mut file.owner));
                scene.server.dirs.iter_mut().filter(|(path, _)| below(path)).for_each(|(_, dir)| owner.clone_into(&mut dir.owner));
            }),
            ["sudo", "chown", owner, path] => on(&|scene| {
                scene.server.files.get_mut(*path).unwrap().owner = owner.strip_suffix(':').unwrap().to_owned();
            }),
            ["sudo", "systemctl", "enable", "--now", "postgresql"] => {
                on(&|scene| assert!(scene.server.ailments.remove(&Ailment::DatabaseStopped)))
            }
            ["mysql" | "mariadb"] | ["df", "-h"] | ["namei", ..] => {}
            ["sudo", "du", ..] | ["sudo", "apt-get", "clean"] => {}
            ["sudo", "journalctl", "--vacuum-size=100M"] => on(&|scene| assert!(scene.server.ailments.remove(&Ailment::DiskFull))),
            ["sudo", "dd", .., "of=/swapfile", "bs=1M", _] => on(&|scene| {
                scene.server.files.insert("/swapfile".to_owned(), root("", 0o644));
            }),
            ["sudo", "mkswap", path] => on(&|scene| assert_eq!(scene.server.files[*path].mode, 0o600)),
            ["sudo", "swapon", "/swapfile"] => on(&|scene| assert!(scene.server.ailments.remove(&Ailment::OutOfMemory))),
            ["echo", .., "|", "sudo", "tee", "-a", "/etc/fstab"] => {}
            ["sudo", "mkdir", "-p", path] => on(&|scene| {
                scene.server.dirs.insert((*path).to_owned(), Dir::new("root", 0o755));
            }),
            ["printf", .., "|", "sudo", "tee", path] => on(&|scene| {
                let text = command.split('\'').nth(1).unwrap().replace("\\n", "\n");
                scene.server.files.insert((*path).to_owned(), root(&text, 0o644));
            }),
            ["sudo", "systemctl", "daemon-reload"] => {
                let reload = Command::Systemctl { verb: SystemctlVerb::DaemonReload, unit: None };
                assert_eq!(remote.run(&access, &reload).await.unwrap().status, 0);
            }
            ["sudo", "systemctl", "restart", unit] => {
                let restart = Command::Systemctl { verb: SystemctlVerb::Restart, unit: Some((*unit).to_owned()) };
                assert_eq!(remote.run(&access, &restart).await.unwrap().status, 0);
            }
            _ => panic!("no such command: {command}"),
        }
    }
    Kept { scene: stage.see(SimState::clone), journal: kept.journal }
}

#[tokio::test]
async fn a_variable_of_the_shell_is_given_to_the_service_by_the_remedy_and_stays_after_the_teardown() {
    let mut world = Scenario::named("secret-in-shell").unwrap();
    world.person.types = false;
    let (fault, kept) = stopped(&world).await;
    assert_eq!((fault.code, fault.detail.lines().next()), (Code::VariableMissing, Some("KeyError: 'SITE_SECRET'")), "{fault:?}");
    assert!(kept.scene.aws.elb.balancers.is_empty() && kept.scene.aws.route53.zones.is_empty(), "nothing bills yet");
    for language in Language::ALL {
        let typed = typed(kept.clone(), &remedy(language, &world, &fault), "practice-only-value").await;
        let built = through(&world, typed, UP, 8).await;
        let secret = "/etc/heestagram.env";
        assert_eq!((built.scene.server.files[secret].mode, built.scene.server.files[secret].owner.as_str()), (0o600, "root"));
        assert!(!format!("{:?}", built.journal).contains("practice-only-value"), "the value is in the journal");
        let gone = through(&world, built, DOWN, 9).await;
        assert_eq!(gone.scene.server.files[secret].content, b"SITE_SECRET=practice-only-value\n", "it may be the only copy");
    }
}

#[tokio::test]
async fn a_shell_that_ends_before_every_command_lets_them_through_by_the_remedy() {
    let world = Scenario::named("bashrc-exits").unwrap();
    for (instead, code) in
        [("exit", Code::ShellEnded), ("read -p 'Start the agent? ' yes", Code::ShellAsks), ("exec zsh", Code::ShellReplaced)]
    {
        let mut world = world.clone();
        let bashrc = world.server.files.get_mut("/home/ubuntu/.bashrc").unwrap();
        *bashrc = bashrc.replace("exit", instead);
        let (fault, kept) = stopped(&world).await;
        assert_eq!((fault.code, fault.detail.as_str()), (code, "Welcome to heestagram!"), "{fault:?}");
        for language in Language::ALL {
            let remedy = remedy(language, &world, &fault);
            // The line and the command; what else stands between backquotes there is for another cause.
            let line = quoted(&remedy).into_iter().find(|quoted| quoted.starts_with("sed ")).unwrap();
            let typed = typed(kept.clone(), &format!("`{line}`"), "").await;
            through(&world, typed, UP, 8).await;
        }
    }
}

/// What `python3 -m venv` leaves.
fn made(scene: &mut SimState, place: &str) {
    for (path, content) in [("pyvenv.cfg", "home = /usr/bin\nversion = 3.12.3\n"), ("bin/python", "")] {
        let file = File { content: content.into(), owner: "ubuntu".to_owned(), mode: 0o755 };
        scene.server.files.insert(format!("{place}/{path}"), file);
    }
    for folder in ["", "/bin", "/lib", "/lib/python3.12", "/lib/python3.12/site-packages"] {
        scene.server.dirs.insert(format!("{place}{folder}"), Dir::new("ubuntu", 0o755));
    }
}

/// What pip leaves of a package.
fn installed(scene: &mut SimState, place: &str, package: &str) {
    let module = if package == "django-cors-headers" { "corsheaders".to_owned() } else { package.replace('-', "_") };
    let folder = format!("{place}/lib/python3.12/site-packages/{module}");
    let file = File { content: Vec::new(), owner: "ubuntu".to_owned(), mode: 0o644 };
    if package == "gunicorn" {
        let program = File { content: format!("#!{place}/bin/python\n").into_bytes(), mode: 0o755, ..file.clone() };
        scene.server.files.insert(format!("{place}/bin/gunicorn"), program);
    }
    scene.server.files.insert(format!("{folder}/__init__.py"), file);
    scene.server.dirs.insert(folder, Dir::new("ubuntu", 0o755));
}

#[tokio::test]
async fn a_project_of_asgi_alone_is_served_once_the_named_environment_has_the_worker() {
    let world = Scenario::named("asgi-only").unwrap();
    let (fault, kept) = stopped(&world).await;
    let command = "/home/ubuntu/env/bin/python -m pip install uvicorn-worker";
    assert_eq!((fault.code, fault.detail.lines().last()), (Code::NoAsgiWorker, Some(command)), "{fault:?}");
    assert!(fault.detail.starts_with("/home/ubuntu/env (venv, "), "{fault:?}");
    let typed = typed(kept, &format!("`{command}`"), "").await;
    let built = through(&world, typed, UP, 8).await;
    let process = built.scene.server.units["gunicorn.service"].process.clone().unwrap();
    assert!(process.command.ends_with(" --worker-class uvicorn_worker.UvicornWorker --bind 127.0.0.1:8000 heestagram.asgi"), "{process:?}");
    through(&world, built, DOWN, 9).await;
}

/// The causes of a loop that the first step meets, each as a case of the world, with its fault.
const CASES: [(&str, Code); 7] = [
    ("crash-loop", Code::ModuleMissing),
    ("crash-loop:syntax-error", Code::SourceBroken),
    ("crash-loop:encoding", Code::NotUtf8),
    ("crash-loop:permission-denied", Code::FileDenied),
    ("crash-loop:database-refused", Code::DatabaseRefused),
    ("crash-loop:out-of-memory", Code::OutOfMemory),
    ("crash-loop:disk-full", Code::DiskFull),
];

/// The remedy with what the run knows of the environment, as a screen shows it.
fn remedy_on(language: Language, world: &Scenario, fault: &Fault) -> String {
    let mut about = About::of(&site(world));
    about.commands.install = "/home/ubuntu/env/bin/python -m pip install".to_owned();
    Words::new(language).fault(fault, &about).remedy.unwrap()
}

#[tokio::test]
async fn each_cause_of_a_crash_loop_is_told_and_ended_by_its_remedy_to_the_letter() {
    let all = Scenario::named("crash-loop").unwrap();
    assert_eq!(all.case.len() + 1, CASES.len(), "each case is here");
    for (name, code) in CASES {
        let world = Scenario::named(name).unwrap();
        let (fault, kept) = stopped(&world).await;
        assert_eq!(fault.code, code, "{name}: {fault:?}");
        assert_eq!(world.expect.says, [format!("fault-{code}")], "{name}");
        assert!(kept.scene.aws.elb.balancers.is_empty() && kept.scene.aws.route53.zones.is_empty(), "{name}: nothing bills yet");
        for language in Language::ALL {
            let remedy = remedy_on(language, &world, &fault);
            let typed = typed(kept.clone(), &remedy, "").await;
            let built = through(&world, typed, UP, 8).await;
            through(&world, built, DOWN, 9).await;
        }
    }
}

/// The world with these files in the place of its own, and without those.
fn laid_out(world: &str, files: &[(&str, &str)], without: &[&str]) -> Scenario {
    let mut world = Scenario::named(world).unwrap();
    world.server.files.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    world.server.without.extend(without.iter().map(|path| (*path).to_owned()));
    world
}

#[tokio::test]
async fn a_gunicorn_that_is_gone_comes_back_by_the_environment_s_own_tool() {
    // Gone between the survey and the start: the service says so.
    let fault = Fault::person(Code::ExecNotFound, landfall::engine::fault::Remedy::ReinstallGunicorn, "");
    let world = Scenario::named("happy").unwrap();
    for (install, again) in [
        ("uv add", "uv pip install --reinstall --python /home/ubuntu/env"),
        ("pip", "/home/ubuntu/env/bin/python -m pip install --force-reinstall"),
    ] {
        let mut about = About::of(&site(&world));
        (about.commands.install, about.commands.again) = (install.to_owned(), again.to_owned());
        for language in Language::ALL {
            let remedy = Words::new(language).fault(&fault, &about).remedy.unwrap();
            assert_eq!(quoted(&remedy)[0], format!("{again} gunicorn"), "{remedy}");
        }
    }
    // Gone before it: the survey says so, and the same command brings it back.
    let world = laid_out("happy", &[], &["/home/ubuntu/env/bin/gunicorn"]);
    let (fault, kept) = stopped(&world).await;
    assert_eq!(fault.code, Code::NoGunicorn, "{fault:?}");
    let command = fault.detail.lines().last().unwrap().to_owned();
    through(&world, typed(kept, &format!("`{command}`"), "").await, UP, 8).await;
}

#[tokio::test]
async fn a_project_without_an_environment_gets_one_by_the_remedy() {
    let gone = [
        "pyvenv.cfg",
        "bin/gunicorn",
        "bin/python",
        "lib/python3.12/site-packages/gunicorn/__init__.py",
        "lib/python3.12/site-packages/django/__init__.py",
    ];
    let gone = gone.map(|path| format!("/home/ubuntu/env/{path}"));
    let world = laid_out("happy", &[], &gone.iter().map(String::as_str).collect::<Vec<_>>());
    let (fault, kept) = stopped(&world).await;
    assert_eq!(fault.code, Code::NoEnvironment, "{fault:?}");
    let command = fault.detail.lines().last().unwrap().to_owned();
    let built = through(&world, typed(kept, &format!("`{command}`"), "").await, UP, 8).await;
    let process = built.scene.server.units["gunicorn.service"].process.clone().unwrap();
    assert!(process.command.contains("/home/ubuntu/env/django-sample/venv/bin/gunicorn "), "{process:?}");
}

#[tokio::test]
async fn a_project_that_lies_too_deep_is_told_in_landfall_toml() {
    let deep = format!("/home/ubuntu{}", "/a".repeat(8));
    let world = Scenario::named("happy").unwrap();
    let project = "/home/ubuntu/env/django-sample";
    let files = Kept::begin(&world).scene.server.files;
    let moved = files
        .iter()
        .filter_map(|(path, file)| Some((format!("{deep}{}", path.strip_prefix(project)?), String::from_utf8(file.content.clone()).ok()?)));
    let mut deeper = world.clone();
    deeper.server.files.extend(moved);
    deeper.server.without.extend(files.keys().filter(|path| path.starts_with(project)).cloned());
    let (fault, kept) = stopped(&deeper).await;
    assert_eq!(fault.code, Code::NoProject, "{fault:?}");
    for language in Language::ALL {
        let told_why = Words::new(language).fault(&fault, &About::of(&site(&world))).why;
        assert!(told_why.contains(&format!("{deep} ")) || told_why.contains(&deep) && told_why.contains('7'), "{told_why}");
        assert_eq!(quoted(&remedy(language, &deeper, &fault))[1], "project");
    }
    let told = told(&deeper, &format!("project = \"{deep}\"\nvenv = \"/home/ubuntu/env\""));
    through(&told, kept, UP, 8).await;
}

#[tokio::test]
async fn a_wrong_name_of_the_application_is_corrected_in_landfall_toml() {
    let world = laid_out(
        "happy",
        &[
            ("/home/ubuntu/env/django-sample/heestagram/wsgi.py", "import heestagram.setings\napplication = None\n"),
            (
                "/home/ubuntu/env/django-sample/heestagram/live.py",
                "import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"heestagram.settings\")\napplication = get_wsgi_application()\n",
            ),
        ],
        &[],
    );
    let (fault, kept) = stopped(&world).await;
    assert_eq!(
        (fault.code, fault.detail.lines().next()),
        (Code::ModuleMissing, Some("ModuleNotFoundError: No module named 'heestagram.setings'"))
    );
    for language in Language::ALL {
        let remedy = remedy(language, &world, &fault);
        assert!(quoted(&remedy).contains(&"wsgi".to_owned()), "{remedy}");
    }
    through(&told(&world, "wsgi = \"heestagram.live\""), kept, UP, 8).await;
}

#[tokio::test]
async fn a_unit_of_the_person_s_that_systemd_gave_up_is_started_once_more_when_its_cause_is_mended() {
    let mut world = Scenario::named("env-file-unit").unwrap();
    let settings = world.server.files.get_mut(SETTINGS).unwrap();
    *settings = settings.replace("\"django.contrib.auth\"", "\"corsheaders\", \"django.contrib.auth\"");
    world.server.running[0].enabled = true;
    let (fault, kept) = stopped(&world).await;
    assert_eq!(fault.code, Code::ModuleMissing, "{fault:?}");
    assert!(!kept.scene.server.units.contains_key("gunicorn.service"));
    for language in Language::ALL {
        let typed = typed(kept.clone(), &remedy_on(language, &world, &fault), "").await;
        let built = through(&world, typed, UP, 8).await;
        assert!(built.scene.server.units["django.service"].process.is_some());
        through(&world, built, DOWN, 9).await;
    }
}

#[tokio::test]
async fn a_checkout_of_root_s_is_warned_of_and_runs_as_a_plain_user_once_it_is_given_away() {
    let mut world = Scenario::named("happy").unwrap();
    let (from, to) = ("/home/ubuntu/env/django-sample", "/srv/heestagram");
    let files = Kept::begin(&world).scene.server.files;
    let theirs = || files.iter().filter_map(|(path, file)| Some((path.strip_prefix(from)?, file)));
    world.server.files.extend(theirs().map(|(path, file)| (format!("{to}{path}"), String::from_utf8(file.content.clone()).unwrap())));
    world.server.without.extend(theirs().map(|(path, _)| format!("{from}{path}")));
    world.landfall.insert("app".to_owned(), toml::toml! { venv = "/home/ubuntu/env" }.into());
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    let unit = |kept: &Kept| String::from_utf8(kept.scene.server.files["/etc/systemd/system/gunicorn.service"].content.clone()).unwrap();
    assert!(unit(&built).contains("User=root\n"), "{}", unit(&built));
    let fault = Fault::person(Code::RunsAsRoot, landfall::engine::fault::Remedy::GiveProject, "");
    for language in Language::ALL {
        let mut about = About::of(&site(&world));
        to.clone_into(&mut about.project);
        let remedy = Words::new(language).fault(&fault, &about).remedy.unwrap();
        let typed = typed(built.clone(), &format!("`{}`", quoted(&remedy)[0]), "").await;
        let again = through(&world, typed, UP, 8).await;
        assert!(unit(&again).contains("User=ubuntu\n"), "{}", unit(&again));
        through(&world, again, DOWN, 9).await;
    }
}
