//! What the engine, the config and the journal say, put into words with their values.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use super::amounts::moment;
use super::survey::{app_lines, one_project};
use super::{Words, holders, network, pause};
use crate::engine::fault::{Code, Fault};
use crate::engine::ids::GroupId;
use crate::engine::ingress::Permit;
use crate::engine::op::cloud::{ConsoleSays, Instance, KeyCheck, KeyKind};
use crate::engine::op::host::{Commands, Dotenv, denied_in, module_in, package_of, place_in, variable_in};
use crate::engine::question::{OwnGroupOffer, Question};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::{Resource, RevokedRule};
use crate::engine::status::Stuck;
use crate::journal::JournalError;
use crate::site::config::{ConfigError, ConfigProblem};
use crate::site::{NameProblem, Region, RemotePath, Site};

/// The values that a remedy may name. What the site leaves open has a stand-in; whoever knows better writes over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub site: String,
    pub domain: String,
    pub host: String,
    pub fqdn: String,
    pub region: String,
    pub user: String,
    pub address: String,
    pub key: String,
    pub instance: String,
    /// The unit that runs the project, without its ending.
    pub unit: String,
    pub project: String,
    pub venv: String,
    /// As whom the service runs.
    pub owner: String,
    /// What mends the environment.
    pub commands: Commands,
    /// The server's SSH port.
    pub port: String,
    /// The AWS profile that was chosen; `None`: whichever is the usual one.
    pub profile: Option<String>,
    /// Whether the way past the balancer is to be closed.
    pub closes_http: bool,
    /// The name of the balancer's security group.
    pub group: String,
}

impl About {
    /// What the site itself tells.
    pub fn of(site: &Site) -> Self {
        let server = &site.server;
        let address = server.address.map(|a| a.to_string()).or_else(|| server.public_address.map(|a| a.to_string()));
        Self {
            site: site.name.to_string(),
            domain: site.domain.to_string(),
            host: site.host.to_string(),
            fqdn: site.fqdn().to_string(),
            region: site.region.to_string(),
            user: server.user.to_string(),
            address: address.unwrap_or_else(|| "ADDRESS".to_owned()),
            key: server.key.as_ref().map_or_else(|| "KEY.pem".to_owned(), |k| k.display().to_string()),
            instance: server.instance.as_ref().map_or_else(|| "i-…".to_owned(), ToString::to_string),
            unit: "gunicorn".to_owned(),
            project: site.app.project.as_ref().map_or_else(|| "PROJECT".to_owned(), ToString::to_string),
            commands: plain_commands(site.app.venv.as_ref().map_or("VENV", RemotePath::as_str)),
            venv: site.app.venv.as_ref().map_or_else(|| "VENV".to_owned(), ToString::to_string),
            owner: server.user.to_string(),
            port: server.port.to_string(),
            profile: site.profile.clone(),
            closes_http: server.close_http,
            group: site.balancer_group_name(),
        }
    }

    /// The names of the values, all of which every remedy is given.
    pub const NAMES: [&'static str; 42] = [
        "site",
        "domain",
        "host",
        "fqdn",
        "region",
        "user",
        "address",
        "key",
        "instance",
        "unit",
        "project",
        "venv",
        "owner",
        "install",
        "again",
        "listed",
        "lists",
        "port",
        "variable",
        "module",
        "directory",
        "package",
        "file",
        "line",
        "denied",
        "group",
        "now",
        "profile",
        "vpc",
        "zone",
        "block",
        "grow",
        "gateway",
        "wayout",
        "subnet",
        "held",
        "holder",
        "holderid",
        "within",
        "owngroup",
        "hangsup",
        "closes",
    ];

    /// The key file that the fault is about, else the site's own.
    fn key_of(&self, fault: &Fault) -> String {
        let named = fault.detail.lines().next().filter(|_| OF_KEY_FILES.contains(&fault.code));
        for_shell(named.unwrap_or(&self.key))
    }

