use super::*;
use crate::text::Language;

/// Keys that mean something else on a site's screens.
const TAKEN: &str = "ag?qL 123456789";
/// Kinds that share a letter, since they never stand together: one on the certificate's screen and one on two others, twice; one
/// where the other does not stand; one before the first step and one at the last;
/// and what a pause's screen has in place of a step's.
const APART: [[RowKind; 2]; 8] = [
    [RowKind::OpenRegistrar, RowKind::OpenMailbox],
    [RowKind::OpenRegistrar, RowKind::MakeRecords],
    [RowKind::OpenMailbox, RowKind::MakeRecords],
    [RowKind::Next, RowKind::Later],
    [RowKind::EditUnit, RowKind::CheckPaste],
    [RowKind::CheckAgain, RowKind::CloseDoor],
    [RowKind::LeaveIt, RowKind::Next],
    [RowKind::LeaveIt, RowKind::Later],
];

fn kinds_with_keys() -> impl Iterator<Item = (RowKind, char)> {
    RowKind::ALL.iter().flat_map(|kind| kind.spec().keys.iter().map(|key| (*kind, *key)))
}

#[test]
fn a_letter_means_one_row() {
    for (kind, key) in kinds_with_keys() {
        assert!(!TAKEN.contains(key), "{key} of {kind:?} means something else");
        let also = kinds_with_keys().find(|(other, same)| *other != kind && *same == key);
        assert!(also.is_none_or(|(other, _)| APART.iter().any(|pair| pair.contains(&kind) && pair.contains(&other))), "{kind:?}: {key}");
    }
}

#[test]
fn every_letter_is_explained_in_every_language() {
    for language in Language::ALL {
        let text = Words::new(language).get("ui-keys-all");
        let explained: Vec<&str> = text.split(|c: char| c.is_whitespace() || ",;".contains(c)).collect();
        for (kind, key) in kinds_with_keys() {
            assert!(explained.contains(&key.to_string().as_str()), "{language:?}: {key} of {kind:?}");
        }
    }
}

#[test]
fn every_row_that_the_screens_do_not_name_has_words() {
    for kind in RowKind::ALL.iter().filter(|kind| matches!(kind.spec().label, Label::Code)) {
        assert!(Words::new(Language::En).has(&format!("ui-{}", kind.as_str())), "{kind:?}");
    }
}
