//! The records that prove the certificate's names to Amazon: what they must be, and who has them.

use std::time::Duration;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::net::{NetFact, NetOp, RecordSeen};
use crate::engine::queries::{delegation, zone};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::DomainName;

/// How old a look may be before it is made again: while somebody has not the record yet, and after that.
const SOON: Duration = Duration::from_secs(15);
const LATER: Duration = Duration::from_secs(300);

/// The name servers that are to have it: those of our zone, else those that the parent names.
fn servers(w: &World) -> Vec<DomainName> {
    let ours = zone::held(w).map(|(_, ours)| ours.to_vec()).filter(|ours| !ours.is_empty());
    ours.or_else(|| delegation::observed(w).map(|seen| seen.name_servers.clone())).unwrap_or_default()
}

/// The look at who has the record of this name.
pub fn look(w: &World, record: &DomainName) -> Op {
    Op::Net(NetOp::ValidationRecord { name: record.clone(), domain: w.site.domain.clone(), servers: servers(w) })
}

/// What it told.
pub fn seen<'w>(w: &'w World, record: &DomainName) -> Option<&'w RecordSeen> {
    match &w.observed.look(&look(w, record))?.fact {
        crate::engine::op::Fact::Net(NetFact::ValidationRecord(seen)) => Some(seen),
        _ => None,
    }
}

/// Where the record leads.
pub fn target(record: &RecordSet) -> Option<&DomainName> {
    match &record.value {
        RecordValue::Cname { target, .. } => Some(target),
        RecordValue::A { .. } | RecordValue::Alias { .. } | RecordValue::Other { .. } => None,
    }
}

/// Whether it was written, and Route 53 said that all of its servers have it.
pub fn is_written(w: &World, record: &DomainName) -> bool {
    match w.resource(&Slot::Validation(record.clone())) {
        Some(Resource::Record { change, .. }) => change.as_ref().is_none_or(|change| w.observed.in_sync(change)),
        _ => false,
    }
}

/// Whether everybody who was asked has it as Amazon wants it, the resolver too.
pub fn is_everywhere(w: &World, record: &RecordSet) -> bool {
    let Some((seen, target)) = seen(w, &record.name).zip(target(record)) else { return false };
    let right = |told: &Result<Option<DomainName>, String>| matches!(told, Ok(Some(is)) if is == target);
    seen.servers.iter().all(|(_, told)| right(told)) && seen.resolver.as_ref().is_some_and(right)
}

/// The looks that are to be made now: at what was written. Nobody is asked about it before.
pub fn unasked<'w>(w: &'w World, records: &'w [RecordSet]) -> impl Iterator<Item = Op> + 'w {
    let old = |record: &RecordSet, look: &Op| {
        let fresh = if is_everywhere(w, record) { LATER } else { SOON };
        w.observed.at(look).is_none_or(|at| !w.looking() && w.now - at >= fresh) && w.observed.failure(look).is_none()
    };
    let written = records.iter().filter(|record| is_written(w, &record.name));
    written.map(move |record| (record, look(w, &record.name))).filter(move |(record, look)| old(record, look)).map(|(_, look)| look)
}

/// What is wrong with it where it stands. That some have it not yet is none, while others are on their way to it.
pub fn fault(w: &World, record: &RecordSet) -> Option<Fault> {
    let (seen, wanted) = seen(w, &record.name).zip(target(record))?;
    let should = format!("\u{2192} {}. CNAME {wanted}.", record.name);
    let other = seen.servers.iter().find_map(|(server, told)| match told {
        Ok(Some(is)) if is != wanted => Some(format!("{}. CNAME {is}. ({server})", record.name)),
        Ok(_) | Err(_) => None,
    });
    if let Some(other) = other {
        return Some(Fault::person(Code::ValidationWrong, Remedy::WriteValidation, format!("{other}\n{should}")));
    }
    if let Some(twice) = &seen.doubled {
        return Some(Fault::person(Code::ValidationDoubled, Remedy::MoveValidation, format!("{twice}. CNAME\n{should}")));
    }
    let answered: Vec<_> = seen.servers.iter().filter(|(_, told)| told.is_ok()).collect();
    let lacking: Vec<&str> = answered.iter().filter(|(_, told)| *told == Ok(None)).map(|(server, _)| server.as_str()).collect();
    let none = !answered.is_empty() && lacking.len() == answered.len();
    none.then(|| Fault::person(Code::ValidationMissing, Remedy::WriteValidation, format!("{}\n{should}", lacking.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, OURS, name, world};
    use crate::engine::op::Fact;

    fn record() -> RecordSet {
        RecordSet::plain(name("_p.www.heestagram.com"), RecordValue::Cname { ttl: 300, target: name("_v.acm-validations.aws") })
    }

    fn written() -> World {
        let set = record();
        let slot = Slot::Validation(set.name.clone());
        world().with_zone().with_resource(Resource::Record { slot, zone: "Z1".into(), set, prior: None, change: None })
    }

    fn sees(servers: [Option<&str>; 4], resolver: Option<&str>, doubled: bool) -> World {
        let told = |is: Option<&str>| Ok(is.map(name));
        let servers = OURS.iter().zip(servers).map(|(server, is)| (name(server), told(is))).collect();
        let doubled = doubled.then(|| name("_p.www.heestagram.com.heestagram.com"));
        let seen = RecordSeen { servers, resolver: resolver.map(|is| told(Some(is))), over_https: vec![], doubled };
        let look = look(&written(), &record().name);
        written().sees(look, Fact::Net(NetFact::ValidationRecord(seen)))
    }

    #[test]
    fn it_is_asked_about_once_it_was_written_soon_again_until_all_have_it_and_seldom_then() {
        let asks = |w: &World| unasked(w, &[record()]).count();
        assert_eq!((asks(&world().with_zone()), asks(&written())), (0, 1));
        let later = |mut w: World, seconds: i64| {
            w.now = crate::engine::time::Timestamp(NOW.0 + seconds * 1_000);
            asks(&w)
        };
        let right = Some("_v.acm-validations.aws");
        let partly = || sees([right, None, right, right], None, false);
        assert_eq!((later(partly(), 14), later(partly(), 15)), (0, 1));
        let all = || sees([right; 4], right, false);
        assert!(is_everywhere(&all(), &record()) && !is_everywhere(&partly(), &record()));
        assert_eq!((later(all(), 299), later(all(), 300)), (0, 1));
    }

    #[test]
    fn wrong_missing_and_doubled_are_told_apart_and_the_way_there_is_no_fault() {
        let right = Some("_v.acm-validations.aws");
        let code = |w: &World| fault(w, &record()).map(|fault| fault.code);
        assert_eq!(code(&written()), None, "nobody looked");
        assert_eq!(code(&sees([right, None, None, None], None, false)), None);
        assert_eq!(code(&sees([right; 4], right, false)), None);
        assert_eq!(code(&sees([right, Some("_other.acm-validations.aws"), right, right], None, false)), Some(Code::ValidationWrong));
        assert_eq!(code(&sees([None; 4], None, false)), Some(Code::ValidationMissing));
        assert_eq!(code(&sees([None; 4], None, true)), Some(Code::ValidationDoubled));
        let detail = fault(&sees([None; 4], None, false), &record()).unwrap().detail;
        assert!(detail.ends_with("\n\u{2192} _p.www.heestagram.com. CNAME _v.acm-validations.aws."), "{detail}");
    }
}