    /// The values, with those that the fault itself names.
    fn args(&self, fault: &Fault) -> [(&'static str, String); 42] {
        let key = self.key_of(fault);
        // Where nobody told which instance it is, the fault may.
        let instance = fault.detail.split_whitespace().next().filter(|word| word.starts_with("i-")).map(str::to_owned);
        let instance = &instance.unwrap_or_else(|| self.instance.clone());
        let region = region_of(fault).unwrap_or(&self.region).to_owned();
        let own = [&self.site, &self.domain, &self.host, &self.fqdn, &region, &self.user, &self.address, &key, instance];
        let Commands { install, again, listed } = &self.commands;
        let lists = if listed.is_empty() { "no" } else { "yes" }.to_owned();
        let found = [&self.unit, &self.project, &self.venv, &self.owner, install, again, listed, &lists, &self.port];
        let [hangs_up, closes] = [fault.hangs_up(), self.closes_http].map(|yes| if yes { "yes" } else { "no" }.to_owned());
        let told = named(fault, self.profile.as_deref()).into_iter().chain(network::named(&fault.detail));
        let told = told.chain(holders::named(&fault.detail)).chain([self.group.clone(), hangs_up, closes]);
        let mut all = own.into_iter().chain(found).cloned().chain(told);
        Self::NAMES.map(|name| (name, all.next().unwrap_or_default()))
    }
}

/// Faults whose first line is the path of the key file that they are about.
const OF_KEY_FILES: [Code; 11] = [
    Code::KeyMissing,
    Code::KeyUnreadable,
    Code::KeyDirectory,
    Code::KeyPublic,
    Code::KeyAbsent,
    Code::KeyPermissions,
    Code::KeyOnWindowsDisk,
    Code::KeyFormat,
    Code::KeyPutty,
    Code::KeyPassphrase,
    Code::KeyPassphraseWrong,
];

/// A path as it can be pasted into a shell: quoted where it must be, but for a `~` in front, which the shell is to read.
fn for_shell(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@%:,=~…".contains(c);
    if path.chars().all(plain) {
        return path.to_owned();
    }
    let (home, rest) = path.strip_prefix("~/").map_or(("", path), |rest| ("~/", rest));
    format!("{home}'{}'", rest.replace('\'', r"'\''"))
}

/// What the fault is about: variable, module, directory, package, file with line, file that is denied, security group, new address and
/// AWS profile. Each has a stand-in.
fn named(fault: &Fault, chosen: Option<&str>) -> [String; 10] {
    let lines = || fault.detail.lines();
    let module = lines().find_map(module_in);
    let (file, line) = lines().find_map(place_in).unwrap_or(("FILE", "1"));
    let directory = lines().next().filter(|line| line.starts_with('/')).unwrap_or("DIRECTORY");
    let [variable, denied] = [lines().find_map(variable_in).unwrap_or("NAME"), lines().find_map(denied_in).unwrap_or("FILE")];
    let package = module.and_then(package_of).unwrap_or("PACKAGE");
    let group = fault.detail.split_whitespace().find(|word| word.starts_with("sg-")).unwrap_or("sg-…");
    let now = fault.detail.split_once("→ ").map_or("NEW_ADDRESS", |(_, now)| now);
    let profile = for_shell(profile_in(&fault.detail).or(chosen).unwrap_or("NAME"));
    [variable, module.unwrap_or("MODULE"), directory, package, file, line, denied, group, now, &profile].map(str::to_owned)
}

/// The region that a fault is about, where it is another than the site's.
fn region_of(fault: &Fault) -> Option<&str> {
    let held = matches!(fault.code, Code::CertificateHeld | Code::GroupHeld | Code::TargetGroupHeld);
    match fault.code {
        Code::OtherRegionClosed => fault.detail.split(':').next(),
        // Behind those that hold it.
        _ if held => fault.detail.lines().last().filter(|line| line.parse::<Region>().is_ok()),
        _ => None,
    }
}

/// The profile that a fault of the sign-in begins with, as the file names it: `[NAME] …`.
fn profile_in(detail: &str) -> Option<&str> {
    Some(detail.strip_prefix('[')?.split_once("] ")?.0)
}

/// Those of an environment of which nothing more is known.
fn plain_commands(venv: &str) -> Commands {
    let pip = format!("{venv}/bin/python -m pip install");
    Commands { again: format!("{pip} --force-reinstall"), install: pip, listed: String::new() }
}

/// A fault in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultWords {
    /// What happened, one sentence.
    pub what: String,
    /// The evidence from outside, as it came; may be empty.
    pub why: String,
    /// What the person can do; `None` when it is not their move.
    pub remedy: Option<String>,
}

impl Words {
    /// A fault in words.
    pub fn fault(&self, fault: &Fault, about: &About) -> FaultWords {
        let remedy = fault.remedy().map(|remedy| {
            let values = about.args(fault);
            let args = values.each_ref().map(|(name, value)| (*name, value as &dyn Display));
            self.with(&format!("remedy-{}", remedy.as_str()), &args)
        });
        FaultWords { what: self.get(&format!("fault-{}", fault.code.as_str())), why: self.detail(&fault.detail), remedy }
    }

