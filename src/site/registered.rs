//! What of a name somebody registers: by the public suffix list, of which only the part counts in which registries sell names (its
//! ICANN part). `github.io` is a name that GitHub registered, not one in which a registrar sells names.

use super::checks::NameProblem;
use super::names::{DomainName, Host};

/// Where a name stands to what is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Names are sold in it: nobody has it for themselves.
    Suffix,
    /// It is what somebody registers.
    Registered,
    /// It lies below this registered name.
    Below(DomainName),
}

/// Amazon's own names of servers and balancers: whoever pastes one has no domain there, and ACM issues nothing for it.
const OF_AMAZON: [&str; 2] = ["amazonaws.com", "amazonaws.com.cn"];

impl DomainName {
    /// Where it stands to what is registered. A top-level domain that the list does not know counts as a suffix, as the list says.
    pub fn standing(&self) -> Standing {
        match self.registered() {
            None => Standing::Suffix,
            Some(name) if name == *self => Standing::Registered,
            Some(name) => Standing::Below(name),
        }
    }

    /// The name of it that somebody registers: one label below the public suffix. `None`: it is a public suffix itself.
    pub fn registered(&self) -> Option<Self> {
        let suffix = icann_suffix(self.as_str())?;
        let own = |candidate: &Self| candidate.parent().is_some_and(|parent| parent.as_str() == suffix);
        std::iter::successors(Some(self.clone()), Self::parent).find(own)
    }

    /// Whether a person who typed this means it: in capitals, with a dot at its end, in their own script, all the same.
    pub fn is_meant_by(&self, typed: &str) -> bool {
        typed.parse::<Self>().as_ref() == Ok(self)
    }
}

/// The list's longest match among the names in which registries sell.
fn icann_suffix(name: &str) -> Option<&str> {
    let found = psl::suffix(name.as_bytes())?;
    let text = std::str::from_utf8(found.as_bytes()).ok()?;
    match found.typ() {
        Some(psl::Type::Private) => icann_suffix(text.split_once('.')?.1),
        Some(psl::Type::Icann) | None => Some(text),
    }
}

/// What was typed or pasted where a domain is asked for: the domain, and the host where that was typed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDomain {
    pub domain: DomainName,
    /// `www`, taken off the front.
    pub host: Option<Host>,
}

impl TypedDomain {
    /// Reads a domain, also out of a URL. `www.x.com` is taken apart where nothing or `www` was told of the host: nobody means
    /// `www.www.x.com`.
    ///
    /// # Errors
    /// [`NameProblem`] when it is no name, one in which names are sold, or Amazon's own name of a server.
    pub fn read(text: &str, host: Option<&Host>) -> Result<Self, NameProblem> {
        let domain: DomainName = of_url(text.trim()).as_deref().unwrap_or(text).parse()?;
        if OF_AMAZON.iter().any(|own| DomainName::from_wire(own).is_ok_and(|own| domain.is_within(&own))) {
            return Err(NameProblem::AmazonsOwn);
        }
        if domain.standing() == Standing::Suffix {
            return Err(NameProblem::PublicSuffix);
        }
        Ok(apart(domain, host))
    }
}

fn apart(domain: DomainName, host: Option<&Host>) -> TypedDomain {
    let www = Host::Label("www".to_owned());
    let below = matches!(domain.standing(), Standing::Below(_)) && host.is_none_or(|told| *told == www);
    match domain.parent().filter(|parent| below && www.under(parent) == domain) {
        Some(parent) => TypedDomain { domain: parent, host: Some(www) },
        None => TypedDomain { domain, host: None },
    }
}

/// The host of a URL, where the text is one; with or without its scheme.
fn of_url(text: &str) -> Option<String> {
    if !text.contains(['/', ':', '?', '#', '@']) {
        return None;
    }
    let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    url::Url::parse(&whole).ok()?.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_registered_is_told_by_the_part_of_the_list_in_which_registries_sell() {
        let below = |of: &str| Standing::Below(name(of));
        let table = [
            ("heestagram.com", Standing::Registered),
            ("www.heestagram.com", below("heestagram.com")),
            ("a.b.heestagram.co.kr", below("heestagram.co.kr")),
            ("heestagram.kr", Standing::Registered),
            ("co.kr", Standing::Suffix),
            ("pe.kr", Standing::Suffix),
            ("seoul.kr", Standing::Suffix),
            ("co.uk", Standing::Suffix),
            ("가비아.한국", Standing::Registered),
            // What companies hand out below names of their own.
            ("hee.github.io", below("github.io")),
            ("github.io", Standing::Registered),
            ("shop.hee.duckdns.org", below("duckdns.org")),
            // Wildcards and exceptions of the list.
            ("anything.ck", Standing::Suffix),
            ("www.ck", Standing::Registered),
            ("city.kawasaki.jp", Standing::Registered),
            // Not on it: one label counts as the suffix.
            ("heestagram.test", Standing::Registered),
        ];
        for (domain, standing) in table {
            assert_eq!(name(domain).standing(), standing, "{domain}");
        }
    }

    #[test]
    fn a_pasted_url_is_trimmed_and_www_taken_apart() {
        let read = |text: &str, host: Option<&str>| {
            let host: Option<Host> = host.map(|h| h.parse().unwrap());
            TypedDomain::read(text, host.as_ref()).map(|t| (t.domain.to_string(), t.host.map(|h| h.to_string())))
        };
        let whole = |domain: &str| Ok((domain.to_owned(), None));
        let with_www = |domain: &str| Ok((domain.to_owned(), Some("www".to_owned())));
        for url in
            ["https://heestagram.com/admin/?next=/#top", "HTTP://user:word@Heestagram.com:8000", " heestagram.com. ", "heestagram.com/"]
        {
            assert_eq!(read(url, None), whole("heestagram.com"), "{url}");
        }
        assert_eq!(read("https://www.heestagram.com/", None), with_www("heestagram.com"));
        assert_eq!(read("www.heestagram.co.kr", Some("www")), with_www("heestagram.co.kr"));
        assert_eq!(read("www.heestagram.com", Some("@")), whole("www.heestagram.com"), "a zone for this very name, as it was told");
        assert_eq!(read("www.heestagram.com", Some("blog")), whole("www.heestagram.com"));
        assert_eq!(read("www.co.kr", None), whole("www.co.kr"), "somebody's domain, called www");
        assert_eq!(read("blog.heestagram.com", None), whole("blog.heestagram.com"));
        assert_eq!(read("www.한글.한국", None), with_www(name("한글.한국").as_str()));
        assert_eq!(read("co.kr", None), Err(NameProblem::PublicSuffix));
        assert_eq!(read("https://127.0.0.1:8000/", None), Err(NameProblem::NotAName));
        assert_eq!(read("ec2-3-34-5-6.ap-northeast-2.compute.amazonaws.com", None), Err(NameProblem::AmazonsOwn));
        for nothing in ["https://", "", "hee@heestagram", "ftp:heestagram.com/", "a b.com"] {
            assert!(read(nothing, None).is_err(), "{nothing}");
        }
    }

    #[test]
    fn composed_and_decomposed_hangul_are_one_name() {
        // The second is typed as separate letters, as macOS keeps file names.
        assert_eq!(name("한글.한국"), name("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}.한국"));
        assert!(name("한글.한국").is_meant_by("\u{1112}\u{1161}\u{11ab}글.한국."));
        assert!(name("heestagram.com").is_meant_by("Heestagram.com"));
        assert!(!name("heestagram.com").is_meant_by("heestagram.con") && !name("heestagram.com").is_meant_by(""));
    }
}
