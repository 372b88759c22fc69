//! The name servers that stand somewhere (in a registrar's form, at the registry), held against those that should.
//!
//! A registrar takes what it is given, and a wrong name works most of the time: so each name is told by itself, a misspelt one letter
//! by letter against the one that it is meant for.

mod letters;
mod paste;

use crate::codes::codes;
use crate::engine::state::World;
use crate::site::DomainName;

pub use letters::{Difference, differences, shown};
pub use paste::names_in;

/// What stands there, held against what should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Each name that should stand there, in its order.
    pub wanted: Vec<(DomainName, Stands)>,
    /// What stands there beside, each once.
    pub beside: Vec<(String, Beside)>,
}

/// How a name that should stand there does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    Right,
    /// More than once.
    Twice,
    /// This stands there in its place.
    Misspelt(String),
    Missing,
}

codes! {
    /// What a name is that should not stand there.
    Beside {
        /// One of those before.
        Old = "old",
        /// One of the hosted zone's that is to go.
        Ours = "ours",
        /// One of Route 53's, of another hosted zone.
        OtherZone = "other-zone",
        Foreign = "foreign",
    }
}

/// What stands there, held against `wanted`. `known`: what stood there before, and what that is.
pub fn compare(wanted: &[DomainName], known: (&[DomainName], Beside), entered: &[String]) -> Entered {
    let (old, called) = known;
    let is = |entered: &str, names: &[DomainName]| names.iter().any(|name| name.as_str() == entered);
    let mut wrong: Vec<&String> = entered.iter().filter(|name| !is(name, wanted)).collect();
    wrong.sort();
    wrong.dedup();
    let missing: Vec<&DomainName> = wanted.iter().filter(|name| !entered.iter().any(|e| e == name.as_str())).collect();
    // One of the old ones, or of another zone, is no slip of the finger, however near it is.
    let meant = nearest(&missing, &wrong.iter().copied().filter(|name| !is(name, old)).collect::<Vec<_>>());
    let stands = |name: &DomainName| match entered.iter().filter(|e| *e == name.as_str()).count() {
        0 => meant.iter().find(|(of, _)| *of == name).map_or(Stands::Missing, |(_, typed)| Stands::Misspelt((*typed).clone())),
        1 => Stands::Right,
        _ => Stands::Twice,
    };
    let beside = wrong.iter().filter(|name| !meant.iter().any(|(_, typed)| typed == *name));
    Entered {
        wanted: wanted.iter().map(|name| (name.clone(), stands(name))).collect(),
        beside: beside.map(|name| ((*name).clone(), if is(name, old) { called } else { stranger(name) })).collect(),
    }
}

fn stranger(name: &str) -> Beside {
    if letters::is_of_route53(name) { Beside::OtherZone } else { Beside::Foreign }
}

/// Which wrong name is meant for which missing one: the nearest two first.
fn nearest<'a>(missing: &[&'a DomainName], wrong: &[&'a String]) -> Vec<(&'a DomainName, &'a String)> {
    let mut pairs: Vec<(usize, &DomainName, &String)> = Vec::new();
    for name in missing {
        let near = wrong.iter().filter_map(|typed| Some((letters::nearness(typed, name.as_str())?, *name, *typed)));
        pairs.extend(near);
    }
    pairs.sort();
    let mut meant: Vec<(&DomainName, &String)> = Vec::new();
    for (_, name, typed) in pairs {
        if !meant.iter().any(|(of, by)| *of == name || *by == typed) {
            meant.push((name, typed));
        }
    }
    meant
}

impl Entered {
    /// Exactly what should stand there does, each once.
    pub fn is_right(&self) -> bool {
        self.beside.is_empty() && self.wanted.iter().all(|(_, stands)| *stands == Stands::Right)
    }

    /// Nobody has typed anything of ours yet: what stands there is told by itself, not as wrong.
    pub fn untouched(&self) -> bool {
        self.wanted.iter().all(|(_, stands)| *stands == Stands::Missing) && self.beside.iter().all(|(_, what)| *what != Beside::OtherZone)
    }
}

/// What the registry names, held against these name servers of ours.
pub fn at_the_registry(w: &World, ours: &[DomainName], theirs: &[DomainName]) -> Entered {
    let theirs: Vec<String> = theirs.iter().map(ToString::to_string).collect();
    compare(ours, (&w.ledger.old_name_servers, Beside::Old), &theirs)
}

#[cfg(test)]
mod tests;
