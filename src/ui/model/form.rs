//! The form of a site: what is typed, what AWS answered about the account, and what is still wrong.

use std::path::PathBuf;

use crate::engine::fault::Fault;
use crate::site::config::{self, ConfigError, Overrides};
use crate::site::{Host, NameProblem, Region, Site, SiteName, TypedDomain};
use crate::text::shown;
use crate::ui::model::Field;
use crate::ui::workspace::{AccountInfo, AccountQuery, Draft, KnownProfile};

/// What is usually chosen as hosts.
const HOSTS: [&str; 4] = ["www, @", "@, www", "www", "@"];

/// Hosts as they are typed.
fn listed<'a>(hosts: impl Iterator<Item = &'a Host>) -> String {
    hosts.map(|host| shown(&host.to_string())).collect::<Vec<_>>().join(", ")
}

/// The form, field by field.
#[derive(Debug)]
pub struct Form {
    pub fields: Vec<(FormField, Field)>,
    /// The field that has the keys; one past the last is the button.
    pub cursor: usize,
    /// The short name follows the domain until the person types one.
    pub named: bool,
    /// What was asked of AWS last, and its answer; `None`: it is still being asked.
    pub account: Option<(AccountQuery, Option<Result<AccountInfo, Fault>>)>,
    /// The AWS profiles that can be chosen.
    pub profiles: Vec<KnownProfile>,
    /// What the form began from: everything that it does not ask stays as it is.
    pub site: Option<Site>,
    /// Why the file could not be written.
    pub not_kept: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    Profile,
    Region,
    Server,
    User,
    Key,
    Domain,
    Host,
    Name,
}

impl FormField {
    pub const ALL: [FormField; 8] =
        [Self::Profile, Self::Region, Self::Server, Self::User, Self::Key, Self::Domain, Self::Host, Self::Name];

    /// The tail of its message ids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Region => "region",
            Self::Server => "server",
            Self::User => "user",
            Self::Key => "key",
            Self::Domain => "domain",
            Self::Host => "host",
            Self::Name => "name",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    pub field: FormField,
    pub problem: NameProblem,
}

impl Form {
    /// A form that begins with these values.
    pub fn new(draft: &Draft) -> Self {
        let text = |field: FormField| match field {
            FormField::Profile => &draft.profile,
            FormField::Region => &draft.region,
            FormField::User => &draft.user,
            FormField::Key => &draft.key,
            FormField::Domain => &draft.domain,
            FormField::Host => &draft.host,
            FormField::Name => &draft.name,
            FormField::Server => &draft.server,
        };
        let fields = FormField::ALL.map(|f| (f, Field::new(text(f)))).into();
        Self { fields, cursor: 0, named: !draft.name.is_empty(), account: None, profiles: Vec::new(), site: None, not_kept: None }
    }

    /// A form that changes this site.
    pub fn of(site: &Site) -> Self {
        let server = site.server.instance.as_ref().map(ToString::to_string).or(site.server.address.map(|a| a.to_string()));
        let mut form = Self::new(&Draft {
            server: server.unwrap_or_default(),
            profile: site.profile.clone().unwrap_or_default(),
            region: site.region.to_string(),
            user: site.server.user.to_string(),
            key: site.server.key.as_ref().map(|k| k.display().to_string()).unwrap_or_default(),
            domain: shown(site.domain.as_str()),
            host: listed(site.hosts()),
            name: site.name.to_string(),
        });
        form.site = Some(site.clone());
        form
    }

    /// The same with what was typed last, where that was not complete.
    pub fn with(mut self, draft: Option<&Draft>) -> Self {
        if let Some(draft) = draft {
            let Self { fields, named, .. } = Self::new(draft);
            (self.fields, self.named) = (fields, named);
        }
        self
    }

    /// The same with these AWS profiles to choose from.
    pub fn choosing(self, profiles: &[KnownProfile]) -> Self {
        Self { profiles: profiles.to_vec(), ..self }
    }

    /// The profile that is typed, where this machine has it.
    pub fn profile(&self) -> Option<&KnownProfile> {
        self.profiles.iter().find(|profile| profile.name == self.text(FormField::Profile))
    }

    /// The next profile, or the one before; nothing stands between the last and the first, which leaves the choice to the
    /// environment. A new site comes into the profile's region.
    pub fn choose_profile(&mut self, forward: bool) {
        let names: Vec<String> = std::iter::once(String::new()).chain(self.profiles.iter().map(|p| p.name.clone())).collect();
        let typed = self.text(FormField::Profile);
        let at = names.iter().position(|name| name == typed).unwrap_or(0);
        let step = if forward { 1 } else { names.len() - 1 };
        let Some(next) = names.get((at + step) % names.len()) else { return };
        self.set(FormField::Profile, next);
        let region = self.profile().and_then(|profile| profile.region.clone()).filter(|_| self.site.is_none());
        if let Some(region) = region {
            self.set(FormField::Region, &region);
        }
    }

