//! Every trouble at every operation: what passes by itself holds nothing up, and what does not is told and mended by the next run.

use std::collections::BTreeSet;
use std::sync::Mutex;

use landfall::engine::fault::Code;
use landfall::practice::{Scenario, TroubleKind, TroubleRule, TroubleScript};

use super::kills::{each, insist};
use super::play::{DOWN, End, Kept, Played, UP, picture, play, play_patient, through};

/// Every operation that an `up` and a `down` ask, by service.
fn asked() -> Vec<(String, String)> {
    let world = Scenario::named("happy").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let kept = runtime.block_on(async {
        let built = through(&world, Kept::begin(&world), UP, 1).await;
        through(&world, built, DOWN, 2).await
    });
    let asked: BTreeSet<(String, String)> = kept.scene.script.asked().iter().cloned().collect();
    asked.into_iter().collect()
}

fn with(kept: &Kept, kind: TroubleKind, service: &str, operation: &str) -> Kept {
    let (service, operation) = (Some(service.to_owned()), Some(operation.to_owned()));
    let mut kept = kept.clone();
    kept.scene.script = TroubleScript::new(vec![TroubleRule { kind, service, operation, every: 1, times: Some(1) }]);
    kept
}

#[test]
fn what_passes_by_itself_holds_nothing_up() {
    use TroubleKind::{LostAnswer, LostRequest, ServerError, Slow, Throttled};
    let (world, asked) = (Scenario::named("happy").unwrap(), asked());
    assert!(asked.len() >= 35, "{asked:?}");
    let before = Kept::begin(&world);
    let kinds = [Throttled, ServerError, Slow, LostRequest, LostAnswer];
    each(asked.len() * kinds.len(), async |number| {
        let (kind, (service, operation)) = (kinds[number % kinds.len()], &asked[number / kinds.len()]);
        let built = through(&world, with(&before, kind, service, operation), UP, 3).await;
        let torn = through(&world, with(&built, kind, service, operation), DOWN, 4).await;
        assert_eq!(picture(&torn.scene), picture(&before.scene), "{kind:?} {service} {operation}");
    });
}

#[test]
fn a_sign_in_that_ends_at_whatever_op_is_waited_for_and_the_run_goes_on_by_itself() {
    let (world, asked) = (Scenario::named("happy").unwrap(), asked());
    let before = Kept::begin(&world);
    let rests = Mutex::new(Vec::new());
    each(asked.len(), async |number| {
        let (service, operation) = &asked[number];
        let played = play_patient(&world, with(&before, TroubleKind::ExpiredToken, service, operation), UP, 7).await;
        if !matches!(played.end, End::Done) {
            rests.lock().unwrap().push((service.clone(), operation.clone()));
        }
    });
    // Who this is is asked first: whoever is signed out then never was signed in.
    let rests = rests.into_inner().unwrap();
    assert!(rests.len() <= 1, "{rests:?}");
}

#[test]
fn what_a_person_must_mend_is_told_and_the_next_run_goes_on() {
    let (world, asked) = (Scenario::named("happy").unwrap(), asked());
    let before = Kept::begin(&world);
    let kinds = [(TroubleKind::ExpiredToken, Code::ExpiredCredentials), (TroubleKind::AccessDenied, Code::AccessDenied)];
    let met = Mutex::new(0);
    each(asked.len() * kinds.len(), async |number| {
        let ((kind, code), (service, operation)) = (kinds[number % kinds.len()], &asked[number / kinds.len()]);
        let Played { kept, end, .. } = play(&world, with(&before, kind, service, operation), UP, 5, None).await;
        // What only a teardown asks is never met by an `up`.
        if let End::Rest(standing) = end {
            assert!(standing.stuck.iter().any(|s| s.fault.code == code), "{kind:?} {service} {operation}: {standing:#?}");
            *met.lock().unwrap() += 1;
        }
        // What is asked only of things that stand is met by a later run.
        let built = insist(&world, kept, UP, 6).await;
        let torn = insist(&world, built, DOWN, 60).await;
        assert_eq!(picture(&torn.scene), picture(&before.scene), "{kind:?} {service} {operation}");
    });
    let met = *met.lock().unwrap();
    assert!(met > asked.len(), "{met}");
}
