//! What KISA's WHOIS answers of a .kr domain. Of it, only registrar, name servers, dates and DNSSEC are kept: the rest is about people.

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::engine::op::net::{Registered, Registrar, Registration, RegistryStatus, Source};
use crate::engine::time::Timestamp;
use crate::sanitize::cleaned;
use crate::site::DomainName;

/// Korea's time, which has no summer.
const KOREA: Offset = Offset::constant(9);
/// What a domain is told by that is not registered.
const NOT_FOUND: [&str; 2] = ["not registered", "등록되어 있지 않습니다"];

/// What the answer of `host` tells; `None`: it is no answer of a registry.
pub(super) fn read(text: &str, host: &str) -> Option<Registered> {
    let source = Source::Whois(host.to_owned());
    if NOT_FOUND.iter().any(|words| text.contains(words)) {
        return Some(Registered::Unknown { source });
    }
    let all = |keys: &[&str]| lines(text).filter(|(key, _)| keys.contains(key)).map(|(_, value)| value).collect::<Vec<_>>();
    // The English words come first: they are what registrars are known by elsewhere.
    let first = |keys: &[&str]| keys.iter().find_map(|key| all(&[key]).first().copied());
    first(&["Domain Name", "도메인이름"])?;
    let mut name_servers: Vec<DomainName> =
        all(&["Host Name", "호스트이름"]).into_iter().filter_map(|n| DomainName::from_wire(n).ok()).collect();
    name_servers.sort_unstable();
    // The answer tells everything twice: in Korean, then in English.
    name_servers.dedup();
    Some(Registered::Known(Box::new(Registration {
        source,
        registrar: first(&["Authorized Agency", "등록대행자"]).map(registrar),
        name_servers,
        statuses: all(&["Domain Status", "등록정보 보호"]).into_iter().filter_map(RegistryStatus::read).collect(),
        signed: first(&["DNSSEC"]).and_then(signed),
        expires: first(&["Expiration Date", "사용 종료일"]).and_then(date),
    })))
}

fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.trim(), value.trim()))
        .filter(|(_, value)| !value.is_empty())
}

/// `Gabia, Inc.(http://www.gabia.co.kr)`.
fn registrar(value: &str) -> Registrar {
    let name = value.rsplit_once("(http").map_or(value, |(name, _)| name);
    Registrar { name: cleaned(name.trim()), iana_id: None }
}

fn signed(value: &str) -> Option<bool> {
    match value {
        "unsigned" | "미서명" => Some(false),
        "signed" | "서명" => Some(true),
        _ => None,
    }
}

/// `2027. 01. 02.`: a day in Korea, at whose end it runs out.
fn date(value: &str) -> Option<Timestamp> {
    let mut parts = value.split('.').map(|part| part.trim().parse::<i16>());
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else { return None };
    let day = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(Timestamp(KOREA.to_timestamp(day.at(23, 59, 59, 0)).ok()?.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shaped as whois.kr answers, with made-up people.
    const ANSWER: &str = "query : heestagram.co.kr\n\n\n# KOREAN(UTF8)\n\n도메인이름                  : heestagram.co.kr\n등록인                      : 홍길동\n책임자 전자우편             : hong@heestagram.co.kr\n등록일                      : 2020. 01. 02.\n최근 정보 변경일            : 2024. 01. 02.\n사용 종료일                 : 2027. 01. 02.\n정보공개여부                : N\n등록대행자                  : (주)가비아(http://www.gabia.co.kr)\nDNSSEC                      : 미서명\n\n1차 네임서버 정보\n   호스트이름               : ns.gabia.co.kr\n\n2차 네임서버 정보\n   호스트이름               : ns1.gabia.co.kr\n\n네임서버 이름이 .kr이 아닌 경우는 IP주소가 보이지 않습니다.\n\n\n# ENGLISH\n\nDomain Name                 : heestagram.co.kr\nRegistrant                  : Hong Gildong\nAdministrative Contact(AC)  : Hong Gildong\nAC E-Mail                   : hong@heestagram.co.kr\nRegistered Date             : 2020. 01. 02.\nExpiration Date             : 2027. 01. 02.\nPublishes                   : N\nAuthorized Agency           : Gabia, Inc.(http://www.gabia.co.kr)\nDNSSEC                      : unsigned\nDomain Status               : clientUpdateProhibited\n\nPrimary Name Server\n   Host Name                : ns.gabia.co.kr\n\nSecondary Name Server\n   Host Name                : ns1.gabia.co.kr\n\n\n- KISA/KRNIC WHOIS Service -\n";

    #[test]
    fn of_an_answer_only_what_is_about_no_person_is_kept() {
        let Some(Registered::Known(read)) = read(ANSWER, "whois.kr") else { panic!() };
        let kept = format!("{read:?}");
        assert!(!kept.contains("Hong") && !kept.contains("홍길동") && !kept.contains('@'), "{kept}");
        assert_eq!(read.registrar, Some(Registrar { name: "Gabia, Inc.".into(), iana_id: None }));
        assert_eq!(read.name_servers, ["ns.gabia.co.kr".parse().unwrap(), "ns1.gabia.co.kr".parse().unwrap()]);
        assert_eq!((read.signed, read.statuses.as_slice()), (Some(false), &[RegistryStatus::ClientUpdateProhibited][..]));
        assert_eq!(read.expires, "2027-01-02T14:59:59Z".parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond())));
    }

    #[test]
    fn what_is_not_registered_is_told_apart_from_what_is_no_answer() {
        let none = "query : nobody-has-this.kr\n\n# KOREAN(UTF8)\n\n상기 도메인이름은 등록되어 있지 않습니다.\n\n# ENGLISH\n\nThe requested domain was not found in the Registry or Registrar's WHOIS Server.\nThe domain is not registered.\n";
        assert!(matches!(read(none, "whois.kr"), Some(Registered::Unknown { .. })));
        for no in ["", "Too many requests", "<html>"] {
            assert!(read(no, "whois.kr").is_none(), "{no}");
        }
    }
}
