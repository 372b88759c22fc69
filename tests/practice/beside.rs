//! What stands on the server already stays as it is: another project's site with its unit, and a unit of the person's own.

use http::HeaderMap;
use landfall::engine::goal::Goal;
use landfall::engine::question::{self, Question};
use landfall::engine::state::JournalEntry;
use landfall::engine::step_id::StepId;
use landfall::ports::{Probe, WebMethod, WebRequest};
use landfall::practice::state::server::unit::Unit;
use landfall::practice::{Forget, PracticeProbe, Scenario, SimClock, SimState, Simulator, Speed};

use super::play::{DOWN, End, Kept, Played, UP, picture, play, through};

const SHOP: &str = "shop.example.net";
const OURS: &str = "www.heestagram.com";
const GUNICORN: &str = "gunicorn.service";
const DJANGO: &str = "django.service";
const SITES: &str = "/etc/nginx/sites-enabled";
const ENV_FILE: &str = "/home/ubuntu/env/django-sample/.env";

fn path(unit: &str) -> String {
    format!("/etc/systemd/system/{unit}")
}

fn file<'a>(scene: &'a SimState, path: &str) -> &'a [u8] {
    &scene.server.files[path].content
}

/// A unit as systemd has it, with its process and its log.
fn unit<'a>(scene: &'a SimState, name: &str) -> &'a Unit {
    &scene.server.units[name]
}

/// Status, headers and page.
type Answer = (u16, HeaderMap, String);

/// What the server itself answers a visitor of this name, past any balancer.
async fn answer(scene: &SimState, name: &str) -> Answer {
    let stage = Simulator::new(scene.clone(), SimClock::new(scene.now, Speed::Instant), Box::new(Forget));
    let address = scene.aws.ec2.server().unwrap().public_address.unwrap();
    let request = WebRequest {
        method: WebMethod::Get,
        tls: false,
        name: name.to_owned(),
        host: name.to_owned(),
        path: "/".to_owned(),
        headers: HeaderMap::new(),
        body: String::new(),
        at_address: false,
    };
    let answer = PracticeProbe::new(stage).exchange((address, 80).into(), &request).await.unwrap();
    (answer.status, answer.headers, String::from_utf8(answer.body).unwrap())
}

fn is_ours(answer: &Answer) {
    assert_eq!((answer.0, answer.2.as_str()), (200, "<title>heestagram</title><h1>Hello</h1>"));
}

/// All of the other site: its page to the byte, its unit and the process that runs, its block.
async fn shop(scene: &SimState) -> (Answer, Unit, Vec<Vec<u8>>) {
    let folder = "/home/ubuntu/shop/";
    let own = scene.server.files.iter().filter(|(path, _)| path.starts_with(folder)).map(|(_, file)| file.content.clone());
    let files = [file(scene, &path(GUNICORN)).to_vec(), file(scene, &format!("{SITES}/shop")).to_vec()];
    (answer(scene, SHOP).await, unit(scene, GUNICORN).clone(), own.chain(files).collect())
}

#[tokio::test]
async fn another_site_of_the_server_notices_nothing() {
    let world = Scenario::named("two-sites").unwrap();
    let before = Kept::begin(&world);
    let others = shop(&before.scene).await;
    assert_eq!((others.0.0, others.0.2.as_str()), (200, "<title>shop</title><h1>The shop is open</h1>"));
    assert_eq!(answer(&before.scene, OURS).await.0, 502);

    let built = through(&world, before.clone(), UP, 7).await;
    assert_eq!(shop(&built.scene).await, others);
    is_ours(&answer(&built.scene, OURS).await);
    let ours = String::from_utf8(file(&built.scene, &path("heestagram.service")).to_vec()).unwrap();
    assert!(ours.contains("--bind 127.0.0.1:8001") && ours.contains("WorkingDirectory=/home/ubuntu/env/django-sample"), "{ours}");
    assert!(unit(&built.scene, "heestagram.service").enabled);

    let gone = through(&world, built, DOWN, 8).await;
    assert_eq!(shop(&gone.scene).await, others);
    assert_eq!(answer(&gone.scene, OURS).await.0, 502);
    assert_eq!(picture(&gone.scene), picture(&before.scene));
}

#[tokio::test]
async fn a_unit_that_serves_the_project_is_used_as_it_is_and_only_enabled() {
    let world = Scenario::named("env-file-unit").unwrap();
    let before = Kept::begin(&world);
    assert!(!unit(&before.scene, DJANGO).enabled);
    let untouched = |scene: &SimState| [ENV_FILE.to_owned(), path(DJANGO)].map(|path| scene.server.files[&path].clone());

    let built = through(&world, before.clone(), UP, 7).await;
    assert_eq!(untouched(&built.scene), untouched(&before.scene));
    assert!(unit(&built.scene, DJANGO).enabled, "it would be gone after the next reboot");
    assert_eq!(written(&built.scene), [path(DJANGO)], "no other unit was written");
    let gone = through(&world, built, DOWN, 8).await;
    assert_eq!(untouched(&gone.scene), untouched(&before.scene));
    assert!(!unit(&gone.scene, DJANGO).enabled);
    assert_eq!(picture(&gone.scene), picture(&before.scene));
}