    /// The field that has the keys; `None`: the button has.
    pub fn current(&self) -> Option<FormField> {
        self.fields.get(self.cursor).map(|(field, _)| *field)
    }

    pub fn text(&self, field: FormField) -> &str {
        self.fields.iter().find(|(f, _)| *f == field).map_or("", |(_, typed)| typed.text().trim())
    }

    pub fn set(&mut self, field: FormField, text: &str) {
        if let Some((_, typed)) = self.fields.iter_mut().find(|(f, _)| *f == field) {
            *typed = Field::new(text);
        }
    }

    /// The account that the typed profile and region mean; `None` while the region is none.
    pub fn account_query(&self) -> Option<AccountQuery> {
        let profile = Some(self.text(FormField::Profile).to_owned()).filter(|p| !p.is_empty());
        Some(AccountQuery { profile, region: self.text(FormField::Region).parse().ok()? })
    }

    /// What AWS answered about the account that is typed now.
    pub fn account_info(&self) -> Option<&Result<AccountInfo, Fault>> {
        let (asked, answer) = self.account.as_ref()?;
        answer.as_ref().filter(|_| self.account_query().as_ref() == Some(asked))
    }

    /// The short name follows the domain: its first label, as far as it may be a name.
    pub fn follow_domain(&mut self) {
        if self.named {
            return;
        }
        let domain = self.typed_domain().map_or_else(|_| self.text(FormField::Domain).to_owned(), |typed| typed.domain.to_string());
        let first = domain.split('.').next().filter(|label| !label.starts_with("xn--")).unwrap_or_default().to_lowercase();
        let fine: String = first.chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-').take(23).collect();
        let name = fine.trim_start_matches(|c: char| !c.is_ascii_lowercase()).trim_end_matches('-').to_owned();
        self.set(FormField::Name, &name);
    }

    /// What the domain's field says, together with the host's.
    pub fn typed_domain(&self) -> Result<TypedDomain, NameProblem> {
        TypedDomain::read(self.text(FormField::Domain), self.host().ok().as_ref())
    }

