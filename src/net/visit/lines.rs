//! From what was walked to the lines of the proof.

use super::judge::{self, Asset};
use super::page::SeenPage;
use super::plan::Plan;
use super::trail::Arrival;
use super::walk::Walk;
use super::{certificate as judged, evidence, shown};
use crate::engine::hop::HopCode;
use crate::engine::op::net::{Cause, Proof, Verdict, Why};
use crate::ports::WebCertificate;
use crate::site::HealthCheck;

/// One line; whether it is required goes by what it is about.
pub(super) fn line(code: HopCode, verdict: Verdict, evidence: String) -> Proof {
    Proof { code, verdict, required: required(code), evidence }
}

/// "Done" needs these. Script and style are a matter of looks, and forms can be asked about from outside only where there is an admin.
fn required(code: HopCode) -> bool {
    match code {
        HopCode::Certificate | HopCode::Https | HopCode::Page | HopCode::Http | HopCode::LeadsOn => true,
        HopCode::FrontPage | HopCode::Forms | HopCode::Script | HopCode::Style => false,
        // Asked of registries and name servers, on the server and in AWS, not by a visitor.
        HopCode::Registration | HopCode::Dnssec | HopCode::OldRecords | HopCode::HandOver | HopCode::Caa | HopCode::Mail => false,
        HopCode::Delegation | HopCode::ValidationRecord | HopCode::Issuer | HopCode::Renewal => false,
        HopCode::Drift | HopCode::DnsHost | HopCode::TheirRecord => false,
        HopCode::ServerBlock | HopCode::Listener | HopCode::Project => false,
        HopCode::HealthPath | HopCode::HealthName | HopCode::HealthAddress => false,
        HopCode::PlainHttp | HopCode::Alias | HopCode::BalancerState | HopCode::Forward | HopCode::Target | HopCode::SideDoor => false,
    }
}

/// The first bad certificate of the site's hosts, else the one that ends first.
pub(super) fn certificate(https: &Walk, http: &Walk) -> Proof {
    let seen: Vec<&(String, WebCertificate)> = https.certificates.iter().chain(&http.certificates).collect();
    let bad = seen.iter().find_map(|(host, c)| Some(Cause::Certificate { host: host.clone(), fault: judged::fault(c, host)? }));
    let soonest = seen.iter().min_by_key(|(_, c)| c.not_after);
    match (bad, soonest) {
        (Some(cause), _) => bad_line(HopCode::Certificate, cause),
        (None, Some((host, c))) => line(HopCode::Certificate, Verdict::Good, evidence_of(host, c)),
        (None, None) => line(HopCode::Certificate, Verdict::NotLookedAt(Why::Broken), String::new()),
    }
}

fn evidence_of(host: &str, certificate: &WebCertificate) -> String {
    let until = format!("{host} → {}", shown::date(certificate.not_after));
    let issuer = shown::line(&certificate.issuer, 80);
    if issuer.is_empty() { until } else { format!("{until} ({issuer})") }
}

/// The way from `https://NAME/`.
pub(super) fn https(walk: &Walk, page: Option<&SeenPage>, told: Option<&HealthCheck>) -> Proof {
    let strangers = page.filter(|p| p.is_a_strangers()).and_then(SeenPage::cause);
    way(HopCode::Https, walk, |arrival| strangers.or_else(|| judge::status(arrival, told)))
}

/// The way from `http://NAME/`.
pub(super) fn http(walk: &Walk, plan: &Plan, told: Option<&HealthCheck>) -> Proof {
    if let (false, Err(cause @ Cause::NoAnswer { .. })) = (plan.https_expected, &walk.end) {
        return Proof { required: false, ..line(HopCode::Http, Verdict::NotLookedAt(Why::NotExpected), evidence::of(cause)) };
    }
    way(HopCode::Http, walk, |arrival| stays(arrival, plan).or_else(|| judge::status(arrival, told)))
}

fn stays(arrival: &Arrival, plan: &Plan) -> Option<Cause> {
    let stays = plan.https_expected && arrival.url.scheme() == "http";
    stays.then(|| Cause::StaysHttp { url: shown::url(&arrival.url), status: arrival.answer.status })
}

