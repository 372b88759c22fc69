use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::engine::fixture::name;

const OURS: [&str; 4] = ["ns-515.awsdns-00.net", "ns-1131.awsdns-13.org", "ns-1751.awsdns-26.co.uk", "ns-286.awsdns-35.com"];
const OLD: [&str; 2] = ["ns.gabia.co.kr", "ns1.gabia.co.kr"];

fn names(all: &[&str]) -> Vec<DomainName> {
    all.iter().map(|n| name(n)).collect()
}

fn held_against(entered: &[&str]) -> Entered {
    compare(&names(&OURS), (&names(&OLD), Beside::Old), &entered.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// How the fourth of ours stands there when this does in its place.
fn fourth(typed: &str) -> (Stands, Vec<(String, Beside)>) {
    let seen = held_against(&[OURS[0], OURS[1], OURS[2], typed]);
    (seen.wanted[3].1.clone(), seen.beside)
}

#[test]
fn each_name_is_told_by_itself() {
    assert!(held_against(&OURS).is_right());
    let [a, b, c, d] = OURS;
    assert!(held_against(&[d, b, a, c]).is_right(), "in any order");
    assert!(held_against(&OLD).untouched() && held_against(&[]).untouched() && held_against(&["ns1.elsewhere.example"]).untouched());

    for typed in ["ns-286.awsdns-3.com", "ns-286.awsdns-35.co", "ns-286.awdsns-35.com", "ns-286.aws-35.com", "ns286.awsdns35.com"] {
        assert_eq!(fourth(typed), (Stands::Misspelt(typed.into()), vec![]), "{typed}");
    }
    // What a form makes of it that adds the domain, and a number that was copied with it.
    for typed in ["ns-286.awsdns-35.com.heestagram.com", "4.ns-286.awsdns-35.com"] {
        assert_eq!(fourth(typed), (Stands::Misspelt(typed.into()), vec![]), "{typed}");
    }
    assert_eq!(fourth(OLD[0]), (Stands::Missing, vec![(OLD[0].into(), Beside::Old)]));
    assert_eq!(fourth("ns-301.awsdns-37.com"), (Stands::Missing, vec![("ns-301.awsdns-37.com".into(), Beside::OtherZone)]));
    assert_eq!(fourth("ns1.elsewhere.example"), (Stands::Missing, vec![("ns1.elsewhere.example".into(), Beside::Foreign)]));
    assert_eq!(fourth(OURS[0]), (Stands::Missing, vec![]), "the first one twice");
    assert_eq!(held_against(&[a, b, c, d, a]).wanted[0].1, Stands::Twice);
    assert_eq!(held_against(&[a, b, c, d, OLD[1]]).beside, [(OLD[1].to_owned(), Beside::Old)], "ours and an old one");
}

#[test]
fn four_of_another_zone_are_no_beginning() {
    let seen = held_against(&["ns-1.awsdns-00.com", "ns-600.awsdns-11.net", "ns-1100.awsdns-09.org", "ns-1900.awsdns-45.co.uk"]);
    assert!(!seen.untouched() && !seen.is_right());
    assert!(seen.beside.iter().all(|(_, what)| *what == Beside::OtherZone) && seen.beside.len() == 4, "{seen:?}");
}

/// What may stand in one field.
fn field() -> impl Strategy<Value = String> {
    let ours = || prop::sample::select(OURS.to_vec()).prop_map(str::to_owned);
    let slip = (ours(), any::<Index>(), "[a-z0-9.-]?", any::<bool>()).prop_map(|(mut name, at, letter, over)| {
        let at = at.index(name.len());
        name.replace_range(at..at + usize::from(over || letter.is_empty()), &letter);
        name
    });
    let others = prop::sample::select(vec![OLD[0], OLD[1], "ns-1.awsdns-00.com", "ns-1900.awsdns-45.co.uk", "ns1.elsewhere.example"]);
    prop_oneof![4 => ours(), 3 => slip, 2 => others.prop_map(str::to_owned), 1 => "[a-z0-9.-]{1,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_difference_names_exactly_the_wrong_ones(entered in prop::collection::vec(field(), 0..7)) {
        let seen = compare(&names(&OURS), (&names(&OLD), Beside::Old), &entered);
        let count = |name: &str| entered.iter().filter(|e| *e == name).count();
        let mut told: Vec<&str> = seen.beside.iter().map(|(name, _)| name.as_str()).collect();
        for (name, stands) in &seen.wanted {
            match stands {
                Stands::Right => prop_assert_eq!(count(name.as_str()), 1),
                Stands::Twice => prop_assert!(count(name.as_str()) > 1),
                Stands::Misspelt(_) | Stands::Missing => prop_assert_eq!(count(name.as_str()), 0),
            }
            if let Stands::Misspelt(typed) = stands {
                told.push(typed);
            }
        }
        // Each wrong name is told once, and no right one is.
        let mut wrong: Vec<&str> = entered.iter().map(String::as_str).filter(|e| !OURS.contains(e)).collect();
        wrong.sort_unstable();
        wrong.dedup();
        told.sort_unstable();
        prop_assert_eq!(told, wrong);
        prop_assert!(seen.beside.iter().all(|(name, what)| (*what == Beside::Old) == OLD.contains(&name.as_str())));
        prop_assert_eq!(seen.is_right(), entered.len() == 4 && OURS.iter().all(|name| count(name) == 1));
    }

    #[test]
    fn one_slip_in_one_name_is_told_of_that_name(n in 0usize..4, at in any::<Index>(), letter in "[a-z0-9.-]?", over in any::<bool>()) {
        let mut typed = OURS.map(str::to_owned);
        let at = at.index(typed[n].len());
        typed[n].replace_range(at..at + usize::from(over || letter.is_empty()), &letter);
        prop_assume!(typed[n] != OURS[n]);
        let seen = compare(&names(&OURS), (&names(&OLD), Beside::Old), &typed);
        prop_assert!(seen.beside.is_empty());
        for (place, (_, stands)) in seen.wanted.iter().enumerate() {
            prop_assert_eq!(stands, &if place == n { Stands::Misspelt(typed[n].clone()) } else { Stands::Right });
        }
    }

    #[test]
    fn whatever_stands_between_the_names_they_are_read_back(order in Just(OURS.to_vec()).prop_shuffle(), between in "( |\t|\r\n|, |;|\\| |\\. |  10\\.0\\.0\\.1 )", label in "(|1차 |NS: |#)") {
        let text: String = order.iter().map(|name| format!("{label}{}{between} ", name.to_uppercase())).collect();
        prop_assert_eq!(names_in(&text, "heestagram.com"), order);
    }
}
