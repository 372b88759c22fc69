//! What each newtype accepts: text in, checked (and normalised) text out, or why it was refused.

use crate::codes::codes;

codes! {
    /// Why a value was refused. Words for each stand in `assets/text` under `name-problem-…`.
    NameProblem {
        Empty = "empty",
        TooLong = "too-long",
        BadCharacter = "bad-character",
        BadEdge = "bad-edge",
        BadLabel = "bad-label",
        NotAName = "not-a-name",
        NoDot = "no-dot",
        PublicSuffix = "public-suffix",
        AmazonsOwn = "amazons-own",
        BadRegion = "bad-region",
        BadZone = "bad-zone",
        BadInstance = "bad-instance",
        BadPath = "bad-path",
        BadUser = "bad-user",
        BadWsgi = "bad-wsgi",
        BadFingerprint = "bad-fingerprint",
        BadHealthPath = "bad-health-path",
        BadHealthCodes = "bad-health-codes",
    }
}

impl std::error::Error for NameProblem {}

/// The most bytes of a path (ELBv2, `CreateTargetGroup.HealthCheckPath`, read on 2026-11-29).
const HEALTH_PATH_MOST: usize = 1_024;
/// The statuses that a balancer for HTTP may be told to take (ELBv2, `Matcher.HttpCode`, read on 2026-11-29).
const STATUSES: std::ops::RangeInclusive<u16> = 200..=499;

pub(super) fn check_site_name(s: &str) -> Result<String, NameProblem> {
    if s.is_empty() {
        return Err(NameProblem::Empty);
    }
    if s.len() > 23 {
        return Err(NameProblem::TooLong);
    }
    if !s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(NameProblem::BadCharacter);
    }
    if !s.starts_with(|c: char| c.is_ascii_lowercase()) || s.ends_with('-') || s.starts_with("internal-") || s.starts_with("sg-") {
        return Err(NameProblem::BadEdge);
    }
    Ok(s.to_owned())
}

pub(super) fn check_domain(s: &str) -> Result<String, NameProblem> {
    let s = s.trim();
    let s = s.strip_suffix('.').unwrap_or(s);
    if s.is_empty() {
        return Err(NameProblem::Empty);
    }
    let ascii = idna::domain_to_ascii_strict(s).map_err(|_| NameProblem::NotAName)?;
    if ascii.len() > 253 {
        return Err(NameProblem::TooLong);
    }
    if !ascii.contains('.') {
        return Err(NameProblem::NoDot);
    }
    check_labels(&ascii)?;
    if ascii.rsplit('.').next().is_some_and(|tld| tld.chars().all(|c| c.is_ascii_digit())) {
        return Err(NameProblem::NotAName);
    }
    Ok(ascii)
}

pub(super) fn check_wire(s: &str) -> Result<String, NameProblem> {
    if s == "." {
        return Ok(s.to_owned());
    }
    let s = s.strip_suffix('.').unwrap_or(s).replace("\\052", "*").to_ascii_lowercase();
    if s.is_empty() {
        return Err(NameProblem::Empty);
    }
    if s.len() > 253 {
        return Err(NameProblem::TooLong);
    }
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*');
    if s.split('.').any(|label| label.is_empty() || label.len() > 63 || !label.chars().all(good)) {
        return Err(NameProblem::BadLabel);
    }
    Ok(s)
}

pub(super) fn check_labels(s: &str) -> Result<(), NameProblem> {
    if s.is_empty() {
        return Err(NameProblem::Empty);
    }
    let good = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if s.split('.').all(good) { Ok(()) } else { Err(NameProblem::BadLabel) }
}

pub(super) fn check_region(s: &str) -> Result<String, NameProblem> {
    let parts: Vec<&str> = s.split('-').collect();
    let word = |p: &&str| !p.is_empty() && p.chars().all(|c| c.is_ascii_lowercase());
    match parts.as_slice() {
        [area @ .., number] if area.len() >= 2 && area.iter().all(word) && number.parse::<u8>().is_ok() => Ok(s.to_owned()),
        _ => Err(NameProblem::BadRegion),
    }
}

