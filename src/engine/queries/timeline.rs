//! How far the certificate is, name by name: requested, told, the record made and seen, or the mails sent and approved; then issued.

use crate::codes::codes;
use crate::engine::op::cloud::{Certificate as Seen, CertificateState, NameProof, ProofState};
use crate::engine::queries::dns_elsewhere::{self, Found};
use crate::engine::queries::{certificate, validation};
use crate::engine::record_set::RecordSet;
use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::site::{DomainName, Validation};

/// One name's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameLine {
    pub name: String,
    pub stages: Vec<Stage>,
}

/// One thing on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub code: StageCode,
    pub is: Is,
    /// When it was so, or when it was last looked at; `None`: neither is known.
    pub at: Option<Timestamp>,
    /// The record, the mailboxes.
    pub evidence: Vec<String>,
    /// Each of those that were asked.
    pub sights: Vec<Sight>,
}

/// What one server or resolver tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    pub who: String,
    pub is: Is,
    /// What it told in place of the record.
    pub evidence: String,
}

codes! {
    /// The stages, in their order.
    StageCode {
        Requested = "requested",
        Told = "told",
        Written = "written",
        Servers = "servers",
        Resolver = "resolver",
        Mailed = "mailed",
        Approved = "approved",
        Issued = "issued",
    }
}

codes! {
    /// How a stage stands.
    Is {
        Past = "past",
        /// It is what is waited for.
        Now = "now",
        Ahead = "ahead",
        Wrong = "wrong",
        NotLookedAt = "not-looked-at",
    }
}

impl Stage {
    fn new(code: StageCode, is: Is, at: Option<Timestamp>) -> Self {
        Self { code, is, at, evidence: Vec::new(), sights: Vec::new() }
    }
}

/// The lines of the certificate that the ledger has; none: there is none, or nobody looked at it.
pub fn lines(w: &World) -> Vec<NameLine> {
    let Some((_, seen)) = certificate::held(w).and_then(|arn| certificate::told(w, arn)) else { return Vec::new() };
    let by_mail = seen.spec.validation.unwrap_or(w.site.certificate.validation) == Validation::Email;
    let names = if seen.told.names.is_empty() { untold(w) } else { seen.told.names.clone() };
    names.iter().map(|name| NameLine { name: name.name.clone(), stages: stages(w, seen, name, by_mail) }).collect()
}

/// The names as they were asked for, while ACM tells none.
fn untold(w: &World) -> Vec<NameProof> {
    let open = |name: String| NameProof { name, state: ProofState::Unknown, record: None, mailboxes: Vec::new() };
    w.site.certificate_names().iter().map(ToString::to_string).map(open).collect()
}

fn stages(w: &World, seen: &Seen, name: &NameProof, by_mail: bool) -> Vec<Stage> {
    let requested = Stage::new(StageCode::Requested, Is::Past, seen.created);
    let proof = if by_mail { mailed(seen, name) } else { recorded(w, seen, name) };
    let mut all: Vec<Stage> = [requested].into_iter().chain(proof).collect();
    let proven = all.iter().all(|stage| matches!(stage.is, Is::Past | Is::NotLookedAt));
    all.push(issued(seen, proven));
    all
}

fn issued(seen: &Seen, proven: bool) -> Stage {
    let is = match seen.state {
        CertificateState::Issued => Is::Past,
        CertificateState::Pending | CertificateState::Unknown if proven => Is::Now,
        CertificateState::Pending | CertificateState::Unknown => Is::Ahead,
        CertificateState::TimedOut
        | CertificateState::Failed
        | CertificateState::Revoked
        | CertificateState::Expired
        | CertificateState::Inactive => Is::Wrong,
    };
    Stage::new(StageCode::Issued, is, seen.told.issued)
}

fn mailed(seen: &Seen, name: &NameProof) -> Vec<Stage> {
    let sent = if name.mailboxes.is_empty() { &seen.mailboxes } else { &name.mailboxes };
    let mut mailed = Stage::new(StageCode::Mailed, if sent.is_empty() { Is::Now } else { Is::Past }, None);
    mailed.evidence.clone_from(sent);
    let approved = match name.state {
        ProofState::Success => Is::Past,
        ProofState::Failed => Is::Wrong,
        ProofState::Pending | ProofState::Unknown if seen.state == CertificateState::Issued => Is::Past,
        ProofState::Pending | ProofState::Unknown if sent.is_empty() => Is::Ahead,
        ProofState::Pending | ProofState::Unknown => Is::Now,
    };
    vec![mailed, Stage::new(StageCode::Approved, approved, None)]
}

