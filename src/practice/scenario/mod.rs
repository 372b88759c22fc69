//! A world as its file in `assets/practice` describes it. Adding one needs a file (and its words), no code.

mod aws;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};

pub use aws::{AwsAccount, Extras, Network, Opening, StandingZone};

use super::ailment::Ailment;
use super::timing::Timing;
use super::trouble::TroubleRule;
use crate::site::config::{self, Overrides};
use crate::site::{DomainName, Region, Site};

/// The worlds, and below `server/` the files of the server with which each begins.
#[derive(RustEmbed)]
#[folder = "assets/practice"]
struct Assets;

/// `SITE_NAME = "희스타그램"` in cp949.
const LINE_IN_CP949: &[u8] = b"SITE_NAME = \"\xc8\xf1\xbd\xba\xc5\xb8\xb1\xd7\xb7\xa5\"\n";

/// The world that is played when none is asked for.
pub const USUAL: &str = "happy";

/// A practice world before anybody came.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The file's name without `.toml`.
    #[serde(skip)]
    pub name: String,
    /// The `landfall.toml` with which this world is played without a person's own.
    pub landfall: toml::Table,
    #[serde(default)]
    pub timing: Timing,
    #[serde(default)]
    pub trouble: Vec<TroubleRule>,
    #[serde(default)]
    pub person: Habits,
    #[serde(default)]
    pub registrar: Registrar,
    #[serde(default)]
    pub computer: Computer,
    #[serde(default)]
    pub account: AwsAccount,
    #[serde(default)]
    pub network: Network,
    #[serde(default)]
    pub extras: Extras,
    #[serde(default)]
    pub server: ScenarioServer,
    /// Hosted zones that are there already.
    #[serde(default)]
    pub zone: Vec<StandingZone>,
    /// Other cases of this world, by name.
    #[serde(default)]
    pub case: BTreeMap<String, Case>,
    /// How a run without a person ends in this world; for the test that plays every world.
    pub expect: Expect,
}

/// What the simulated person does where nobody else is there to do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Habits {
    /// Seconds of simulated time between seeing what is to be done and having done it.
    pub delay: u64,
    /// The first time, one name server is typed with a letter missing; the second time, so much later, all are right.
    pub typo_for: Option<u64>,
    /// Whether the link in an approval mail is followed.
    pub approves: bool,
    /// Whether a variable's value is typed into the masked form that asks for it.
    pub types: bool,
    /// Whether what a run stops at is mended as its remedy says, for the next run.
    pub mends: bool,
    /// Whether the name servers are switched first, and what has to be done before only afterwards.
    pub hasty: bool,
    /// How a record at the registrar's name servers is made the first time, before the person was told what is wrong with it.
    pub wrongly: Option<Wrongly>,
    /// Whether others in the account come to use the certificate, the balancer's group and the zone, once the site is live.
    pub shares: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self { delay: 90, typo_for: None, approves: true, types: false, mends: false, hasty: false, wrongly: None, shares: false }
    }
}

/// What is usual to go wrong in a provider's form for a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrongly {
    /// The whole name is typed where the form puts the zone behind it.
    Doubled,
    /// The provider's proxy is left on.
    Proxied,
}

/// The person's own computer, on which Landfall runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Computer {
    /// How far its clock is off: `-12m`, `+3h`, `40s`.
    pub clock_off: Off,
    /// Its network lets nothing out to port 53; the network's own resolver answers.
    pub port_53_shut: bool,
}

/// So many seconds ahead of the time, or (less than none) behind it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Off(pub i64);

impl TryFrom<String> for Off {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let strange = || format!("{text}: -12m, +3h, 40s, …");
        let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(strange)?;
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            _ => return Err(strange()),
        };
        number.parse::<i32>().map(|n| Self(i64::from(n) * seconds)).map_err(|_| strange())
    }
}

/// Where the domain was bought.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Registrar {
    /// The name servers that stand in its form, and at the parent, at the beginning.
    pub name_servers: Vec<DomainName>,
    /// What these servers answer for any name in the domain: a parking page.
    pub parked_at: Ipv4Addr,
    /// What the registry says of the domain: `client hold`, say.
    pub statuses: Vec<String>,
    /// What somebody made there besides, `NAME TYPE TTL VALUE` each.
    pub records: Vec<String>,
    /// It signs the domain (DNSSEC), and the parent says so.
    pub signed: bool,
}

impl Default for Registrar {
    fn default() -> Self {
        let names = ["ns.gabia.co.kr", "ns1.gabia.co.kr", "ns.gabia.net"];
        let name_servers = names.iter().filter_map(|n| n.parse().ok()).collect();
        Self { name_servers, parked_at: Ipv4Addr::new(203, 0, 113, 200), statuses: Vec::new(), records: Vec::new(), signed: false }
    }
}

/// The server, where it differs from the usual one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScenarioServer {
    /// Files by their path, in place of the usual ones.
    pub files: BTreeMap<String, String>,
    /// Usual files that are missing.
    pub without: Vec<String>,
    /// Services that run already, started in this order.
    pub running: Vec<Running>,
    /// The instance was stopped before anybody came.
    pub stopped: bool,
    /// What the machine suffers from.
    pub ailments: Vec<Ailment>,
    /// Files that an editor of a Korean Windows saved: a line in cp949 stands at the beginning of each.
    pub cp949: Vec<String>,
}

