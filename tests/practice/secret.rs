//! A variable that the service has not: typed into the masked form by the person of the world, killed anywhere, taken down.

use landfall::engine::goal::Goal;
use landfall::engine::resource::Resource;
use landfall::engine::state::Ledger;
use landfall::engine::step_id::StepId;
use landfall::practice::{Scenario, SimState};

use super::kills::{block_on, each};
use super::play::{Cut, DOWN, End, Kept, picture, play, through};

const SERVICE: Goal = Goal::Build { until: StepId::Service };
const FILE: &str = "/etc/heestagram.env";
const DROP_IN: &str = "/etc/systemd/system/gunicorn.service.d/landfall-environment.conf";

fn world() -> Scenario {
    Scenario::named("secret-in-shell").unwrap()
}

fn left(kept: &Kept) -> Vec<Resource> {
    let mut ledger = Ledger::default();
    kept.journal.iter().for_each(|record| ledger.apply(record));
    ledger.left
}

fn text(scene: &SimState, path: &str) -> Option<String> {
    scene.server.files.get(path).map(|file| String::from_utf8(file.content.clone()).unwrap())
}

/// As it was, but for the file, which is named: it may be the only copy.
fn is_taken_down(torn: &Kept, before: &Kept) {
    let file = &torn.scene.server.files[FILE];
    assert_eq!((file.mode, file.owner.as_str()), (0o600, "root"));
    let names = vec!["SITE_SECRET".to_owned()];
    assert_eq!(left(torn), [Resource::EnvironmentFile { server: landfall::site::ServerId::MAIN, path: FILE.into(), names }]);
    let mut scene = torn.scene.clone();
    scene.server.files.remove(FILE);
    assert_eq!(picture(&scene), picture(&before.scene));
}

#[test]
fn an_up_that_was_killed_anywhere_asks_again_and_leaves_only_the_file() {
    let before = Kept::begin(&world());
    let whole = block_on(play(&world(), before.clone(), SERVICE, 1, None));
    assert!(matches!(whole.end, End::Done), "{:#?}", whole.end);
    assert!(text(&whole.kept.scene, DROP_IN).unwrap().contains(FILE));
    assert_eq!(left(&whole.kept), []);
    each(2 * whole.count, async |number| {
        let (world, cut) = (world(), Cut { at: number / 2, after: number % 2 == 1 });
        let killed = play(&world, before.clone(), SERVICE, 2, Some(cut)).await;
        assert!(matches!(killed.end, End::Cut), "{cut:?}: {:#?}", killed.end);
        let built = through(&world, killed.kept, SERVICE, 3).await;
        assert_eq!(text(&built.scene, FILE).as_deref(), Some("SITE_SECRET=\"typed-in-practice\"\n"), "{cut:?}");
        is_taken_down(&through(&world, built, DOWN, 4).await, &before);
    });
}

#[test]
fn a_down_that_was_killed_anywhere_is_carried_on_and_names_the_file_all_the_same() {
    let before = Kept::begin(&world());
    let built = block_on(through(&world(), before.clone(), SERVICE, 1));
    let whole = block_on(play(&world(), built.clone(), DOWN, 1, None));
    each(2 * whole.count, async |number| {
        let (world, cut) = (world(), Cut { at: number / 2, after: number % 2 == 1 });
        let killed = play(&world, built.clone(), DOWN, 5, Some(cut)).await;
        assert!(matches!(killed.end, End::Cut), "{cut:?}: {:#?}", killed.end);
        is_taken_down(&through(&world, killed.kept, DOWN, 6).await, &before);
    });
}

/// The file that stayed is offered to the next one who builds; so is one of the project's own.
#[test]
fn a_file_that_has_the_variable_is_given_to_the_service_as_it_is() {
    use landfall::practice::state::server::files::File;
    for (path, given) in [(FILE, true), ("/home/ubuntu/env/django-sample/.env", true), ("/srv/.env", false)] {
        let mut kept = Kept::begin(&world());
        let content = b"SITE_SECRET=practice\n".to_vec();
        kept.scene.server.files.insert(path.to_owned(), File { content: content.clone(), owner: "ubuntu".to_owned(), mode: 0o600 });
        let mut chooser = world();
        chooser.person.types = false;
        let asked = block_on(play(&chooser, kept.clone(), SERVICE, 1, None));
        let End::Rest(standing) = asked.end else { panic!("--yes says nothing to it") };
        let question = &standing.asks[0].1;
        assert_eq!(question.choices().len(), if given { 2 } else { 1 }, "{question:?}");
        let Some(answer) = question.choices().into_iter().nth(1) else { continue };
        let mut kept = asked.kept;
        kept.journal.push(landfall::engine::state::JournalEntry::Answered { at: kept.scene.now, answer });
        let built = block_on(through(&chooser, kept, SERVICE, 2));
        assert_eq!(built.scene.server.files[path].content, content, "it is left as it was");
        assert!(text(&built.scene, DROP_IN).unwrap().contains(path));
        let torn = block_on(through(&chooser, built, DOWN, 3));
        assert_eq!((text(&torn.scene, DROP_IN), left(&torn)), (None, vec![]));
        assert_eq!(torn.scene.server.files[path].content, content);
    }
}
