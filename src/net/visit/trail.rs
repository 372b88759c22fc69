//! The way through redirects, one answer at a time: what was passed, and whether it goes on. Asks nobody.

use url::Url;

use super::plan::{SiteNames, is_public};
use super::{certificate, hsts, location, shown};
use crate::engine::op::net::{Cause, Waypoint};
use crate::ports::{NoAnswer, WebAnswer, WebCertificate};

/// The most redirects that are followed.
const MOST_REDIRECTS: usize = 10;

/// One answer on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hop {
    pub url: Url,
    pub status: u16,
    /// Where it leads, when it is a redirect that leads somewhere.
    pub location: Option<Url>,
}

/// The last answer: no redirect.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    pub url: Url,
    pub answer: WebAnswer,
}

impl Hop {
    pub fn shown(&self) -> Waypoint {
        Waypoint { url: shown::url(&self.url), status: self.status, location: self.location.as_ref().map(shown::url) }
    }
}

impl Arrival {
    /// Status and URL.
    pub fn evidence(&self) -> String {
        format!("{} {}", self.answer.status, shown::url(&self.url))
    }
}

/// What a redirect to a stranger's host means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abroad {
    /// It is followed, and a fault unless it comes home again.
    FaultAtEnd,
    /// It ends the way at once.
    Stop,
    /// It is followed, and fine (a script that lives on another host).
    Fine,
}

/// Whether the way goes on.
#[derive(Debug)]
pub(super) enum Next {
    Ask(Url),
    End(Box<Result<Arrival, Cause>>),
}

/// The way so far.
#[derive(Debug)]
pub(super) struct Trail<'a> {
    names: &'a SiteNames,
    abroad: Abroad,
    pub hops: Vec<Hop>,
    /// The certificates of the site's own hosts that were seen on the way.
    pub certificates: Vec<(String, WebCertificate)>,
    /// What the site told browsers of coming by https alone.
    pub hsts: Option<String>,
    /// The redirect by which the site was left, until it is come back to.
    left: Option<(Url, Url)>,
}

impl<'a> Trail<'a> {
    pub fn new(names: &'a SiteNames, abroad: Abroad) -> Self {
        Self { names, abroad, hops: Vec::new(), certificates: Vec::new(), hsts: None, left: None }
    }

    /// Takes what came from `at`, and says where to go next.
    pub fn take(&mut self, at: Url, came: Result<WebAnswer, NoAnswer>) -> Next {
        let end = match self.weigh(at, came) {
            Ok(Step::On(next)) => return Next::Ask(next),
            Ok(Step::Arrived(arrival)) => Ok(*arrival),
            Err(cause) => Err(cause),
        };
        match (self.left.take(), self.abroad) {
            (Some((from, to)), Abroad::FaultAtEnd | Abroad::Stop) => Next::End(Box::new(Err(abroad(&from, &to)))),
            (Some(_), Abroad::Fine) | (None, Abroad::FaultAtEnd | Abroad::Stop | Abroad::Fine) => Next::End(Box::new(end)),
        }
    }

    fn weigh(&mut self, at: Url, came: Result<WebAnswer, NoAnswer>) -> Result<Step, Cause> {
        let answer = match came {
            Ok(answer) => answer,
            Err(NoAnswer::Untrusted(certificate)) => return Err(self.untrusted(at, certificate)),
            Err(why) => return Err(no_answer(&at, &why)),
        };
        if let Some(cause) = answer.certificate.as_ref().and_then(|c| self.witness(&at, c)) {
            return Err(cause);
        }
        self.hops.push(Hop { url: at.clone(), status: answer.status, location: None });
        if self.names.hold(&at) && at.scheme() == "https" {
            self.hsts = self.hsts.take().or_else(|| hsts::told(&answer));
        }
        if !location::is_redirect(answer.status) {
            return Ok(Step::Arrived(Box::new(Arrival { url: at, answer })));
        }
        self.redirect(at, &answer)
    }

    /// A certificate that the adapter would not ask over; one that looks right to us is its affair all the same.
    fn untrusted(&mut self, at: Url, certificate: WebCertificate) -> Cause {
        self.witness(&at, &certificate).unwrap_or_else(|| no_answer(&at, &NoAnswer::Untrusted(certificate)))
    }

    /// Remembers a certificate of the site's own, and says what is wrong with it.
    fn witness(&mut self, at: &Url, seen: &WebCertificate) -> Option<Cause> {
        let host = at.host_str().unwrap_or_default().to_owned();
        if self.names.hold(at) {
            self.certificates.push((host.clone(), seen.clone()));
        }
        let fault = certificate::fault(seen, &host)?;
        Some(Cause::Certificate { host, fault })
    }

    fn redirect(&mut self, from: Url, answer: &WebAnswer) -> Result<Step, Cause> {
        let status = answer.status;
        let to = location::target(&from, answer).map_err(|location| Cause::BadLocation { url: shown::url(&from), status, location })?;
        if let Some(hop) = self.hops.last_mut() {
            hop.location = Some(to.clone());
        }
        if self.names.hold(&to) {
            self.left = None;
        } else {
            self.leave(&from, &to)?;
        }
        self.go(from, to, status)
    }

    /// Leaves the site, if that is allowed.
    fn leave(&mut self, from: &Url, to: &Url) -> Result<(), Cause> {
        self.left.get_or_insert_with(|| (from.clone(), to.clone()));
        let followed = self.abroad != Abroad::Stop && is_public(to);
        if followed { Ok(()) } else { Err(abroad(from, to)) }
    }

    fn go(&self, from: Url, to: Url, status: u16) -> Result<Step, Cause> {
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err(Cause::Downgrade { from: shown::url(&from), to: shown::url(&to) });
        }
        if self.hops.iter().any(|hop| hop.url == to) {
            return Err(Cause::Loop { from: shown::url(&from), url: shown::url(&to), status });
        }
        if self.hops.len() > MOST_REDIRECTS {
            return Err(Cause::TooMany { url: shown::url(&to) });
        }
        Ok(Step::On(to))
    }
}

fn no_answer(at: &Url, why: &NoAnswer) -> Cause {
    Cause::NoAnswer { url: shown::url(at), why: why.detail().to_owned() }
}

fn abroad(from: &Url, to: &Url) -> Cause {
    Cause::OtherHost { from: shown::url(from), to: shown::url(to) }
}

enum Step {
    On(Url),
    Arrived(Box<Arrival>),
}