fn recorded(w: &World, seen: &Seen, name: &NameProof) -> Vec<Stage> {
    let record = name.record.as_ref();
    let mut told = Stage::new(StageCode::Told, if record.is_some() { Is::Past } else { Is::Now }, None);
    told.evidence = record.and_then(shown).into_iter().collect();
    if dns_elsewhere::is(w) {
        return [told].into_iter().chain(record.map(|record| theirs(w, record))).collect();
    }
    let made = record.is_some_and(|record| validation::is_written(w, &record.name));
    let written = Stage::new(StageCode::Written, if made { Is::Past } else { is_next(record.is_some()) }, None);
    let issued = seen.state == CertificateState::Issued;
    [told, written].into_iter().chain(sights(w, record, made, issued)).collect()
}

/// The record that the person makes where the domain's DNS runs, as its servers tell it.
fn theirs(w: &World, record: &RecordSet) -> Stage {
    let all = dns_elsewhere::of_certificate(w);
    let Some(wanted) = all.iter().find(|wanted| wanted.name == record.name) else {
        return Stage::new(StageCode::Servers, Is::NotLookedAt, None);
    };
    let at = w.observed.at(&dns_elsewhere::look(w, wanted));
    let sight = |is, evidence| vec![Sight { who: String::new(), is, evidence }];
    let (is, sights) = match dns_elsewhere::found(w, wanted) {
        None => (Is::Now, Vec::new()),
        Some(Found::Right) => (Is::Past, Vec::new()),
        Some(Found::Missing) => (Is::Now, sight(Is::Now, String::new())),
        Some(Found::Instead(instead)) => (Is::Wrong, sight(Is::Wrong, instead.seen())),
        Some(Found::Unanswered(why)) => (Is::NotLookedAt, sight(Is::NotLookedAt, why)),
    };
    Stage { sights, ..Stage::new(StageCode::Servers, is, at) }
}

fn shown(record: &RecordSet) -> Option<String> {
    Some(format!("{}. CNAME {}.", record.name, validation::target(record)?))
}

/// Who has it. Of a certificate that was issued nobody is asked any more: what was not looked at is not told.
fn sights(w: &World, record: Option<&RecordSet>, made: bool, issued: bool) -> Vec<Stage> {
    let look = record.map(|record| validation::look(w, &record.name));
    let at = look.as_ref().and_then(|look| w.observed.at(look));
    let seen = record.and_then(|record| Some((validation::seen(w, &record.name)?, validation::target(record)?)));
    let Some((seen, target)) = seen else {
        let failed = look.is_some_and(|look| w.observed.failure(&look).is_some());
        let is = if failed || issued { Is::NotLookedAt } else { is_next(made) };
        let open = [StageCode::Servers, StageCode::Resolver].map(|code| Stage::new(code, is, None));
        return if issued { Vec::new() } else { open.to_vec() };
    };
    let sight = |who: String, told: &Result<Option<DomainName>, String>| match told {
        Ok(Some(is)) if is == target => Sight { who, is: Is::Past, evidence: String::new() },
        Ok(Some(is)) => Sight { who, is: Is::Wrong, evidence: is.to_string() },
        Ok(None) => Sight { who, is: Is::Now, evidence: String::new() },
        Err(why) => Sight { who, is: Is::NotLookedAt, evidence: why.clone() },
    };
    let servers: Vec<Sight> = seen.servers.iter().map(|(server, told)| sight(server.to_string(), told)).collect();
    let resolvers: Vec<Sight> = (seen.resolver.iter().map(|told| sight(String::new(), told)))
        .chain(seen.over_https.iter().map(|(who, told)| sight(who.clone(), told)))
        .collect();
    let stage = |(code, sights): (StageCode, Vec<Sight>)| {
        let is = together(&sights);
        Stage { sights, ..Stage::new(code, is, at) }
    };
    [(StageCode::Servers, servers), (StageCode::Resolver, resolvers)].map(stage).to_vec()
}

/// How what comes after a stage stands.
fn is_next(before: bool) -> Is {
    if before { Is::Now } else { Is::Ahead }
}