/// Another case of the same world, which is asked for as `WORLD:CASE`: what differs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(default)]
    pub server: ScenarioServer,
    /// The network, where it is another than the world's.
    pub network: Option<Network>,
    /// The same of the registrar, the person, and the site's hosts.
    pub registrar: Option<Registrar>,
    pub person: Option<Habits>,
    pub hosts: Option<Vec<String>>,
    /// The id of the message that `up` says.
    pub says: String,
}

/// A service that somebody started before anybody came.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    pub unit: String,
    /// Whether it starts with the machine too.
    pub enabled: bool,
}

/// How a run without a person ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The exit code of `up --yes`.
    pub up: u8,
    /// The exit code of the same command once more, where the person mends what it stopped at.
    #[serde(default)]
    pub again: Option<u8>,
    /// The exit code of `doctor` before anything is made, where that is of interest.
    #[serde(default)]
    pub doctor: Option<u8>,
    /// Ids of messages that `plan` and `doctor` say before anything is made.
    #[serde(default)]
    pub plan_says: Vec<String>,
    /// The exit code of `down --yes` after it.
    pub down: u8,
    /// The exit code of the same command once more, where the person mends what it stopped at.
    #[serde(default)]
    pub down_again: Option<u8>,
    /// Ids of messages that `up` says.
    #[serde(default)]
    pub says: Vec<String>,
    /// Ids of messages that `down` says.
    #[serde(default)]
    pub down_says: Vec<String>,
    /// The exit code of `down --with-server --yes` in place of it, where that is of interest.
    #[serde(default)]
    pub with_server: Option<u8>,
    /// Ids of messages that this says.
    #[serde(default)]
    pub with_server_says: Vec<String>,
}

/// Why there is no such world.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioProblem {
    #[error("{0}")]
    Unknown(String),
    /// A world's file is wrong: only somebody who writes one meets this.
    #[error("{name}: {detail}")]
    Malformed { name: String, detail: String },
}

impl Scenario {
    /// The names of all worlds, sorted.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = Assets::iter().filter_map(|file| file.strip_suffix(".toml").map(str::to_owned)).collect();
        names.sort();
        names
    }

    /// The world of this name, or one of its cases, as `WORLD:CASE`.
    ///
    /// # Errors
    /// [`ScenarioProblem`].
    pub fn named(name: &str) -> Result<Self, ScenarioProblem> {
        let unknown = || ScenarioProblem::Unknown(name.to_owned());
        let (world, case) = name.split_once(':').map_or((name, None), |(world, case)| (world, Some(case)));
        let file = Assets::get(&format!("{world}.toml")).ok_or_else(unknown)?;
        let scenario = Self::read(world, &String::from_utf8_lossy(&file.data))?;
        case.map_or(Ok(scenario.clone()), |case| scenario.in_case(case).ok_or_else(unknown))
    }

    fn in_case(mut self, name: &str) -> Option<Self> {
        let Case { server, network, registrar, person, hosts, says } = self.case.remove(name)?;
        self.name = format!("{}:{name}", self.name);
        self.server = server;
        self.network = network.unwrap_or(self.network);
        self.registrar = registrar.unwrap_or(self.registrar);
        self.person = person.unwrap_or(self.person);
        if let Some(hosts) = hosts {
            self.landfall.remove("host");
            self.landfall.insert("hosts".to_owned(), hosts.into());
        }
        self.expect.says = vec![says];
        Some(self)
    }

    /// Reads a world's text.
    ///
    /// # Errors
    /// [`ScenarioProblem::Malformed`].
    pub fn read(name: &str, text: &str) -> Result<Self, ScenarioProblem> {
        let malformed = |detail: String| ScenarioProblem::Malformed { name: name.to_owned(), detail };
        let mut scenario: Self = toml::from_str(text).map_err(|e| malformed(e.to_string()))?;
        scenario.name = name.to_owned();
        scenario.site().map(|_| scenario.clone()).ok_or_else(|| malformed("[landfall]".to_owned()))
    }

    /// The site that is built in this world. The address by which the server is known is part of the state, not of the site.
    pub fn site(&self) -> Option<Site> {
        let text = toml::to_string(&self.landfall).ok()?;
        config::parse(&text, &Overrides::default()).ok()
    }

    /// The region in which everything of this world lies.
    pub fn region(&self) -> Option<Region> {
        self.site().map(|site| site.region)
    }

    /// The server's files by their path: the usual ones, and those that this world has of its own.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let usual = Assets::iter().filter_map(|file| {
            let path = format!("/{}", file.strip_prefix("server/")?);
            Some((path, Assets::get(&file)?.data.into_owned()))
        });
        let mut files: BTreeMap<String, Vec<u8>> = usual.filter(|(path, _)| !self.server.without.contains(path)).collect();
        files.extend(self.server.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
        for path in &self.server.cp949 {
            files.entry(path.clone()).and_modify(|content| *content = [LINE_IN_CP949, content].concat());
        }
        files
    }
}
