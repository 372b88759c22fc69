//! The browser of a visit: it goes to the address that the resolver tells, over the probe.

use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use rustls::crypto::aws_lc_rs;
use url::Position;

use super::resolver;
use super::visit::{Browser, CsrfToken, Plan, Request, visit};
use crate::engine::fault::{Code, Fault};
use crate::engine::hop::HopCode;
use crate::engine::op::net::{Proof, Visit};
use crate::ports::{DnsExchange, NoAnswer, Probe, WebAnswer, WebRequest};
use crate::site::DomainName;

/// How long a whole visit may take: some twenty answers at most, each of which comes at once from a site that is well.
const PATIENCE: Duration = Duration::from_secs(60);
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A browser that asks this resolver (none: the system's) for addresses, and this probe for answers.
pub(super) struct Visitor<'a> {
    pub dns: &'a dyn DnsExchange,
    pub probe: &'a dyn Probe,
    pub resolver: Option<SocketAddr>,
}

impl Visitor<'_> {
    /// Visits the site once.
    ///
    /// # Errors
    /// A [`Fault`] (retry) when the visit has not come to its end in a minute.
    pub async fn visit(&self, plan: &Plan) -> Result<Visit, Fault> {
        let late = |_| Fault::retry(Code::ProbeUnreachable, format!("{}: no end in {} s", plan.name, PATIENCE.as_secs()));
        let mut seen = tokio::time::timeout(PATIENCE, visit(self, plan)).await.map_err(late)?;
        for proof in &mut seen.proofs {
            self.name_proxy(&plan.name, proof);
        }
        Ok(seen)
    }

    /// What was seen through a proxy was seen from where that stands: its line says so.
    fn name_proxy(&self, name: &str, proof: &mut Proof) {
        let tls = proof.code != HopCode::Http;
        let asked = WebRequest { tls, ..WebRequest::plain(name) };
        let anywhere = SocketAddr::from(([0, 0, 0, 0], if tls { 443 } else { 80 }));
        if let Some(proxy) = self.probe.proxy(anywhere, &asked).filter(|_| !proof.evidence.is_empty()) {
            proof.evidence = format!("{} [{} {proxy}]", proof.evidence, if tls { "HTTPS_PROXY" } else { "HTTP_PROXY" });
        }
    }

    /// The addresses behind the URL's host; none is no answer.
    async fn resolve(&self, request: &Request) -> Result<Vec<SocketAddr>, NoAnswer> {
        let host = request.url.host_str().unwrap_or_default();
        let no_address = |why: String| NoAnswer::NoConnection(format!("{host}: {why}"));
        let name = DomainName::from_wire(host).map_err(|e| no_address(e.to_string()))?;
        let found = resolver::addresses(self.dns, self.resolver, &name).await.map_err(|fault| no_address(fault.detail))?;
        let port = request.url.port_or_known_default().unwrap_or_default();
        if found.is_empty() { Err(no_address("no address".to_owned())) } else { Ok(found.into_iter().map(|a| (a, port).into()).collect()) }
    }
}

#[async_trait]
impl Browser for Visitor<'_> {
    async fn fetch(&self, request: &Request) -> Result<WebAnswer, NoAnswer> {
        let wire = wire(request);
        let mut last = NoAnswer::NoConnection(wire.name.clone());
        for to in self.resolve(request).await? {
            match self.probe.exchange(to, &wire).await {
                Err(no @ (NoAnswer::NoConnection(_) | NoAnswer::Late(_))) => last = no,
                answered => return answered,
            }
        }
        Err(last)
    }
}

fn wire(request: &Request) -> WebRequest {
    let Request { method, url, headers, body } = request;
    WebRequest {
        method: *method,
        tls: url.scheme() == "https",
        // A dot at the end is none of the name's in a certificate.
        name: url.host_str().unwrap_or_default().trim_end_matches('.').to_owned(),
        host: url[Position::BeforeHost..Position::AfterPort].to_owned(),
        path: url[Position::BeforePath..].to_owned(),
        headers: headers.clone(),
        body: body.clone(),
        at_address: false,
    }
}

/// A made-up secret for the form and its cookie: it has only to be the same in both. `None`: this machine has no randomness.
pub(super) fn csrf_token() -> Option<CsrfToken> {
    let mut bytes = [0; 32];
    aws_lc_rs::default_provider().secure_random.fill(&mut bytes).ok()?;
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len()).copied().map(char::from);
    CsrfToken::new(&bytes.iter().filter_map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_made_anew_each_time() {
        let (one, other) = (csrf_token(), csrf_token());
        assert!(one.is_some() && one != other);
    }
}