/// All of them have it, one is wrong, or it is still on its way; where nobody answered, nothing was seen.
fn together(sights: &[Sight]) -> Is {
    let any = |is: Is| sights.iter().any(|sight| sight.is == is);
    match () {
        () if sights.is_empty() => Is::Ahead,
        () if any(Is::Wrong) => Is::Wrong,
        () if any(Is::Now) => Is::Now,
        // Those that answered have it; the others are told as not looked at, and it is not said of all.
        () if any(Is::NotLookedAt) => Is::NotLookedAt,
        () => Is::Past,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, Told};
    use crate::engine::op::net::{NetFact, RecordSeen};
    use crate::engine::record_set::RecordValue;
    use crate::engine::resource::Resource;
    use crate::engine::slot::Slot;
    use crate::site::CertificateSpecSeen;

    fn record() -> RecordSet {
        RecordSet::plain(name("_p.www.heestagram.com"), RecordValue::Cname { ttl: 300, target: name("_v.acm-validations.aws") })
    }

    fn told(validation: Validation, proof: NameProof, state: CertificateState) -> World {
        let seen = Seen {
            arn: "arn:c".into(),
            spec: CertificateSpecSeen { names: vec![proof.name.clone()], validation: Some(validation), key_type: None },
            state,
            records: proof.record.iter().cloned().collect(),
            mailboxes: proof.mailboxes.clone(),
            failure: None,
            not_after: None,
            in_use: false,
            told: Told { names: vec![proof], ..Told::default() },
            tagged: true,
            created: Some(Timestamp(1)),
            made: None,
        };
        let w = world().with_zone().with_resource(Resource::Certificate { arn: "arn:c".into(), adopted: false });
        w.sees(certificate::look(&"arn:c".into()), Fact::Cloud(CloudFact::CertificateState(seen)))
    }

    fn proof(record: Option<RecordSet>) -> NameProof {
        NameProof { name: "www.heestagram.com".into(), state: ProofState::Pending, record, mailboxes: vec![] }
    }

    fn shown(w: &World) -> String {
        let stage = |stage: &Stage| {
            let sights: Vec<&str> = stage.sights.iter().map(|sight| sight.is.as_str()).collect();
            let sights = if sights.is_empty() { String::new() } else { format!("({})", sights.join(" ")) };
            format!("{} {}{sights}", stage.code, stage.is)
        };
        let [line] = <[NameLine; 1]>::try_from(lines(w)).unwrap();
        line.stages.iter().map(stage).collect::<Vec<_>>().join(", ")
    }

    fn sees(w: World, servers: [Result<Option<&str>, &str>; 4], resolver: Option<&str>) -> World {
        let told = |is: Result<Option<&str>, &str>| is.map(|is| is.map(name)).map_err(str::to_owned);
        let servers = OURS.iter().zip(servers).map(|(server, is)| (name(server), told(is))).collect();
        let seen = RecordSeen { servers, resolver: resolver.map(|is| told(Ok(Some(is)))), over_https: vec![], doubled: None };
        let look = validation::look(&w, &record().name);
        w.sees(look, Fact::Net(NetFact::ValidationRecord(seen)))
    }

    #[test]
    fn each_stage_is_past_only_once_it_was_seen() {
        use CertificateState::{Failed, Issued, Pending};
        let dns = |record, state| told(Validation::Dns, proof(record), state);
        assert_eq!(shown(&dns(None, Pending)), "requested past, told now, written ahead, servers ahead, resolver ahead, issued ahead");
        let known = || dns(Some(record()), Pending);
        assert_eq!(shown(&known()), "requested past, told past, written now, servers ahead, resolver ahead, issued ahead");
        let slot = Slot::Validation(record().name);
        let resource = || Resource::Record { slot: slot.clone(), zone: "Z1".into(), set: record(), prior: None, change: None };
        let written = || known().with_resource(resource());
        assert_eq!(shown(&written()), "requested past, told past, written past, servers now, resolver now, issued ahead");
        let right = Ok(Some("_v.acm-validations.aws"));
        assert_eq!(
            shown(&sees(written(), [right, Ok(None), Err("timed out"), right], None)),
            "requested past, told past, written past, servers now(past now not-looked-at past), resolver ahead, issued ahead"
        );
        assert_eq!(
            shown(&sees(written(), [right, Ok(Some("_other.acm-validations.aws")), right, right], None)),
            "requested past, told past, written past, servers wrong(past wrong past past), resolver ahead, issued ahead"
        );
        assert_eq!(
            shown(&sees(written(), [right, right, right, Err("timed out")], Some("_v.acm-validations.aws"))),
            "requested past, told past, written past, servers not-looked-at(past past past not-looked-at), resolver past(past), issued now"
        );
        assert_eq!(
            shown(&sees(written(), [right; 4], Some("_v.acm-validations.aws"))),
            "requested past, told past, written past, servers past(past past past past), resolver past(past), issued now"
        );
        let issued = dns(Some(record()), Issued).with_resource(resource());
        assert_eq!(shown(&issued), "requested past, told past, written past, issued past", "nobody was asked: nothing is said of them");
        assert!(shown(&dns(None, Failed)).ends_with("issued wrong"));
        assert_eq!(lines(&world()), []);
    }

    #[test]
    fn by_mail_each_name_tells_where_it_was_sent_and_whether_it_is_approved() {
        let mail = |state, mailboxes: &[&str]| {
            let mailboxes = mailboxes.iter().map(ToString::to_string).collect();
            let proof = NameProof { name: "www.heestagram.com".into(), state, record: None, mailboxes };
            shown(&told(Validation::Email, proof, CertificateState::Pending))
        };
        assert_eq!(mail(ProofState::Pending, &[]), "requested past, mailed now, approved ahead, issued ahead");
        assert_eq!(mail(ProofState::Pending, &["admin@a.com"]), "requested past, mailed past, approved now, issued ahead");
        assert_eq!(mail(ProofState::Success, &["admin@a.com"]), "requested past, mailed past, approved past, issued now");
    }
}