/// The ways from a name that leads on: what is wrong with the first that is.
pub(super) fn leads_on(plan: &Plan, https: &Walk, http: Option<&Walk>) -> Proof {
    match [Some(https), http].into_iter().flatten().find_map(|walk| does_not_lead(plan, walk)) {
        Some(cause) => bad_line(HopCode::LeadsOn, cause),
        None => line(HopCode::LeadsOn, Verdict::Good, steps(https)),
    }
}

fn does_not_lead(plan: &Plan, walk: &Walk) -> Option<Cause> {
    match &walk.end {
        Err(cause) => Some(cause.clone()),
        // How the page itself is has its own lines.
        Ok(arrival) if plan.is_at_name(&arrival.url) => None,
        Ok(arrival) => {
            let stays = || Cause::StaysAtName { url: shown::url(&arrival.url), status: arrival.answer.status };
            Some(judge::status(arrival, None).unwrap_or_else(stays))
        }
    }
}

/// A way and how it ended. A certificate's fault has its own line, and nothing was asked past it.
fn way(code: HopCode, walk: &Walk, wrong: impl FnOnce(&Arrival) -> Option<Cause>) -> Proof {
    let arrival = match &walk.end {
        Ok(arrival) => arrival,
        Err(cause @ Cause::Certificate { .. }) => {
            return line(code, Verdict::NotLookedAt(Why::Broken), evidence::of(cause));
        }
        Err(cause) => return bad_line(code, cause.clone()),
    };
    match wrong(arrival) {
        Some(cause) => bad_line(code, cause),
        None => line(code, Verdict::Good, steps(walk)),
    }
}

/// `301 http://a/ → 200 https://a/`; of a long way its beginning and its end.
fn steps(walk: &Walk) -> String {
    let shown: Vec<String> = walk.hops.iter().map(|hop| format!("{} {}", hop.status, shown::url(&hop.url))).collect();
    match shown.as_slice() {
        [first, _, _, .., last] => format!("{first} → … → {last}"),
        short => short.join(" → "),
    }
}

/// Whose page it is. Django's own for an empty project is the project's, and a warning.
/// An error's page is nobody's; one that the person told is as it should be is a warning.
pub(super) fn page(page: Option<&SeenPage>, told: Option<&HealthCheck>) -> Proof {
    let not_looked = |why, evidence| line(HopCode::Page, Verdict::NotLookedAt(why), evidence);
    let Some(page) = page else { return not_looked(Why::Broken, String::new()) };
    match page.cause() {
        Some(cause) if page.is_a_strangers() => bad_line(HopCode::Page, cause),
        Some(cause) => line(HopCode::Page, Verdict::Warning(cause), page.evidence()),
        None if !judge::is_fine(page.status) && told.is_some_and(|check| check.takes(page.status)) => {
            let cause = Cause::ClientError { url: shown::url(&page.url), status: page.status, server: None };
            line(HopCode::Page, Verdict::Warning(cause), page.evidence())
        }
        None if !judge::is_fine(page.status) => not_looked(Why::Broken, page.evidence()),
        None if page.packed => not_looked(Why::Packed, page.evidence()),
        None => line(HopCode::Page, Verdict::Good, page.evidence()),
    }
}

/// The refusal at `/`, where another path was visited.
pub(super) fn front(walk: &Walk) -> Option<Proof> {
    let arrival = walk.end.as_ref().ok()?;
    let cause = judge::status(arrival, None)?;
    Some(line(HopCode::FrontPage, Verdict::Warning(cause), arrival.evidence()))
}

/// A script or style: what is wrong with it is a warning.
pub(super) fn asset(code: HopCode, kind: Asset, end: &Result<Arrival, Cause>) -> Proof {
    let cause = match end {
        Err(cause) => Some(cause.clone()),
        Ok(arrival) => judge::asset(kind, arrival),
    };
    match cause {
        Some(cause) => line(code, Verdict::Warning(cause.clone()), evidence::of(&cause)),
        None => line(code, Verdict::Good, end.as_ref().map(Arrival::evidence).unwrap_or_default()),
    }
}

fn bad_line(code: HopCode, cause: Cause) -> Proof {
    let evidence = evidence::of(&cause);
    line(code, Verdict::Bad(cause), evidence)
}
