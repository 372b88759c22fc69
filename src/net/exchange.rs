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

use super::signed;
use crate::engine::fault::{Code, Fault};
use crate::ports::{DnsAnswer, DnsData, DnsExchange, DnsKind, DnsQuestion, DnsRecord};
use crate::sanitize::cleaned;
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
    // The connection's task lives as long as the provider: it must be there until the answer is, and ends with it.
    let provider = TokioRuntimeProvider::new();
    let exchange = TcpClientStream::exchange(server, None, PATIENCE, None, provider.clone()).await?;
    let answer = exchange.send(request).first_answer().await;
    drop(provider);
    answer
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
        DnsKind::Aaaa => RecordType::AAAA,
        DnsKind::Ns => RecordType::NS,
        DnsKind::Soa => RecordType::SOA,
        DnsKind::Cname => RecordType::CNAME,
        DnsKind::Mx => RecordType::MX,
        DnsKind::Txt => RecordType::TXT,
        DnsKind::Caa => RecordType::CAA,
        DnsKind::Ds => RecordType::DS,
        DnsKind::Dnskey => RecordType::DNSKEY,
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
        RData::AAAA(a) => DnsData::Aaaa(a.0),
        RData::NS(ns) => DnsData::Ns(name(&ns.0)?),
        RData::CNAME(target) => DnsData::Cname(name(&target.0)?),
        RData::SOA(_) => DnsData::Soa,
        RData::MX(mx) => DnsData::Mx { preference: mx.preference, exchanger: name(&mx.exchange)? },
        RData::TXT(txt) => DnsData::Txt(text(&txt.txt_data.concat())),
        RData::CAA(caa) => DnsData::Caa { critical: caa.issuer_critical, tag: text(caa.tag.as_bytes()), value: text(&caa.value) },
        // hickory reads these only where it checks signatures itself.
        RData::Unknown { code: RecordType::DS, rdata } => signed::ds(&rdata.anything)?,
        RData::Unknown { code: RecordType::DNSKEY, rdata } => DnsData::Dnskey { key_tag: signed::key_tag(&rdata.anything)? },
        _ => DnsData::Other,
    };
    Some(DnsRecord { name: name(&record.name)?, ttl: record.ttl, data })
}

fn name(name: &Name) -> Option<DomainName> {
    DomainName::from_wire(&name.to_ascii()).ok()
}

fn text(bytes: &[u8]) -> String {
    cleaned(&String::from_utf8_lossy(bytes)).replace('\n', " ")
}

fn fault(error: NetError) -> Fault {
    Fault::retry(Code::DnsUnreachable, error.to_string())
}

#[cfg(test)]
mod tests {
    use hickory_net::proto::op::{Message, OpCode};
    use hickory_net::proto::rr::rdata::A;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, UdpSocket};

    use super::*;

    fn www() -> DnsQuestion {
        DnsQuestion { name: DomainName::from_wire("www.a.test").unwrap(), kind: DnsKind::A, recurse: false }
    }

    /// An answer to `request` with this id and one address.
    fn reply(request: &Message, id: u16, address: [u8; 4]) -> Message {
        let mut reply = Message::response(id, OpCode::Query);
        reply.add_query(request.queries[0].clone());
        reply.add_answer(Record::from_rdata(request.queries[0].name().clone(), 5, RData::A(A(address.into()))));
        reply
    }

    async fn receive(udp: &UdpSocket) -> (Message, SocketAddr) {
        let mut bytes = [0; 512];
        let (length, from) = udp.recv_from(&mut bytes).await.unwrap();
        (Message::from_vec(&bytes[..length]).unwrap(), from)
    }

    #[tokio::test]
    async fn answers_with_another_id_or_question_are_not_believed() {
        let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let server = udp.local_addr().unwrap();
        let reported = tokio::spawn(async move {
            let (request, from) = receive(&udp).await;
            let forged_id = reply(&request, request.metadata.id ^ 1, [6, 6, 6, 6]);
            let mut other_question = reply(&request, request.metadata.id, [6, 6, 6, 7]);
            other_question.queries = vec![Query::query(Name::from_ascii("other.test.").unwrap(), RecordType::A)];
            for message in [forged_id, other_question, reply(&request, request.metadata.id, [10, 0, 0, 1])] {
                udp.send_to(&message.to_vec().unwrap(), from).await.unwrap();
            }
            request
        });
        let answer = NetworkDns.ask(server, &www()).await.unwrap();
        assert_eq!(answer.answer.iter().map(|r| &r.data).collect::<Vec<_>>(), [&DnsData::A([10, 0, 0, 1].into())]);
        let request = reported.await.unwrap();
        assert!(!request.metadata.recursion_desired);
        assert_eq!(request.max_payload(), PAYLOAD);
    }

    #[tokio::test]
    async fn a_truncated_answer_is_asked_for_again_over_tcp() {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = tcp.local_addr().unwrap();
        let udp = UdpSocket::bind(server).await.unwrap();
        tokio::spawn(async move {
            let (request, from) = receive(&udp).await;
            let mut short = reply(&request, request.metadata.id, [6, 6, 6, 6]);
            short.metadata.truncation = true;
            udp.send_to(&short.to_vec().unwrap(), from).await.unwrap();
            let (mut stream, _) = tcp.accept().await.unwrap();
            let mut bytes = vec![0; usize::from(stream.read_u16().await.unwrap())];
            stream.read_exact(&mut bytes).await.unwrap();
            let request = Message::from_vec(&bytes).unwrap();
            let whole = reply(&request, request.metadata.id, [10, 0, 0, 2]).to_vec().unwrap();
            stream.write_u16(u16::try_from(whole.len()).unwrap()).await.unwrap();
            stream.write_all(&whole).await.unwrap();
            stream.read_u16().await.ok();
        });
        let answer = NetworkDns.ask(server, &www()).await.unwrap();
        assert_eq!(answer.answer.iter().map(|r| &r.data).collect::<Vec<_>>(), [&DnsData::A([10, 0, 0, 2].into())]);
    }
}
