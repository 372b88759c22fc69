//! What only the person can decide, and what they said.

mod own_group;
mod pause;

use std::net::IpAddr;

pub use own_group::OwnGroupOffer;
pub use pause::PauseOffer;

use crate::codes::codes;
use crate::engine::cost::{Bill, Item};
use crate::engine::goal::{PauseScope, Scope};
use crate::engine::ids::{CertificateArn, RuleId, ZoneId};
use crate::engine::leftover::{Leftover, LeftoverId};
use crate::engine::op::cloud::{Certificate, ConsoleSays, Instance, IssueCause, KeyCheck, Zone};
use crate::engine::op::host::{AppPaths, Candidate, Dotenv, NginxChange, UnitName};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::{NarrowRule, Resource, RevokedRule};
use crate::engine::slot::Slot;
use crate::site::{CertificateName, DomainName, Fingerprint, InstanceId, ServerId};

/// Something only the person can decide.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// What will bill, before the first thing that does is made.
    Costs(Bill),
    /// Which instance is the server; one candidate: is it this one.
    Instance(ServerId, Vec<Instance>),
    /// Which Django project on the server, and which of its environments.
    Project(ServerId, Vec<Candidate>),
    /// A unit of this name stands there already; this would replace it (a backup is kept).
    ReplaceUnit { server: ServerId, path: String, diff: String },
    /// A unit of the person's serves the project, and does not run, or not after a reboot: enable and start it?
    EnableUnit { server: ServerId, unit: UnitName },
    /// The change to a file of nginx's configuration.
    Nginx { server: ServerId, change: NginxChange },
    /// The change to the settings module. `live`: the site answers visitors behind its balancer already.
    Settings { server: ServerId, path: String, diff: String, sha256: String, live: bool },
    /// The settings need this variable, and the service has it not. `file`: where it would be written once it is typed. `ready`: a file
    /// that has it already, and that systemd reads as is meant. `odd`: a `.env` that has it, and that systemd reads otherwise.
    Variable { server: ServerId, name: String, unit: UnitName, file: String, ready: Option<String>, odd: Option<Dotenv> },
    /// Zones of exactly this name that do not bear our tag: use one, never deleted by us. `delegated`: the parent points at it.
    AdoptZone { zones: Vec<Zone>, delegated: Option<ZoneId> },
    /// Certificates of the account that cover every name of the site, issued for others: use one, never changed nor deleted by us?
    AdoptCertificate(Vec<Certificate>),
    /// A record stands where ours goes; it is put back by teardown.
    OverwriteRecord(RecordSet),
    /// This host key was never seen. `check`: what EC2's console says of it.
    HostKey { address: IpAddr, fingerprint: Fingerprint, check: Box<KeyCheck> },
    /// What we made is not there any more: make it again?
    Vanished { slot: Slot, label: String },
    /// What we made was changed by others: take it over again?
    Changed { slot: Slot, label: String },
    /// The certificate ended without being issued: delete it and ask for a new one? `fresh`: this very run asked for it.
    RequestAnew { arn: CertificateArn, reason: String, fresh: bool },
    /// This record was recognised as ours without a journal: what stood there before it is not known, and cannot be put back.
    UnknownPrior(RecordSet),
    /// These rules let the world past the balancer, and more in than visitors: revoke them? `narrow`: what is authorised before, so that
    /// whoever came in by SSH still does. All else that they let in stays out then.
    SideDoor { rules: Vec<RevokedRule>, narrow: Vec<NarrowRule> },
    /// The way past the balancer lies in a group that others use too, which is not changed: is the server to have one of its own?
    OwnGroup(Box<OwnGroupOffer>),
    /// Records that we did not make lead to our balancer, which is to go: they will lead nowhere.
    LeadsToBalancer(Vec<RecordSet>),
    /// What bills by the hour is taken down until the person says `up`.
    Pause(Box<PauseOffer>),
    /// Before a pause: the server's port 80, which we closed, must be open to everybody again. All that we revoked is put back, as it was:
    /// the rules that let in visitors alone, and those that let in more. `closed_again`: by `up`, which `asks` about the latter where
    /// it closed them itself; those that it left in a shared group, for one of the server's `own`, it leaves again.
    ReopenDoor { web: Vec<RevokedRule>, wide: Vec<RevokedRule>, own: bool, asks: bool, closed_again: bool },
    /// The server stands still since a pause stopped it: start it again, from when on it bills?
    StartServer { server: ServerId, instance: InstanceId, bill: Bill },
    /// Everything that will be removed, and how many servers with it.
    TearDown { domain: DomainName, scope: Scope, resources: Vec<Resource>, servers: usize },
    /// The server was terminated and left this behind: delete it? Only who types what it is called says yes.
    DeleteLeftover { what: Leftover, bill: Bill },
}