pub(super) fn check_zone(s: &str) -> Result<String, NameProblem> {
    let of_a_region = |region: &str| check_region(region).is_ok();
    match s.strip_suffix(|c: char| c.is_ascii_lowercase()) {
        Some(region) if of_a_region(region) => Ok(s.to_owned()),
        Some(_) | None => Err(NameProblem::BadZone),
    }
}

pub(super) fn check_instance(s: &str) -> Result<String, NameProblem> {
    match s.strip_prefix("i-") {
        Some(hex) if matches!(hex.len(), 8 | 17) && hex.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')) => Ok(s.to_owned()),
        _ => Err(NameProblem::BadInstance),
    }
}

pub(super) fn check_path(s: &str) -> Result<String, NameProblem> {
    let s = if s.len() > 1 { s.trim_end_matches('/') } else { s };
    let fine = s.starts_with('/') && s.len() <= 4096 && !s.chars().any(char::is_control) && s.split('/').all(|part| part != "..");
    if fine { Ok(s.to_owned()) } else { Err(NameProblem::BadPath) }
}

pub(super) fn check_user(s: &str) -> Result<String, NameProblem> {
    let first = |c: char| c.is_ascii_lowercase() || c == '_';
    let rest = |c: char| first(c) || c.is_ascii_digit() || c == '-';
    if s.len() <= 32 && s.starts_with(first) && s.chars().all(rest) { Ok(s.to_owned()) } else { Err(NameProblem::BadUser) }
}

pub(super) fn check_ssh_alias(s: &str) -> Result<String, NameProblem> {
    let outside = |c: char| c.is_whitespace() || c.is_control() || "*?!,\"'#".contains(c);
    match s {
        "" => Err(NameProblem::Empty),
        _ if s.len() > 255 => Err(NameProblem::TooLong),
        _ if s.starts_with('-') || s.contains(outside) => Err(NameProblem::BadCharacter),
        _ => Ok(s.to_owned()),
    }
}

pub(super) fn check_wsgi(s: &str) -> Result<String, NameProblem> {
    let identifier = |part: &str| {
        part.chars().next().is_some_and(|c| c == '_' || c.is_alphabetic()) && part.chars().all(|c| c == '_' || c.is_alphanumeric())
    };
    let (module, callable) = s.split_once(':').map_or((s, None), |(m, c)| (m, Some(c)));
    if module.split('.').all(identifier) && callable.is_none_or(identifier) { Ok(s.to_owned()) } else { Err(NameProblem::BadWsgi) }
}

pub(super) fn check_fingerprint(s: &str) -> Result<String, NameProblem> {
    match s.strip_prefix("SHA256:") {
        Some(b64) if b64.len() == 43 && b64.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/')) => Ok(s.to_owned()),
        _ => Err(NameProblem::BadFingerprint),
    }
}

/// A path as HTTP has it, from the first `/` on; what stands behind a `#` never leaves a browser.
pub(super) fn check_health_path(text: &str) -> Result<String, NameProblem> {
    let fine = text.starts_with('/') && text.len() <= HEALTH_PATH_MOST && text.chars().all(|c| c.is_ascii_graphic() && c != '#');
    if fine { Ok(text.to_owned()) } else { Err(NameProblem::BadHealthPath) }
}

/// `200`, `200,404` or `200-399`, as ELBv2 writes them.
pub(super) fn check_health_codes(text: &str) -> Result<String, NameProblem> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    status_ranges(&text).map(|_| text).ok_or(NameProblem::BadHealthCodes)
}

/// First and last of each; `None`: it is no list of statuses.
pub(super) fn status_ranges(text: &str) -> Option<Vec<(u16, u16)>> {
    let status = |text: &str| text.parse().ok().filter(|status| text.len() == 3 && STATUSES.contains(status));
    let range = |text: &str| match text.split_once('-') {
        Some((first, last)) => Some((status(first)?, status(last)?)).filter(|(first, last)| first < last),
        None => status(text).map(|only| (only, only)),
    };
    text.split(',').map(range).collect()
}
