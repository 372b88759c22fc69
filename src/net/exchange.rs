//! [`DnsExchange`] over the network: hickory's messages and transports.

use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use hickory_net::proto::op::{DnsRequest, DnsRequestOptions, DnsResponse, Query};
use hickory_net::proto::rr::{Name, RData, Record, RecordType};
use hickory_net::runtime::TokioRuntimeProvider;
use hickory_net::tcp::TcpClientStream;
use hickory_net::udp::UdpClientStream;
use hickory_net::xfer::{DnsHandle, DnsRequestSender, FirstAnswer};
use hickory_net::{NetError, proto::ProtoError};

use crate::engine::fault::{Code, Fault};
use crate::ports::{DnsAnswer, DnsData, DnsExchange, DnsKind, DnsQuestion, DnsRecord};
use crate::site::DomainName;

/// How long a server has for its answer, over each transport.
const PATIENCE: Duration = Duration::from_secs(3);
/// When an unanswered datagram is sent again, within [`PATIENCE`].
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// The EDNS0 payload size that avoids fragments (DNS flag day 2020, RFC 9715).
const PAYLOAD: u16 = 1232;

/// DNS over UDP, and over TCP where the answer is truncated. Each datagram has a random id and source port, and an answer
/// counts only from the server asked, with that id and that question.
#[derive(Debug, Clone, Copy, Default)]
pub struct NetworkDns;

#[async_trait]
impl DnsExchange for NetworkDns {
    async fn ask(&self, server: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault> {
        let query = query(question)?;
        let options = options(question.recurse);
        let short = over_udp(server, DnsRequest::from_query(query.clone(), options)).await.map_err(fault)?;
        let whole = if short.metadata.truncation {
            over_tcp(server, DnsRequest::from_query(query.clone(), options)).await.map_err(fault)?
        } else {
            short
        };
        if whole.queries != [query] {
            return Err(Fault::retry(Code::DnsUnreachable, "answer to another question"));
        }
        Ok(answer(&whole))
    }
}

async fn over_udp(server: SocketAddr, request: DnsRequest) -> Result<DnsResponse, NetError> {
    let stream = UdpClientStream::builder(server, TokioRuntimeProvider::new()).with_timeout(Some(PATIENCE)).with_max_retries(2);
    stream.build().send_message(request).first_answer().await
}

async fn over_tcp(server: SocketAddr, request: DnsRequest) -> Result<DnsResponse, NetError> {
    let exchange = TcpClientStream::exchange(server, None, PATIENCE, None, TokioRuntimeProvider::new()).await?;
    exchange.send(request).first_answer().await
}

fn options(recurse: bool) -> DnsRequestOptions {
    let mut options = DnsRequestOptions::default();
    options.edns_payload_len = PAYLOAD;
    options.recursion_desired = recurse;
    options.retry_interval = AGAIN_AFTER;
    options
}

fn query(question: &DnsQuestion) -> Result<Query, Fault> {
    let absolute = if question.name == DomainName::root() { ".".to_owned() } else { format!("{}.", question.name) };
    let name = Name::from_ascii(absolute).map_err(|e: ProtoError| Fault::internal(e.to_string()))?;
    let kind = match question.kind {
        DnsKind::A => RecordType::A,
        DnsKind::Ns => RecordType::NS,
        DnsKind::Soa => RecordType::SOA,
        DnsKind::Cname => RecordType::CNAME,
    };
    Ok(Query::query(name, kind))
}

fn answer(message: &DnsResponse) -> DnsAnswer {
    let section = |records: &[Record]| records.iter().filter_map(record).collect();
    DnsAnswer {
        code: message.metadata.response_code.into(),
        authoritative: message.metadata.authoritative,
        answer: section(&message.answers),
        authority: section(&message.authorities),
        additional: section(&message.additionals),
    }
}

/// A record in our words; one whose names are no host names is left out.
fn record(record: &Record) -> Option<DnsRecord> {
    let data = match &record.data {
        RData::A(a) => DnsData::A(a.0),
        RData::NS(ns) => DnsData::Ns(name(&ns.0)?),
        RData::CNAME(target) => DnsData::Cname(name(&target.0)?),
        RData::SOA(_) => DnsData::Soa,
        _ => DnsData::Other,
    };
    Some(DnsRecord { name: name(&record.name)?, ttl: record.ttl, data })
}

fn name(name: &Name) -> Option<DomainName> {
    DomainName::from_wire(&name.to_ascii()).ok()
}

fn fault(error: NetError) -> Fault {
    Fault::retry(Code::DnsUnreachable, error.to_string())
}
