//! What the registry tells of a domain: over RDAP, and over WHOIS where RDAP leaves open who sold it.

mod bootstrap;
mod rdap;
mod whois;

use std::net::SocketAddr;
use std::time::Duration;

use http::HeaderMap;
use http::header::{ACCEPT, HeaderValue, LOCATION};
use url::Url;

use super::resolver;
use super::visit::{Browser, Request};
use super::visitor::Visitor;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{Delegation, Registered, Registration, Source, ToldBy};
use crate::ports::{WebAnswer, WebMethod, WhoisExchange};
use crate::sanitize::cleaned;
use crate::site::DomainName;

/// The port of WHOIS.
const WHOIS: u16 = 43;
/// How long all of it may take: two requests over TLS, and one by WHOIS.
const PATIENCE: Duration = Duration::from_secs(15);
/// The most redirects of an RDAP server that are followed.
const MOST_REDIRECTS: usize = 3;

/// Asks registries with this browser, and by this WHOIS.
pub(super) struct Registries<'a> {
    pub browser: Visitor<'a>,
    pub whois: &'a dyn WhoisExchange,
}

impl Registries<'_> {
    /// Asks about a registered domain.
    ///
    /// # Errors
    /// [`Code::RegistryUnreachable`] (retry) when nobody who knows answered, with what each did.
    pub async fn look(&self, domain: &DomainName) -> Result<Registered, Fault> {
        let late = |_| trouble(format!("{domain}: no answer in {} s", PATIENCE.as_secs()));
        tokio::time::timeout(PATIENCE, self.ask(domain)).await.map_err(late)?
    }

    async fn ask(&self, domain: &DomainName) -> Result<Registered, Fault> {
        let sources = bootstrap::shipped(domain);
        let base = match sources.rdap {
            None if sources.whois.is_none() => self.iana(domain).await?,
            shipped => shipped,
        };
        let by_rdap = match &base {
            Some(base) => Some(self.rdap(base, domain).await),
            None => None,
        };
        match (by_rdap, sources.whois) {
            (None, None) => Ok(Registered::NoSource),
            (Some(told), None) => told,
            (Some(Ok(Registered::Known(all))), Some(_)) if all.registrar.is_some() => Ok(Registered::Known(all)),
            (told, Some(server)) => self.beside_whois(told, &server, domain).await,
        }
    }

    /// The name servers that the registry names; `None`: nobody told.
    pub async fn delegation(&self, domain: &DomainName) -> Option<Delegation> {
        let (name_servers, source) = match self.look(domain).await.ok()? {
            Registered::Known(all) => (all.name_servers, all.source),
            Registered::Unknown { source } => (Vec::new(), source),
            Registered::NoSource => return None,
        };
        let server = DomainName::from_wire(source.host()).ok()?;
        Some(Delegation { parent: domain.parent()?, server, told_by: ToldBy::Registry, name_servers })
    }

    /// Whom IANA's list names. That it cannot be read is trouble: the list that comes with the program is the shorter one.
    async fn iana(&self, domain: &DomainName) -> Result<Option<Url>, Fault> {
        let url = Url::parse(bootstrap::IANA).map_err(|e| Fault::internal(e.to_string()))?;
        let (answer, host) = self.get(url).await?;
        bootstrap::iana(&answer.body, domain).map_err(|bootstrap::NoList| trouble(format!("{host}: {}, no list", answer.status)))
    }

    async fn rdap(&self, base: &Url, domain: &DomainName) -> Result<Registered, Fault> {
        let url = base.join(&format!("domain/{domain}")).map_err(|e| Fault::internal(e.to_string()))?;
        let (answer, host) = self.get(url).await?;
        match answer.status {
            200 => rdap::read(&answer.body, &host)
                .map(|all| Registered::Known(Box::new(all)))
                .ok_or_else(|| trouble(format!("{host}: no RDAP"))),
            404 => Ok(Registered::Unknown { source: Source::Rdap(base.host_str().unwrap_or_default().to_owned()) }),
            status => Err(trouble(format!("{host}: {status}"))),
        }
    }

    /// Follows an RDAP server's redirects, which lead to where the registry's really is. The answer, and the host that gave it.
    async fn get(&self, mut url: Url) -> Result<(WebAnswer, String), Fault> {
        for _ in 0..=MOST_REDIRECTS {
            let host = url.host_str().unwrap_or_default().to_owned();
            let accept = HeaderValue::from_static("application/rdap+json, application/json");
            let headers = HeaderMap::from_iter([(ACCEPT, accept)]);
            let request = Request { method: WebMethod::Get, url: url.clone(), headers, body: String::new() };
            let answer = self.browser.fetch(&request).await.map_err(|no| trouble(format!("{host}: {}", no.detail())))?;
            match next(&url, &answer) {
                Some(there) => url = there,
                None => return Ok((answer, host)),
            }
        }
        Err(trouble(format!("{}: too many redirects", url.host_str().unwrap_or_default())))
    }

    /// What WHOIS adds to what RDAP told, or tells in its place.
    async fn beside_whois(&self, told: Option<Result<Registered, Fault>>, server: &str, domain: &DomainName) -> Result<Registered, Fault> {
        match (told, self.whois(server, domain).await) {
            (Some(Ok(Registered::Known(all))), Ok(Registered::Known(more))) => Ok(Registered::Known(Box::new(together(*all, *more)))),
            (Some(Ok(told @ Registered::Known(_))), _) => Ok(told),
            (_, Ok(told)) => Ok(told),
            (Some(Err(first)), Err(second)) => Err(trouble(format!("{}; {}", first.detail, second.detail))),
            (Some(Ok(_)) | None, Err(fault)) => Err(fault),
        }
    }

    async fn whois(&self, server: &str, domain: &DomainName) -> Result<Registered, Fault> {
        let no = |why: String| trouble(format!("{server}: {why}"));
        let name = DomainName::from_wire(server).map_err(|e| no(e.to_string()))?;
        let addresses = resolver::addresses(self.browser.dns, self.browser.resolver, &name).await.map_err(|fault| no(fault.detail))?;
        let address = addresses.first().ok_or_else(|| no("no address".to_owned()))?;
        let text = self.whois.ask(SocketAddr::from((*address, WHOIS)), domain.as_str()).await.map_err(|e| no(cleaned(e.detail())))?;
        whois::read(&text, server).ok_or_else(|| no("no WHOIS answer".to_owned()))
    }
}

/// The registry's RDAP says most; WHOIS who sold it, and what RDAP leaves open.
fn together(rdap: Registration, whois: Registration) -> Registration {
    Registration { registrar: whois.registrar, signed: rdap.signed.or(whois.signed), expires: rdap.expires.or(whois.expires), ..rdap }
}

/// Where a redirect leads, by https alone.
fn next(from: &Url, answer: &WebAnswer) -> Option<Url> {
    let location = answer.headers.get(LOCATION).filter(|_| (300..400).contains(&answer.status))?;
    from.join(location.to_str().ok()?).ok().filter(|there| there.scheme() == "https")
}

fn trouble(detail: String) -> Fault {
    Fault::retry(Code::RegistryUnreachable, detail)
}

#[cfg(test)]
mod tests;