    /// The hosts that are typed, each once, the canonical one first.
    pub fn hosts(&self) -> Result<Vec<Host>, NameProblem> {
        let typed = self.text(FormField::Host).split(',').map(str::trim).filter(|text| !text.is_empty());
        let mut hosts: Vec<Host> = Vec::new();
        for host in typed.map(str::parse) {
            let host = host?;
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        if hosts.is_empty() { Err(NameProblem::Empty) } else { Ok(hosts) }
    }

    fn host(&self) -> Result<Host, NameProblem> {
        Ok(self.hosts()?.swap_remove(0))
    }

    /// The site's hosts: those that are typed, or the one that the domain was typed with, where it is none of them.
    fn whole_hosts(&self, with_domain: Option<Host>) -> Option<Vec<Host>> {
        let typed = self.hosts().ok();
        match with_domain {
            Some(host) if typed.as_ref().is_none_or(|typed| !typed.contains(&host)) => Some(vec![host]),
            _ => typed,
        }
    }

    /// Whether what is typed is one of the usual choices: the arrows go through these.
    pub fn chooses_hosts(&self) -> bool {
        self.usual_hosts().is_some()
    }

    fn usual_hosts(&self) -> Option<usize> {
        let typed = listed(self.hosts().ok()?.iter());
        HOSTS.iter().position(|usual| *usual == typed)
    }

    /// The next of the usual choices, or the one before.
    pub fn choose_hosts(&mut self, forward: bool) {
        let step = if forward { 1 } else { HOSTS.len() - 1 };
        let next = self.usual_hosts().and_then(|at| HOSTS.get((at + step) % HOSTS.len()));
        if let Some(next) = next {
            self.set(FormField::Host, next);
        }
    }

    /// What was pasted into the domain's field becomes what it means: the domain alone, and `www` where the host is.
    pub fn tidy_domain(&mut self) {
        let Ok(TypedDomain { domain, host }) = self.typed_domain() else { return };
        self.set(FormField::Domain, &shown(domain.as_str()));
        if let Some(hosts) = host.and_then(|host| self.whole_hosts(Some(host))) {
            self.set(FormField::Host, &listed(hosts.iter()));
        }
    }

    /// What each field that is wrong has, in their order. An empty field of a form that was just begun is only to be filled.
    pub fn problems(&self) -> Vec<Problem> {
        let parsed = |field: FormField| match field {
            FormField::Profile | FormField::Key => None,
            FormField::Region => self.text(field).parse::<Region>().err(),
            FormField::Server => self.server_problem(),
            FormField::User => self.text(field).parse::<crate::site::UserName>().err(),
            FormField::Domain => self.typed_domain().err(),
            FormField::Host => self.hosts().err(),
            FormField::Name => self.text(field).parse::<SiteName>().err(),
        };
        FormField::ALL.into_iter().filter_map(|field| parsed(field).map(|problem| Problem { field, problem })).collect()
    }

    fn server_problem(&self) -> Option<NameProblem> {
        let typed = self.text(FormField::Server);
        // Where an alias leads to it, it may be left open.
        if typed.is_empty() && self.site.as_ref().is_some_and(|site| site.server.ssh_host.is_some()) {
            return None;
        }
        let address = typed.parse::<std::net::IpAddr>().is_ok();
        typed.parse::<crate::site::InstanceId>().err().filter(|_| !address)
    }

    /// What is typed, right or not.
    pub fn draft(&self) -> Draft {
        let text = |field| self.text(field).to_owned();
        Draft {
            profile: text(FormField::Profile),
            region: text(FormField::Region),
            server: text(FormField::Server),
            user: text(FormField::User),
            key: text(FormField::Key),
            domain: text(FormField::Domain),
            host: text(FormField::Host),
            name: if self.named { text(FormField::Name) } else { String::new() },
        }
    }

    /// The site as it is typed, when all of it is right.
    pub fn site(&self) -> Option<Site> {
        self.checked()?.ok()
    }

    /// What the file's own rules have against the whole, where no field alone is wrong: a name that is too long for a certificate.
    pub fn refused(&self) -> Option<ConfigError> {
        self.checked()?.err()
    }

    fn checked(&self) -> Option<Result<Site, ConfigError>> {
        if !self.problems().is_empty() {
            return None;
        }
        let (name, region) = (self.text(FormField::Name).parse().ok()?, self.text(FormField::Region).parse().ok()?);
        let typed = self.typed_domain().ok()?;
        let mut hosts = self.whole_hosts(typed.host)?.into_iter();
        let begun = Site::with_defaults(name, typed.domain, hosts.next()?, region);
        let mut site = match &self.site {
            Some(old) => Site { name: begun.name, domain: begun.domain, host: begun.host, region: begun.region, ..old.clone() },
            None => begun,
        };
        site.other_hosts = hosts.collect();
        let server = self.text(FormField::Server);
        site.profile = Some(self.text(FormField::Profile).to_owned()).filter(|p| !p.is_empty());
        site.server.instance = server.parse().ok();
        site.server.address = server.parse().ok();
        site.server.user = self.text(FormField::User).parse().ok()?;
        site.server.key = Some(self.text(FormField::Key)).filter(|k| !k.is_empty()).map(PathBuf::from);
        Some(config::parse(&config::write(&site), &Overrides::of(&site)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::SshHost;

    fn draft(domain: &str) -> Draft {
        Draft { region: "ap-northeast-2".into(), user: "ubuntu".into(), domain: domain.into(), host: "www".into(), ..Draft::default() }
    }

    #[test]
    fn the_name_follows_the_domain_until_one_is_typed() {
        let mut form = Form::new(&draft(""));
        for (domain, name) in [("Heestagram.com", "heestagram"), ("7-eleven.co.kr", "eleven"), ("가비아.com", ""), ("", "")] {
            form.set(FormField::Domain, domain);
            form.follow_domain();
            assert_eq!(form.text(FormField::Name), name, "{domain}");
        }
        form.named = true;
        form.set(FormField::Name, "mine");
        form.set(FormField::Domain, "other.com");
        form.follow_domain();
        assert_eq!(form.text(FormField::Name), "mine");
    }

    #[test]
    fn a_profile_is_chosen_round_about_and_a_new_site_comes_into_its_region() {
        let known = |name: &str, region: Option<&str>| KnownProfile { name: name.into(), account: None, region: region.map(str::to_owned) };
        let mut form = Form::new(&draft("")).choosing(&[known("default", None), known("school", Some("us-west-2"))]);
        let mut seen = Vec::new();
        for _ in 0..3 {
            form.choose_profile(true);
            seen.push((form.text(FormField::Profile).to_owned(), form.text(FormField::Region).to_owned()));
        }
        let text = |(name, region): (&str, &str)| (name.to_owned(), region.to_owned());
        assert_eq!(seen, [("default", "ap-northeast-2"), ("school", "us-west-2"), ("", "us-west-2")].map(text));
        form.choose_profile(false);
        assert_eq!(form.profile().map(|p| p.name.as_str()), Some("school"));
    }

    #[test]
    fn a_site_comes_of_it_only_when_everything_is_right() {
        let mut form = Form::new(&draft("heestagram.com"));
        form.follow_domain();
        let fields = |form: &Form| form.problems().iter().map(|p| p.field).collect::<Vec<_>>();
        assert_eq!(fields(&form), [FormField::Server]);
        assert_eq!(form.site(), None);
        form.set(FormField::Server, "i-0123456789abcdef0");
        let site = form.site().unwrap();
        assert_eq!((site.fqdn().as_str(), site.server.instance.is_some(), site.server.address), ("www.heestagram.com", true, None));
        form.set(FormField::Server, "203.0.113.10");
        assert_eq!(form.site().unwrap().server.address, Some("203.0.113.10".parse().unwrap()));
        form.set(FormField::Host, "a b");
        assert_eq!(fields(&form), [FormField::Host]);
    }

    #[test]
    fn the_usual_hosts_are_chosen_and_others_typed() {
        let mut form = Form::new(&Draft { host: "www, @".into(), ..draft("heestagram.com") });
        form.set(FormField::Server, "i-0123456789abcdef0");
        form.follow_domain();
        let names = |form: &Form| form.site().unwrap().names().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let mut seen = Vec::new();
        for _ in 0..4 {
            seen.push(names(&form));
            form.choose_hosts(true);
        }
        let (www, bare) = ("www.heestagram.com", "heestagram.com");
        assert_eq!(seen, [format!("{www} {bare}"), format!("{bare} {www}"), www.into(), bare.into()]);
        form.choose_hosts(false);
        assert_eq!(form.text(FormField::Host), "@");
        form.set(FormField::Host, "shop,www , @,www");
        assert!(!form.chooses_hosts());
        assert_eq!(names(&form), format!("shop.heestagram.com {www} {bare}"));
        assert_eq!(Form::of(&form.site().unwrap()).text(FormField::Host), "shop, www, @");
        form.set(FormField::Host, " , ");
        assert_eq!(form.problems().iter().map(|p| p.field).collect::<Vec<_>>(), [FormField::Host]);
    }

    #[test]
    fn a_pasted_name_that_is_one_of_the_hosts_keeps_the_others() {
        let pasted = |url: &str| {
            let mut form = Form::new(&Draft { host: "www, @".into(), ..draft(url) });
            form.tidy_domain();
            form.text(FormField::Host).to_owned()
        };
        assert_eq!((pasted("www.heestagram.com"), pasted("shop.heestagram.com")), ("www, @".to_owned(), "www, @".to_owned()));
    }

    #[test]
    fn a_pasted_url_becomes_domain_and_host_when_its_field_is_left() {
        let mut form = Form::new(&draft(" https://www.Heestagram.co.kr/login "));
        form.set(FormField::Host, "");
        form.follow_domain();
        assert_eq!(form.text(FormField::Name), "heestagram");
        form.tidy_domain();
        assert_eq!((form.text(FormField::Domain), form.text(FormField::Host)), ("heestagram.co.kr", "www"));
        form.set(FormField::Domain, "한글.한국.");
        form.tidy_domain();
        assert_eq!(form.text(FormField::Domain), "한글.한국");
        assert!(form.problems().iter().all(|p| p.field != FormField::Domain));
        form.set(FormField::Domain, "co.kr");
        form.tidy_domain();
        assert_eq!(form.text(FormField::Domain), "co.kr", "what is wrong stays to be mended");
        assert!(form.problems().contains(&Problem { field: FormField::Domain, problem: NameProblem::PublicSuffix }));
    }

    #[test]
    fn what_the_form_does_not_ask_stays() {
        let mut site = Form::of(&{
            let mut form = Form::new(&draft("heestagram.com"));
            form.follow_domain();
            form.set(FormField::Server, "i-0123456789abcdef0");
            form.site().unwrap()
        })
        .site()
        .unwrap();
        site.server.close_http = true;
        site.profile = Some("work".into());
        assert_eq!(Form::of(&site).site(), Some(site.clone()));
        let user = "deploy".parse().ok();
        let host = SshHost { alias: "hee".parse().unwrap(), user, port: Some(2222), address: None };
        site.server =
            crate::site::Server { ssh_host: Some(host), instance: None, user: "deploy".parse().unwrap(), port: 2222, ..site.server };
        assert_eq!(Form::of(&site).site(), Some(site), "what ~/.ssh/config told stays");
    }
}