codes! {
    /// A question without its values.
    QuestionKind {
        Costs = "costs",
        Instance = "instance",
        Project = "project",
        ReplaceUnit = "replace-unit",
        EnableUnit = "enable-unit",
        Nginx = "nginx",
        Settings = "settings",
        Variable = "variable",
        AdoptZone = "adopt-zone",
        AdoptCertificate = "adopt-certificate",
        OverwriteRecord = "overwrite-record",
        HostKey = "host-key",
        Vanished = "vanished",
        Changed = "changed",
        RequestAnew = "request-anew",
        UnknownPrior = "unknown-prior",
        LeadsToBalancer = "leads-to-balancer",
        SideDoor = "side-door",
        OwnGroup = "own-group",
        Pause = "pause",
        ReopenDoor = "reopen-door",
        StartServer = "start-server",
        TearDown = "tear-down",
        DeleteLeftover = "delete-leftover",
    }
}

/// What the person said. Journaled, so it never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes to everything that bills.
    Costs,
    /// Yes to the zone alone: the run ended before the balancer.
    ZoneCosts,
    Instance(ServerId, InstanceId),
    Project(ServerId, AppPaths),
    ReplaceUnit(ServerId),
    EnableUnit {
        server: ServerId,
        unit: UnitName,
    },
    Nginx {
        server: ServerId,
        sha256: String,
    },
    Settings {
        server: ServerId,
        sha256: String,
    },
    /// The person types the variable's value, which is added to our environment file; then the service starts anew.
    TypeVariable {
        server: ServerId,
        name: String,
    },
    /// This file is given to the service, which starts anew.
    GiveFile {
        server: ServerId,
        path: String,
    },
    AdoptZone(ZoneId),
    AdoptCertificate(CertificateArn),
    /// One of its own is requested for the site, for this run. Not journaled.
    RequestOwn,
    OverwriteRecord(RecordSet),
    HostKey {
        address: IpAddr,
        fingerprint: Fingerprint,
    },
    /// Forget what stood in this slot; the step makes it again.
    Remake(Slot),
    RequestAnew(CertificateArn),
    TearDown(Scope),
    Pause(PauseScope),
    /// Everybody may come to the server's port 80 again.
    ReopenDoor,
    StartServer {
        server: ServerId,
        instance: InstanceId,
    },
    /// The person's own text of the unit file, in place of the one that Landfall would write.
    Unit(ServerId, String),
    /// Put the settings back as they were before us.
    RevertSettings(ServerId),
    /// Delete this record, though nothing can be put back in its place.
    DeleteRecord(RecordSet),
    /// Leave this record as it is: it is the person's from now on.
    KeepRecord(RecordSet),
    /// The balancer goes, though these lead to it.
    LeadNowhere(Vec<RecordSet>),
    /// Revoke just these rules, which let in more than visitors.
    CloseSideDoor(Vec<RuleId>),
    /// Leave such rules as they are, for this run. Not journaled.
    LeaveSideDoor,
    /// The server is given a group of its own, without just these rules of the shared one.
    OwnGroup {
        server: ServerId,
        leaves: Vec<RuleId>,
    },
    /// It stays in the shared group, for this run. Not journaled.
    LeaveSharedGroup,
    /// Delete what the terminated server left behind.
    DeleteLeftover(LeftoverId),
    /// Leave it: it goes on billing.
    KeepLeftover(LeftoverId),
    /// Send the approval mails once more, of this name or of all that are not approved. Not journaled.
    MailAgain(Option<CertificateName>),
    /// Try again what is stuck. Not journaled.
    Retry,
}

impl Question {
    pub fn kind(&self) -> QuestionKind {
        match self {
            Self::Costs(_) => QuestionKind::Costs,
            Self::Instance(..) => QuestionKind::Instance,
            Self::Project(..) => QuestionKind::Project,
            Self::ReplaceUnit { .. } => QuestionKind::ReplaceUnit,
            Self::EnableUnit { .. } => QuestionKind::EnableUnit,
            Self::Nginx { .. } => QuestionKind::Nginx,
            Self::Settings { .. } => QuestionKind::Settings,
            Self::Variable { .. } => QuestionKind::Variable,
            Self::AdoptZone { .. } => QuestionKind::AdoptZone,
            Self::AdoptCertificate(_) => QuestionKind::AdoptCertificate,
            Self::OverwriteRecord(_) => QuestionKind::OverwriteRecord,
            Self::HostKey { .. } => QuestionKind::HostKey,
            Self::Vanished { .. } => QuestionKind::Vanished,
            Self::Changed { .. } => QuestionKind::Changed,
            Self::RequestAnew { .. } => QuestionKind::RequestAnew,
            Self::UnknownPrior(_) => QuestionKind::UnknownPrior,
            Self::LeadsToBalancer(_) => QuestionKind::LeadsToBalancer,
            Self::SideDoor { .. } => QuestionKind::SideDoor,
            Self::OwnGroup(_) => QuestionKind::OwnGroup,
            Self::Pause(_) => QuestionKind::Pause,
            Self::ReopenDoor { .. } => QuestionKind::ReopenDoor,
            Self::StartServer { .. } => QuestionKind::StartServer,
            Self::TearDown { .. } => QuestionKind::TearDown,
            Self::DeleteLeftover { .. } => QuestionKind::DeleteLeftover,
        }
    }