    /// A fault on one line: what happened, and the evidence.
    pub fn fault_line(&self, fault: &Fault) -> String {
        let what = self.get(&format!("fault-{}", fault.code.as_str()));
        let detail = self.detail(fault.detail.lines().next().unwrap_or_default());
        if detail.is_empty() { what } else { format!("{what} {detail}") }
    }

    /// What trying again looks at, or does once more, each once.
    pub fn again<'a>(&self, stuck: impl IntoIterator<Item = &'a Stuck>) -> String {
        let mut said: Vec<String> = Vec::new();
        for stuck in stuck {
            let op = stuck.op.as_ref().map(|op| self.get(&format!("op-{}", op.code()))).unwrap_or_default();
            let what = self.with(&format!("again-{}", stuck.again()), &[("op", &op)]);
            if !said.contains(&what) {
                said.push(what);
            }
        }
        said.join("; ")
    }

    /// The question's sentence.
    pub fn question(&self, question: &Question) -> String {
        self.asked(&format!("question-{}", question.code()), question)
    }

    /// What to do when nobody can answer the question. `flags`: what `landfall down` is typed with, where one is under way.
    pub fn question_stop(&self, question: &Question, flags: &str) -> String {
        let values = self.values_of(question).into_iter().chain([("flags", flags.to_owned())]);
        self.filled(&format!("question-{}-stop", question.code()), &values.collect::<Vec<_>>())
    }

    /// The answers to a question whose answers are sentences of their own, in the order of [`Question::choices`]; else empty.
    pub fn answers(&self, question: &Question) -> Vec<String> {
        match question {
            Question::UnknownPrior(_) => ["answer-keep-record", "answer-delete-record"].map(|id| self.get(id)).to_vec(),
            Question::Variable { ready: Some(_), .. } => {
                ["answer-type-variable", "answer-give-file"].map(|id| self.asked(id, question)).to_vec()
            }
            Question::Variable { .. } => vec![self.asked("answer-type-variable", question)],
            Question::AdoptCertificate(all) => {
                let own = self.get("answer-request-own");
                let theirs = all.iter().map(|c| {
                    let values = [("names", c.spec.names.join(", ")), ("id", id_of(&c.arn.0)), ("until", until(c))];
                    self.filled("answer-adopt-certificate", &values)
                });
                [own].into_iter().chain(theirs).collect()
            }
            Question::SideDoor { .. } => ["answer-leave-side-door", "answer-close-side-door"].map(|id| self.get(id)).to_vec(),
            Question::OwnGroup(_) => ["answer-leave-shared-group", "answer-own-group"].map(|id| self.get(id)).to_vec(),
            Question::LeadsToBalancer(_) => ["answer-look-again", "answer-lead-nowhere"].map(|id| self.get(id)).to_vec(),
            Question::HostKey { check, .. } if check.says == ConsoleSays::Another => {
                ["answer-ask-ec2-again", "answer-connect-all-the-same"].map(|id| self.get(id)).to_vec()
            }
            Question::DeleteLeftover { .. } => {
                ["answer-keep-leftover", "answer-delete-leftover"].map(|id| self.asked(id, question)).to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// What EC2's console says of the host key that a question is about, and what follows from that; `None`: it is about none.
    pub fn host_key_check(&self, question: &Question) -> Option<[String; 2]> {
        let Question::HostKey { check, .. } = question else { return None };
        Some(["", "-then"].map(|tail| self.asked(&format!("console-{}{tail}", check.says), question)))
    }

    fn values_of_check(&self, check: &KeyCheck) -> [(&'static str, String); 6] {
        let keys = check.printed.iter().map(|key| format!("{} ({})", key.fingerprint, key.kind)).collect::<Vec<_>>();
        let kind = if check.kind == KeyKind::Other { KeyKind::Ed25519 } else { check.kind };
        [
            ("console", check.says.to_string()),
            ("instance", check.instance.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("keys", keys.join(", ")),
            ("file", format!("/etc/ssh/ssh_host_{}_key.pub", kind.as_str().to_lowercase())),
            ("written", check.written.map_or_else(|| "-".to_owned(), moment)),
            ("why", check.fault.as_ref().map(|fault| self.fault_line(fault)).unwrap_or_default()),
        ]
    }

    fn asked(&self, id: &str, question: &Question) -> String {
        self.filled(id, &self.values_of(question))
    }

    fn filled(&self, id: &str, values: &[(&'static str, String)]) -> String {
        let args: Vec<(&str, &dyn Display)> = values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        self.with(id, &args)
    }

    /// What a question's messages may name.
    fn values_of(&self, question: &Question) -> Vec<(&'static str, String)> {
        match question {
            Question::Costs(bill) => self.values_of_costs(bill),
            Question::Instance(_, all) => with_first(all, |i| vec![("instance", i.id.to_string()), ("label", instance_label(i))]),
            Question::Project(_, all) => {
                let values = with_first(all, |c| vec![("project", c.app.project.to_string()), ("lines", app_lines(all))]);
                if all.len() > 1 && one_project(all) { with_many(values, "environments") } else { values }
            }
            Question::ReplaceUnit { path, .. } | Question::Settings { path, .. } => vec![("path", path.clone())],
            Question::Nginx { change, .. } => vec![("path", change.path.clone()), ("others", change.others.join(", "))],
            Question::EnableUnit { unit, .. } => vec![("unit", unit.to_string())],
            Question::Variable { name, unit, file, ready, .. } => {
                let choice = if ready.is_some() { "two" } else { "one" }.to_owned();
                let ready = ready.clone().unwrap_or_default();
                vec![("name", name.clone()), ("unit", unit.to_string()), ("file", file.clone()), ("ready", ready), ("many", choice)]
            }
            Question::AdoptZone { zones, delegated } => {
                with_first(zones, |z| vec![("domain", z.name.to_string()), ("zone", delegated.as_ref().unwrap_or(&z.id).to_string())])
            }
            Question::AdoptCertificate(all) => {
                with_first(all, |c| vec![("names", c.spec.names.join(", ")), ("arn", c.arn.to_string()), ("until", until(c))])
            }
            Question::OverwriteRecord(set) | Question::UnknownPrior(set) => {
                vec![("record", set.label()), ("value", set.value.shown())]
            }
            Question::LeadsToBalancer(sets) => {
                let all = sets.iter().map(RecordSet::label).collect::<Vec<_>>().join(", ");
                with_first(sets, |_| vec![("records", all.clone())])
            }
            Question::SideDoor { rules, .. } => with_first(rules, |_| Vec::new()),
            Question::OwnGroup(offer) => vec![("groups", offer.shared.join(", "))],
            Question::HostKey { address, fingerprint, check } => {
                let mut values = vec![("address", address.to_string()), ("fingerprint", fingerprint.to_string())];
                values.extend(self.values_of_check(check));
                values
            }
            Question::Vanished { slot, label } | Question::Changed { slot, label } => {
                vec![("thing", self.slot(slot)), ("label", label.clone())]
            }
            Question::RequestAnew { arn, .. } => vec![("arn", arn.to_string())],
            Question::DeleteLeftover { what, bill } => self.values_of_leftover(what, bill),
            Question::Pause(offer) => {
                let stops = if offer.stops.is_empty() { "no" } else { "yes" }.to_owned();
                vec![("name", pause::listed(&offer.names)), ("stops", stops)]
            }
            Question::ReopenDoor { web, own, asks, closed_again, .. } => {
                let again = match (closed_again, asks, web.is_empty() && !own) {
                    (false, ..) => "no",
                    (true, false, _) => "all",
                    (true, true, true) => "asks",
                    (true, true, false) if *own => "own",
                    (true, true, false) => "some",
                };
                vec![("again", again.to_owned())]
            }
            Question::StartServer { instance, .. } => vec![("instance", instance.to_string())],
            Question::TearDown { domain, servers, .. } => {
                let server = if *servers > 0 { "yes" } else { "no" }.to_owned();
                vec![("domain", domain.to_string()), ("server", server)]
            }
        }
    }

    /// What goes of the rules that a question is about, what stays, and what that means.
    pub fn side_door(&self, question: &Question) -> Vec<String> {
        let Question::SideDoor { rules, narrow } = question else { return Vec::new() };
        let told = |id: &str, group: &GroupId, permit: &Permit| self.with(id, &[("rule", &format!("{group}  {permit}"))]);
        let goes = rules.iter().map(|rule| told("side-door-closed", &rule.group, &rule.permit));
        let stays = narrow.iter().map(|rule| told("side-door-kept", &rule.group, &rule.permit));
        goes.chain(stays).chain([self.get("side-door-rest").replace('\n', " ")]).collect()
    }

    /// Every rule that is put back before a pause, with what it lets in; and what closes it again.
    pub fn reopened(&self, question: &Question) -> Vec<String> {
        let Question::ReopenDoor { web, wide, .. } = question else { return Vec::new() };
        let told = |id: &str, rule: &RevokedRule| self.with(id, &[("rule", &format!("{}  {}", rule.group, rule.permit))]);
        let web = web.iter().map(|rule| told("reopens-web", rule));
        let all = web.chain(wide.iter().map(|rule| told("reopens-wide", rule)));
        all.chain([self.asked("reopens-until", question)]).collect()
    }

    /// Who else stands in the group that the server shares, which rules it is to have in one of its own, and what that means.
    pub fn own_group(&self, offer: &OwnGroupOffer) -> Vec<String> {
        let rule = |id: &str, rule: String| self.with(id, &[("rule", &rule)]);
        let others = offer.others.iter().map(|other| other.trim_start_matches("+ "));
        let others = self.with("own-group-others", &[("others", &others.collect::<Vec<_>>().join(", "))]);
        let left = offer.left.iter().map(|left| rule("own-group-left", format!("{}  {}", left.group, left.permit)));
        let taken = offer.taken.iter().map(|permit| rule("own-group-taken", permit.to_string()));
        let added = offer.added.iter().map(|permit| rule("own-group-added", permit.to_string()));
        let naming = offer.naming.iter().map(|named| rule("own-group-naming", named.clone()));
        let rest = [self.get("own-group-rest").replace('\n', " ")];
        [others].into_iter().chain(left).chain(taken).chain(added).chain(naming).chain(rest).collect()
    }

    /// Why a `.env` that has the variable is not offered.
    pub fn odd_dotenv(&self, dotenv: &Dotenv) -> String {
        self.with("odd-dotenv", &[("path", &dotenv.path), ("lines", &dotenv.lines())])
    }

    /// What a teardown leaves on the server: what it is, where, and the command that removes it.
    pub fn staying(&self, resource: &Resource) -> String {
        let label = resource.label();
        match resource {
            Resource::EnvironmentFile { names, .. } => {
                self.with("stays-environment-file", &[("path", &label), ("names", &names.join(", "))])
            }
            _ => self.with("stays-drop-in", &[("path", &label)]),
        }
    }

    /// That a run whose sign-in to AWS is over goes on once there is a new one, and for how long it waits.
    pub fn signed_out(&self, limit: Option<Duration>) -> String {
        match limit {
            Some(limit) => self.with("signed-out-until", &[("limit", &self.duration(limit))]),
            None => self.get("signed-out"),
        }
    }

    /// Why a value was refused.
    pub fn name_problem(&self, problem: NameProblem) -> String {
        self.config_problem(&ConfigProblem::Name(problem))
    }

    /// What is wrong in the config, without the place.
    pub fn config_problem(&self, problem: &ConfigProblem) -> String {
        self.with(&problem.message_id(), &[("detail", &problem.detail())])
    }

    /// What is wrong in the config, after the place as compilers write it: `landfall.toml:5: server.port: …`.
    pub fn config_error(&self, path: &Path, error: &ConfigError) -> String {
        let line = error.line.map(|line| format!(":{line}")).unwrap_or_default();
        let key = if error.key.is_empty() { String::new() } else { format!("{}: ", error.key) };
        format!("{}{line}: {key}{}", path.display(), self.config_problem(&error.problem))
    }

    /// Why the journal was refused.
    pub fn journal_error(&self, error: &JournalError) -> String {
        self.with(&format!("journal-problem-{}", error.code()), &[("detail", &error.detail()), ("mend", &error.mend())])
    }

    /// Whether what was typed means yes, in any language that Landfall speaks; nothing typed is no.
    pub fn is_yes(&self, typed: &str) -> bool {
        self.is_among("headless-yes-words", typed)
    }

    /// Whether this means no.
    pub fn is_no(&self, typed: &str) -> bool {
        self.is_among("headless-no-words", typed)
    }

    fn is_among(&self, words: &str, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        self.get(words).split(' ').any(|word| word == typed)
    }
}

/// The values of the first candidate, and whether there are more.
fn with_first<T>(all: &[T], values: impl Fn(&T) -> Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let many = ("many", if all.len() == 1 { "one" } else { "many" }.to_owned());
    all.first().map(values).unwrap_or_default().into_iter().chain([many]).collect()
}

/// Until when a certificate is valid.
fn until(certificate: &crate::engine::op::cloud::Certificate) -> String {
    certificate.not_after.map(crate::engine::time::Timestamp::day).unwrap_or_default()
}

/// The last part of an ARN, as the console's list has it.
fn id_of(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or(arn).to_owned()
}

/// The same values for another sort of several.
fn with_many(values: Vec<(&'static str, String)>, many: &str) -> Vec<(&'static str, String)> {
    values.into_iter().map(|(name, value)| (name, if name == "many" { many.to_owned() } else { value })).collect()
}

/// `name (id, address)`, as far as they are known.
fn instance_label(i: &Instance) -> String {
    let address = i.public_address.map(|a| format!(", {a}")).unwrap_or_default();
    if i.name.is_empty() { format!("{}{address}", i.id) } else { format!("{} ({}{address})", i.name, i.id) }
}
