//! A request, and where it may lead.

use super::tree::Place;
use super::upstream::Upstream;

/// A plain GET, as it comes to nginx.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit<'a> {
    pub host: &'a str,
    /// Without what follows a `?`.
    pub path: &'a str,
    /// `http` or `https`: how nginx itself is asked.
    pub scheme: &'a str,
    /// What a balancer in front says the visitor used.
    pub forwarded_proto: Option<&'a str>,
}

/// Where a location leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    Proxy(Upstream),
    /// Files below this folder, as it is written.
    Static {
        root: String,
    },
    Return {
        code: u16,
        to: Option<String>,
    },
    Unknown {
        why: Why,
    },
}

/// Why it is not known where a location leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is handed on to an address with a variable that only a request gives.
    Variable(String),
    /// A regular expression that only nginx's own PCRE reads.
    Pattern(Place),
    /// A module answers that is not known here.
    Module(String),
    /// It sends requests round in a circle.
    Circle,
}