    /// The text of its kind: the tail of its message ids, and what `--json` prints.
    pub fn code(&self) -> &'static str {
        self.kind().as_str()
    }

    /// What a program that reads `--json` needs to answer: ids, a fingerprint, a diff.
    pub fn evidence(&self) -> Vec<String> {
        match self {
            Self::Costs(_) => Vec::new(),
            Self::Instance(_, all) => all.iter().map(|i| i.id.to_string()).collect(),
            Self::Project(_, all) => all.iter().map(|c| format!("{}  {}", c.app.project, c.app.venv)).collect(),
            Self::EnableUnit { unit, .. } => vec![unit.to_string()],
            Self::Nginx { change, .. } => vec![change.diff.clone()],
            Self::ReplaceUnit { diff, .. } | Self::Settings { diff, .. } => vec![diff.clone()],
            Self::Variable { name, file, ready, odd, .. } => {
                let odd = odd.as_ref().map(|dotenv| format!("{}: {}", dotenv.path, dotenv.lines()));
                [name.clone(), file.clone()].into_iter().chain(ready.clone()).chain(odd).collect()
            }
            Self::AdoptZone { zones, .. } => zones.iter().map(|z| z.id.to_string()).collect(),
            Self::AdoptCertificate(all) => all.iter().map(|c| c.arn.to_string()).collect(),
            Self::OverwriteRecord(set) | Self::UnknownPrior(set) => vec![set.label()],
            Self::LeadsToBalancer(sets) => sets.iter().map(RecordSet::label).collect(),
            Self::SideDoor { rules, narrow } => {
                let added = narrow.iter().map(|n| format!("+ {}  {}", n.group, n.permit));
                rules.iter().map(|r| format!("- {}  {}  {}", r.group, r.rule, r.permit)).chain(added).collect()
            }
            Self::OwnGroup(offer) => offer.evidence(),
            Self::HostKey { fingerprint, .. } => vec![fingerprint.to_string()],
            Self::Vanished { label, .. } | Self::Changed { label, .. } => vec![label.clone()],
            Self::RequestAnew { arn, reason, .. } => vec![arn.to_string(), reason.clone()],
            Self::Pause(offer) => offer.evidence(),
            Self::ReopenDoor { web, wide, .. } => web.iter().chain(wide).map(|r| format!("{}  {}", r.group, r.permit)).collect(),
            Self::StartServer { instance, .. } => vec![instance.to_string()],
            Self::TearDown { resources, .. } => resources.iter().map(Resource::label).collect(),
            Self::DeleteLeftover { what, .. } => vec![what.typed().to_owned()],
        }
    }

    /// The answers among which the person chooses; one answer makes it a yes or no. Where one of several takes something away, or may be
    /// the wrong machine, it is not the first: a screen's cursor stands on that one.
    pub fn choices(&self) -> Vec<Answer> {
        match self {
            Self::Costs(bill) if bill.lines.iter().any(|l| l.item == Item::Balancer) => vec![Answer::Costs],
            Self::Costs(_) => vec![Answer::ZoneCosts],
            Self::Instance(server, all) => all.iter().map(|i| Answer::Instance(server.clone(), i.id.clone())).collect(),
            Self::Project(server, all) => all.iter().map(|c| Answer::Project(server.clone(), c.app.clone())).collect(),
            Self::ReplaceUnit { server, .. } => vec![Answer::ReplaceUnit(server.clone())],
            Self::EnableUnit { server, unit } => vec![Answer::EnableUnit { server: server.clone(), unit: unit.clone() }],
            Self::Nginx { server, change } => {
                vec![Answer::Nginx { server: server.clone(), sha256: change.before_sha256.clone() }]
            }
            Self::Settings { server, sha256, .. } => vec![Answer::Settings { server: server.clone(), sha256: sha256.clone() }],
            Self::Variable { server, name, ready, .. } => {
                let give = ready.clone().map(|path| Answer::GiveFile { server: server.clone(), path });
                [Answer::TypeVariable { server: server.clone(), name: name.clone() }].into_iter().chain(give).collect()
            }
            Self::AdoptZone { zones, .. } => zones.iter().map(|z| Answer::AdoptZone(z.id.clone())).collect(),
            Self::AdoptCertificate(all) => {
                let theirs = all.iter().map(|c| Answer::AdoptCertificate(c.arn.clone()));
                [Answer::RequestOwn].into_iter().chain(theirs).collect()
            }
            Self::OverwriteRecord(set) => vec![Answer::OverwriteRecord(set.clone())],
            Self::HostKey { address, fingerprint, check } => {
                let yes = Answer::HostKey { address: *address, fingerprint: fingerprint.clone() };
                if check.says == ConsoleSays::Another { vec![Answer::Retry, yes] } else { vec![yes] }
            }
            Self::Vanished { slot, .. } | Self::Changed { slot, .. } => vec![Answer::Remake(slot.clone())],
            Self::RequestAnew { arn, .. } => vec![Answer::RequestAnew(arn.clone())],
            Self::UnknownPrior(set) => vec![Answer::KeepRecord(set.clone()), Answer::DeleteRecord(set.clone())],
            Self::LeadsToBalancer(sets) => vec![Answer::Retry, Answer::LeadNowhere(sets.clone())],
            Self::SideDoor { rules, .. } => {
                vec![Answer::LeaveSideDoor, Answer::CloseSideDoor(rules.iter().map(|rule| rule.rule.clone()).collect())]
            }
            Self::OwnGroup(offer) => {
                vec![Answer::LeaveSharedGroup, Answer::OwnGroup { server: offer.server.clone(), leaves: offer.leaves() }]
            }
            Self::Pause(offer) => vec![Answer::Pause(offer.scope)],
            Self::ReopenDoor { .. } => vec![Answer::ReopenDoor],
            Self::StartServer { server, instance, .. } => {
                vec![Answer::StartServer { server: server.clone(), instance: instance.clone() }]
            }
            Self::TearDown { scope, .. } => vec![Answer::TearDown(*scope)],
            Self::DeleteLeftover { what, .. } => vec![Answer::KeepLeftover(what.id()), Answer::DeleteLeftover(what.id())],
        }
    }

    /// What `--yes` says: costs, diffs and non-destructive defaults. `None`: only a person may answer (an unknown host
    /// key, a choice among several, something that is not ours).
    pub fn answer_of_yes(&self) -> Option<Answer> {
        match self {
            Self::AdoptZone { .. } | Self::HostKey { .. } | Self::Changed { .. } => None,
            Self::UnknownPrior(_) | Self::LeadsToBalancer(_) => None,
            // What was closed on purpose is opened on purpose.
            Self::ReopenDoor { .. } => None,
            // The server is stopped only by who says so.
            Self::Pause(offer) if offer.begun => None,
            // Nobody agrees to a price that was not told, unless they say that they do.
            Self::Costs(bill) if bill.has_unknown() => None,
            // What others may need to reach their server is closed by a person alone: it stays, and is told.
            Self::SideDoor { .. } => Some(Answer::LeaveSideDoor),
            // What is others' is used on a person's own yes.
            Self::AdoptCertificate(_) => Some(Answer::RequestOwn),
            // So is the server's place among others.
            Self::OwnGroup(_) => Some(Answer::LeaveSharedGroup),
            // It may hold the only copy of what was on the server: no flag deletes it.
            Self::DeleteLeftover { what, .. } => Some(Answer::KeepLeftover(what.id())),
            // A value is typed by a person, and whether a file of theirs is given to the service is theirs to say.
            Self::Variable { .. } => None,
            // A site that works is changed by a person's own yes.
            Self::Settings { live: true, .. } => None,
            // Others' sites stand in the same file.
            Self::Nginx { change, .. } if !change.others.is_empty() => None,
            // Else a lasting reason (CAA) would have certificates requested and deleted without end.
            Self::RequestAnew { fresh: true, .. } => None,
            // Nobody but the person can know whether that was mended.
            Self::RequestAnew { reason, .. } if IssueCause::read(reason).is_the_persons() => None,
            _ => match self.choices().as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            },
        }
    }
}

impl Answer {
    /// Whether the answer still holds once a teardown has begun. Consent to costs and changes does not.
    pub fn outlives_teardown(&self) -> bool {
        matches!(self, Self::Instance(..) | Self::Project(..) | Self::HostKey { .. } | Self::TearDown(_))
    }
}
