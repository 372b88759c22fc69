//! DNS, one question to one server at a time.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use async_trait::async_trait;

use crate::engine::fault::Fault;
use crate::site::DomainName;

/// One DNS question to one server.
#[async_trait]
pub trait DnsExchange: Send + Sync {
    /// Asks `server` once, over UDP and again over TCP when the answer is truncated.
    ///
    /// # Errors
    /// A [`Fault`] (retry) when no answer came or it was no DNS message.
    async fn ask(&self, server: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault>;
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DnsQuestion {
    pub name: DomainName,
    pub kind: DnsKind,
    /// RD: on for a resolver, off for an authoritative server.
    pub recurse: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DnsKind {
    A,
    Aaaa,
    Ns,
    Soa,
    Cname,
    Mx,
    Txt,
    Caa,
    Ds,
    Dnskey,
}

/// A DNS answer, cut down to what is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DnsAnswer {
    /// The response code's number: 0 NOERROR, 3 NXDOMAIN, 5 REFUSED, …
    pub code: u16,
    pub authoritative: bool,
    pub answer: Vec<DnsRecord>,
    pub authority: Vec<DnsRecord>,
    pub additional: Vec<DnsRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    pub name: DomainName,
    /// Seconds.
    pub ttl: u32,
    pub data: DnsData,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DnsData {
    A(Ipv4Addr),
    Aaaa(Ipv6Addr),
    Ns(DomainName),
    Cname(DomainName),
    Soa,
    /// The root as exchanger: no mail is taken (RFC 7505).
    Mx {
        preference: u16,
        exchanger: DomainName,
    },
    /// Its strings, put together and made harmless.
    Txt(String),
    Caa {
        critical: bool,
        tag: String,
        value: String,
    },
    Ds {
        key_tag: u16,
        algorithm: u8,
        digest_type: u8,
        /// In hexadecimal digits.
        digest: String,
    },
    Dnskey {
        /// Worked out of the key (RFC 4034, appendix B).
        key_tag: u16,
    },
    Other,
}
