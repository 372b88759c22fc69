//! The remedies of what a visitor sees, carried out to the letter as each language has them: after them the site is done.

use std::sync::Arc;

use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::HostOp;
use landfall::engine::op::host::{Access, UnitName};
use landfall::ports::{Command, Host, Remote, SystemctlVerb};
use landfall::practice::state::server::files::{Dir, File};
use landfall::practice::{Forget, HOST_KEY, PracticeRemote, Scenario, SimClock, SimState, Simulator, Speed};
use landfall::text::{About, Language, Words};

use super::play::{DOWN, End, Kept, UP, picture, play, site, through};

const NGINX: &str = "/etc/nginx/nginx.conf";
const SETTINGS: &str = "/home/ubuntu/env/django-sample/heestagram/settings.py";

/// The fault that a run of this world stops at, and what is kept then.
async fn stopped(world: &Scenario) -> (Fault, Kept) {
    let played = play(world, Kept::begin(world), UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    let [stuck] = standing.stuck.as_slice() else { panic!("{:?}", standing.stuck) };
    (stuck.fault.clone(), played.kept)
}

/// What the remedy puts between backquotes.
fn quoted(remedy: &str) -> Vec<String> {
    remedy.split('`').skip(1).step_by(2).map(str::to_owned).collect()
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
        let access = Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, host_key: HOST_KEY.parse().ok() };
        let server = landfall::host::RemoteServer::new(Arc::new(PracticeRemote::new(stage.clone())));
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
    let before = built.scene.aws.elb.target_groups.clone();
    assert_eq!(before[0].check.path, "/");
    // One that does not answer is not taken: the site would go ill.
    let broken = play(&told(&world, "health = \"/nowhere/\""), built.clone(), UP, 8, None).await;
    let End::Rest(standing) = broken.end else { panic!("{:?}", broken.end) };
    assert_eq!(standing.stuck[0].fault.code, Code::HealthCheckRefused);
    assert_eq!(broken.kept.scene.aws.elb.target_groups, before);
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
    let access = Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, host_key: HOST_KEY.parse().ok() };
    let remote = PracticeRemote::new(stage.clone());
    let mut open = String::new();
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