/// The units of the server.
fn written(scene: &SimState) -> Vec<String> {
    scene.server.files.keys().filter(|path| path.starts_with("/etc/systemd/system/")).cloned().collect()
}

/// The world would show a unit that was written anew: without the file of the environment the settings do not load.
#[tokio::test]
async fn the_settings_of_that_world_need_the_environment_file() {
    let mut world = Scenario::named("env-file-unit").unwrap();
    let text = world.server.files.get_mut(&path(DJANGO)).unwrap();
    *text = text.replace(&format!("EnvironmentFile={ENV_FILE}\n"), "");
    let scene = Kept::begin(&world).scene;
    let log = unit(&scene, DJANGO).log.last(100, scene.now).join("\n");
    assert!(log.contains("KeyError: 'SITE_SECRET'"), "{log}");
}

/// The journal goes on with a yes to the edit that the run ended with asking for.
fn yes_to_the_edit(asked: Played) -> Kept {
    let End::Rest(standing) = asked.end else { panic!("{:?}", asked.end) };
    let [(_, Question::Nginx { server, change })] = &standing.asks[..] else { panic!("{:?}", standing.asks) };
    assert_eq!(change.others, [OURS]);
    let answer = question::Answer::Nginx { server: server.clone(), sha256: change.before_sha256.clone() };
    let mut kept = asked.kept;
    kept.journal.push(JournalEntry::Answered { at: kept.scene.now, answer });
    kept
}

/// Two of Landfall's sites on one server: one project, one file of nginx, one unit. Each is taken down by itself.
#[tokio::test]
async fn two_sites_of_landfall_share_a_file_and_neither_takes_the_other_down() {
    let first = Scenario::named("default-site").unwrap();
    let mut second = first.clone();
    second.landfall.extend([("name".into(), "beestagram".into()), ("host".into(), "blog".into())]);
    let until_served = Goal::Build { until: StepId::Service };
    let before = Kept::begin(&first);
    let block = format!("{SITES}/heestagram");
    let names = |scene: &SimState| {
        let text = String::from_utf8(file(scene, &block).to_vec()).unwrap();
        [OURS, "blog.heestagram.com"].map(|name| text.contains(name))
    };

    let one = through(&first, before.clone(), UP, 7).await;
    assert_eq!(names(&one.scene), [true, false]);
    // The block serves another site by now: that is asked, also where all else is a yes.
    let asked = play(&second, Kept { scene: one.scene.clone(), journal: Vec::new() }, until_served, 8, None).await;
    let two = through(&second, yes_to_the_edit(asked), until_served, 8).await;
    assert_eq!(names(&two.scene), [true, true]);

    let alone = through(&first, Kept { scene: two.scene, journal: one.journal }, DOWN, 9).await;
    assert!(names(&alone.scene)[1], "the second site's name went with the first");
    assert!(unit(&alone.scene, GUNICORN).enabled && alone.scene.server.files.contains_key(&path(GUNICORN)));
    let still = answer(&alone.scene, "blog.heestagram.com").await;
    assert_eq!(still.0, 400, "gunicorn answers no more, or the second site's ALLOWED_HOSTS were not left to its next step: {still:?}");
    let gone = through(&second, Kept { scene: alone.scene, journal: two.journal }, DOWN, 10).await;
    assert_eq!(picture(&gone.scene), picture(&before.scene));
}

/// Where the project has no block yet, its port is one that nobody has, and its block stands in a file of its own.
#[tokio::test]
async fn without_a_block_the_project_gets_a_free_port_and_a_site_of_its_own() {
    let mut world = Scenario::named("two-sites").unwrap();
    world.server.files.remove(&format!("{SITES}/heestagram"));
    world.server.without.push(format!("{SITES}/heestagram"));
    let before = Kept::begin(&world);
    let others = shop(&before.scene).await;
    assert_eq!(answer(&before.scene, OURS).await.0, 400, "the shop's own Django refuses the name");

    let built = through(&world, before.clone(), UP, 7).await;
    assert_eq!(shop(&built.scene).await, others);
    is_ours(&answer(&built.scene, OURS).await);
    let gone = through(&world, built, DOWN, 8).await;
    assert_eq!(shop(&gone.scene).await, others);
    assert_eq!(picture(&gone.scene), picture(&before.scene));
}
