//! A ledger as text that stays the same while the types behind it are renamed: every value, under words of its own.

use std::fmt::Display;

use landfall::engine::goal::{PauseScope, Scope};
use landfall::engine::ingress::{Permit, RuleSource};
use landfall::engine::leftover::{Belongings, LeftoverId};
use landfall::engine::op::host::{AppPaths, ChainQuestion, SettingsWanted, UnitName};
use landfall::engine::op::{Access, CloudOp, HostOp, Op};
use landfall::engine::own_group::InPlaceOf;
use landfall::engine::question::Answer;
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::regional::Regional;
use landfall::engine::resource::{NarrowRule, Resource, RevokedRule};
use landfall::engine::slot::Slot;
use landfall::engine::state::Ledger;
use landfall::engine::their_record::TheirRecord;
use landfall::site::{DnsHost, HealthCheck, KeyType, Site, Spread, Validation};

/// One line a fact.
pub fn text(ledger: &Ledger) -> String {
    let mut lines = ledger.site.as_ref().map(site).unwrap_or_default();
    lines.extend(ledger.answers.iter().map(|a| format!("answer {}", answer(a))));
    lines.extend(ledger.resources.iter().map(|(s, r)| format!("resource {} = {}", slot(s), resource(r))));
    lines.extend(ledger.pending.iter().map(|(id, p)| format!("pending {} {} {}", id.0, p.token.0, op(&p.op))));
    lines.extend(ledger.tokens.iter().map(|(s, token)| format!("token {} {}", slot(s), token.0)));
    lines.push(format!("old-name-servers {}", list(&ledger.old_name_servers)));
    lines.push(format!("account {}", option(ledger.account.as_ref())));
    lines.push(format!("teardown {}", option(ledger.teardown.map(scope))));
    // Since schema 8, and named only where it is so.
    lines.extend(ledger.pause.map(|pause| format!("pause {} since={} through={}", pause_scope(pause.scope), pause.since.0, pause.through)));
    lines.extend(ledger.stopped.values().map(|instance| format!("stopped {instance}")));
    // Since schema 10.
    let record = |what: &str, all: &[TheirRecord]| {
        all.iter().map(|record| format!("{what} {} {} {}", record.of, record.name, record.target)).collect::<Vec<_>>()
    };
    lines.extend(record("their-record", &ledger.their_records));
    lines.extend(record("record-left", &ledger.records_left));
    lines.push(format!("closed {}", ledger.closed));
    lines.push(format!("restart-due {}", !ledger.restart_due.is_empty()));
    lines.push(format!("wrote-on-server {}", !ledger.wrote_on_server.is_empty()));
    // Named only where it is so: the ledgers of schema 1 do not know of it.
    lines.extend(ledger.salvaged.then(|| "salvaged true".to_owned()));
    lines.extend(ledger.left.iter().map(|left| format!("left {}", resource(left))));
    lines.extend(ledger.terminating.iter().map(|had| belongings("terminating", had)));
    lines.extend(ledger.belongings.iter().map(|had| belongings("belonged", had)));
    lines.push(format!("last-op {}", ledger.last_op.0));
    lines.push(format!("last-seq {}", ledger.last_seq.0));
    lines.join("\n") + "\n"
}

/// Text from outside, in quotes, on one line.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn option<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |v| v.to_string())
}

fn list<T: Display>(all: &[T]) -> String {
    format!("[{}]", all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

fn scope(scope: Scope) -> String {
    format!("with-server={} abandon-delegation={}", scope.with_server, scope.abandon_delegation)
}

fn pause_scope(scope: PauseScope) -> String {
    format!("stop-server={}", scope.stop_server)
}

fn validation(validation: Validation) -> &'static str {
    match validation {
        Validation::Dns => "dns",
        Validation::Email => "email",
    }
}

fn site(site: &Site) -> Vec<String> {
    let Site { name, domain, host, other_hosts, region, profile, dns, server, app, certificate, balancer, net } = site;
    let path = |path: &Option<std::path::PathBuf>| option(path.as_ref().map(|p| quoted(&p.display().to_string())));
    let spread = match &balancer.zones {
        Spread::Two => "two".to_owned(),
        Spread::All => "all".to_owned(),
        Spread::These(zones) => zones.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    };
    let lines = [
        ("name", name.to_string()),
        ("domain", domain.to_string()),
        ("host", std::iter::once(host).chain(other_hosts).map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        ("region", region.to_string()),
        ("profile", option(profile.as_ref().map(|p| quoted(p)))),
        ("server.manage", server.manage.to_string()),
        ("server.instance", option(server.instance.as_ref())),
        ("server.address", option(server.address)),
        ("server.public-address", option(server.public_address)),
        ("server.port", server.port.to_string()),
        ("server.user", server.user.to_string()),
        ("server.key", path(&server.key)),
        ("server.host-key", option(server.host_key.as_ref())),
        ("server.close-http", server.close_http.to_string()),
        ("app.project", option(app.project.as_ref().map(|p| quoted(p.as_str())))),
        ("app.venv", option(app.venv.as_ref().map(|p| quoted(p.as_str())))),
        ("app.wsgi", option(app.wsgi.as_ref())),
        ("certificate.validation", validation(certificate.validation).to_owned()),
        ("certificate.names", list(&certificate.names)),
        ("balancer.zones", spread),
        ("balancer.redirect-http", balancer.redirect_http.to_string()),
        ("net.resolver", option(net.resolver)),
        ("net.roots", list(&net.roots)),
        ("net.extra-ca", path(&net.extra_ca)),
    ];
    // The texts of before schema 3 know of no other key than RSA.
    let key = (certificate.key_type != KeyType::Rsa2048).then(|| ("certificate.key-type", "ecdsa_p256".to_owned()));
    let asgi = app.asgi.as_ref().map(|asgi| ("app.asgi", asgi.to_string()));
    // Those of before schema 6 know of no alias.
    let alias = server.ssh_host.as_ref().map(|host| ("server.ssh-host", host.alias.to_string()));
    // Those of before schema 10 know of no DNS elsewhere.
    let dns = (*dns == DnsHost::Elsewhere).then(|| ("dns", "elsewhere".to_owned()));
    lines.into_iter().chain(key).chain(asgi).chain(alias).chain(dns).map(|(key, value)| format!("site {key} {value}")).collect()
}

fn slot(slot: &Slot) -> String {
    match slot {
        Slot::Validation(name) => format!("{} {name}", slot.code()),
        Slot::Elsewhere { region, id, .. } => format!("{} {region} {}", slot.code(), quoted(id)),
        other => other.code().to_string(),
    }
}

fn app(app: &AppPaths) -> String {
    let AppPaths { project, venv, wsgi, worker, settings, owner } = app;
    let [project, venv, settings] = [project, venv, settings].map(|path| quoted(path.as_str()));
    // The texts of before schema 6 know of no asgi.
    let worker = worker.map(|worker| format!(" worker={worker}")).unwrap_or_default();
    format!("project={project} venv={venv} wsgi={wsgi} settings={settings} owner={owner}{worker}")
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Costs => "costs".into(),
        Answer::ZoneCosts => "zone-costs".into(),
        Answer::Instance(_, id) => format!("instance {id}"),
        Answer::Project(_, paths) => format!("project {}", app(paths)),
        Answer::ReplaceUnit(_) => "replace-unit".into(),
        Answer::EnableUnit { unit, .. } => format!("enable-unit {}", quoted(&unit.0)),
        Answer::Nginx { sha256, .. } => format!("nginx {sha256}"),
        Answer::Settings { sha256, .. } => format!("settings {sha256}"),
        Answer::TypeVariable { name, .. } => format!("type-variable {}", quoted(name)),
        Answer::GiveFile { path, .. } => format!("give-file {}", quoted(path)),
        Answer::AdoptZone(zone) => format!("adopt-zone {zone}"),
        Answer::AdoptCertificate(arn) => format!("adopt-certificate {arn}"),
        Answer::RequestOwn => "request-own".into(),
        Answer::OverwriteRecord(of) => format!("overwrite-record {}", set(of)),
        Answer::HostKey { address, fingerprint } => format!("host-key {address} {fingerprint}"),
        Answer::Remake(of) => format!("remake {}", slot(of)),
        Answer::RequestAnew(arn) => format!("request-anew {arn}"),
        Answer::TearDown(of) => format!("tear-down {}", scope(*of)),
        Answer::Unit(_, text) => format!("unit {}", quoted(text)),
        Answer::RevertSettings(_) => "revert-settings".into(),
        Answer::DeleteRecord(of) => format!("delete-record {}", set(of)),
        Answer::KeepRecord(of) => format!("keep-record {}", set(of)),
        Answer::LeadNowhere(all) => format!("lead-nowhere {}", list(&all.iter().map(set).collect::<Vec<_>>())),
        Answer::CloseSideDoor(rules) => format!("close-side-door {}", list(rules)),
        Answer::OwnGroup { leaves, .. } => format!("own-group without {}", list(leaves)),
        Answer::LeaveSharedGroup => "leave-shared-group".into(),
        Answer::LeaveSideDoor => "leave-side-door".into(),
        Answer::Pause(of) => format!("pause {}", pause_scope(*of)),
        Answer::ReopenDoor => "reopen-door".into(),
        Answer::StartServer { instance, .. } => format!("start-server {instance}"),
        Answer::DeleteLeftover(id) => format!("delete-leftover {}", leftover(id)),
        Answer::KeepLeftover(id) => format!("keep-leftover {}", leftover(id)),
        Answer::MailAgain(_) => "mail-again".into(),
        Answer::Retry => "retry".into(),
    }
}

fn leftover(id: &LeftoverId) -> String {
    match id {
        LeftoverId::Volume(id) => id.to_string(),
        LeftoverId::Address(id) => id.to_string(),
        LeftoverId::Group(id) => id.to_string(),
    }
}

/// What schema 8 added, where there is any.
fn belongings(word: &str, had: &Belongings) -> String {
    let Belongings { instance, staying, going, addresses, groups } = had;
    format!("{word} {instance} staying={} going={} addresses={} groups={}", list(staying), list(going), list(addresses), list(groups))
}

fn set(set: &RecordSet) -> String {
    let value = match &set.value {
        RecordValue::A { ttl, addresses } => format!("a ttl={ttl} {}", list(addresses)),
        RecordValue::Cname { ttl, target } => format!("cname ttl={ttl} {target}"),
        RecordValue::Alias { target, target_zone, evaluate_health } => {
            format!("alias {target} in {target_zone} evaluate-health={evaluate_health}")
        }
        RecordValue::Other { kind, values } => {
            format!("other {kind} {}", list(&values.iter().map(|v| quoted(v)).collect::<Vec<_>>()))
        }
    };
    format!("({} {value} routed={})", set.name, set.routed)
}

fn revoked(rules: &[RevokedRule]) -> String {
    let rule = |r: &RevokedRule| {
        let Permit { protocol, from_port, to_port, source, description } = &r.permit;
        let description = option(description.as_ref().map(|d| quoted(d)));
        let port = |port: &Option<i32>| port.map_or("*".to_owned(), |port| port.to_string());
        let ports = format!("{}-{}", port(from_port), port(to_port));
        // Those of TCP and to a block are told as before there were others.
        match source {
            RuleSource::Cidr(block) if protocol == "tcp" => format!("({} {} {ports} {block} {description})", r.group, r.rule),
            _ => format!("({} {} {protocol} {ports} {source:?} {description})", r.group, r.rule),
        }
    };
    list(&rules.iter().map(rule).collect::<Vec<_>>())
}

fn narrow(rules: &[NarrowRule]) -> String {
    let told: Vec<String> = rules.iter().map(|r| format!("({} {} {:?})", r.group, r.permit, r.permit.description)).collect();
    if told.is_empty() { String::new() } else { format!(" narrow={}", list(&told)) }
}

fn resource(resource: &Resource) -> String {
    match resource {
        Resource::Unit { path, .. } => format!("unit {}", quoted(path)),
        Resource::Nginx { path, .. } => format!("nginx {}", quoted(path)),
        Resource::EnvironmentFile { path, names, .. } => format!("environment-file {} {}", quoted(path), texts(names)),
        Resource::DropIn { path, files, theirs, .. } => format!("drop-in {} {} theirs={theirs}", quoted(path), texts(files)),
        Resource::Settings { path, .. } => format!("settings {}", quoted(path)),
        Resource::Zone { id, name_servers, adopted } => format!("zone {id} {} adopted={adopted}", list(name_servers)),
        Resource::Record { slot: of, zone, set: stands, prior, change } => {
            let (prior, change) = (option(prior.as_ref().map(set)), option(change.as_ref()));
            format!("record {} in {zone} {} prior={prior} change={change}", slot(of), set(stands))
        }
        Resource::Certificate { arn, adopted: false } => format!("certificate {arn}"),
        Resource::Certificate { arn, adopted: true } => format!("certificate {arn} adopted"),
        Resource::BalancerGroup { id } => format!("group {id}"),
        Resource::Rule { slot: of, group, id } => format!("rule {} {id} in {group}", slot(of)),
        Resource::TargetGroup { arn } => format!("target-group {arn}"),
        Resource::Registration { target_group, instance, .. } => format!("registration {instance} in {target_group}"),
        Resource::Balancer { arn, dns_name, dns_zone, zones } => format!("balancer {arn} {dns_name} in {dns_zone} {}", list(zones)),
        Resource::Listener { door, arn } => format!("listener {} {arn}", door.port()),
        Resource::Redirect { name, arn } => format!("redirect {name} {arn}"),
        Resource::OldCertificate { arn } => format!("old-certificate {arn}"),
        Resource::SideDoor { revoked: rules, narrow: ours } => format!("side-door {}{}", revoked(rules), narrow(ours)),
        Resource::OwnGroup { id, .. } => format!("own-group {id}"),
        Resource::InOwnGroup { own, place, before, tried, .. } => {
            format!("in {own} {} was {} tried={tried}", in_place_of(place), list(before))
        }
        Resource::Elsewhere { region, thing } => format!("{region} {}", regional(thing)),
        Resource::Instance { id, .. } => format!("instance {id}"),
    }
}

fn regional(thing: &Regional) -> String {
    match thing {
        Regional::Balancer { arn, dns_name, zones } => format!("balancer {arn} {dns_name} {}", list(zones)),
        Regional::Rule { group, id } => format!("rule {id} in {group}"),
        Regional::TargetGroup { .. } | Regional::Certificate { .. } | Regional::Group { .. } => format!("{} {}", thing.kind(), thing.id()),
    }
}

fn op(op: &Op) -> String {
    let values = match op {
        Op::Cloud(cloud) => cloud_op(cloud),
        Op::Host(_, access, host) => format!("{} {}", self::access(access), host_op(host)),
        Op::Net(_) => panic!("{op:?} is no write"),
    };
    format!("{} {values}", op.code())
}

fn access(access: &Access) -> String {
    let Access { address, port, user, key, ssh_host, host_key } = access;
    let key = option(key.as_ref().map(|k| quoted(&k.display().to_string())));
    // What schema 6 added, where it is told.
    let alias = ssh_host.as_ref().map(|alias| format!(" ssh-host={alias}")).unwrap_or_default();
    format!("at {address} port={port} user={user} key={key} host-key={}{alias}", option(host_key.as_ref()))
}

fn texts(all: &[String]) -> String {
    list(&all.iter().map(|text| quoted(text)).collect::<Vec<_>>())
}

/// What schema 4 added, where it is not what was true before.
fn beside_hosts(unit: &UnitName, wanted: &SettingsWanted) -> String {
    let SettingsWanted { hosts: _, origins, proto_reaches } = wanted;
    let told = [
        (*unit != UnitName::GUNICORN).then(|| format!(" unit={}", quoted(&unit.0))),
        (!origins.is_empty()).then(|| format!(" origins={}", texts(origins))),
        proto_reaches.then(|| " proto-reaches".to_owned()),
    ];
    told.into_iter().flatten().collect()
}

fn host_op(op: &HostOp) -> String {
    match op {
        HostOp::WriteUnit { unit, text } => format!("{} {}", quoted(&unit.0), quoted(text)),
        HostOp::StartUnit { unit } | HostOp::RestartUnit { unit } => quoted(&unit.0),
        HostOp::WriteSettings { app: paths, unit, wanted, before_sha256 } => {
            format!("{} {}{} before={before_sha256}", app(paths), texts(&wanted.hosts), beside_hosts(unit, wanted))
        }
        HostOp::EnableUnit { unit, path } => format!("{} {}", quoted(&unit.0), quoted(path)),
        HostOp::WriteNginx { question: ChainQuestion { name, project, unit, address }, path, before_sha256 } => {
            let [project, path] = [project.as_str(), path].map(quoted);
            format!("{} {project} {} {} {path} before={before_sha256}", quoted(name), quoted(&unit.0), option(address.as_ref()))
        }
        HostOp::WriteVariable { name, file } => format!("{} {}", quoted(name), quoted(file)),
        HostOp::WriteDropIn { unit, files, theirs } => format!("{} {} theirs={theirs}", quoted(&unit.0), texts(files)),
        HostOp::LeaveEnvironmentFile { path } | HostOp::RemoveDropIn { path } | HostOp::LeaveDropIn { path } => quoted(path),
        HostOp::RestoreSettings { path } | HostOp::RestoreUnit { path } | HostOp::RestoreNginx { path } => quoted(path),
        HostOp::Survey { .. }
        | HostOp::LookService { .. }
        | HostOp::LookSettings { .. }
        | HostOp::LookChain(_)
        | HostOp::LookVariable(_)
        | HostOp::TryHealth { .. }
        | HostOp::TryPlainHttp { .. }
        | HostOp::TryLogin => {
            panic!("{op:?} is no write")
        }
    }
}

fn in_place_of(place: &InPlaceOf) -> String {
    format!("for {} on {}", list(&place.shared), place.interface)
}

fn cloud_op(op: &CloudOp) -> String {
    match op {
        CloudOp::EnsureZone { domain } => domain.to_string(),
        CloudOp::UpsertRecord { slot: of, zone, set: wanted, prior } | CloudOp::RestoreRecord { slot: of, zone, set: wanted, prior } => {
            format!("{} in {zone} {} prior={}", slot(of), set(wanted), option(prior.as_ref().map(set)))
        }
        CloudOp::EnsureCertificate { spec, domain } => format!("{} {} of {domain}", list(&spec.names), validation(spec.validation)),
        CloudOp::ResendValidation { arn, names, domain } => format!("{arn} {} of {domain}", list(names)),
        CloudOp::EnsureBalancerGroup { name, vpc } => format!("{name} in {vpc}"),
        CloudOp::EnsureTargetGroup { name, vpc, check } if *check == HealthCheck::default() => format!("{name} in {vpc}"),
        CloudOp::EnsureTargetGroup { name, vpc, check } => format!("{name} in {vpc} asked for {} {}", check.path, check.codes),
        CloudOp::EnsureEntrance { door, group } => format!("port {} of {group}", door.port()),
        CloudOp::EnsureServerRule { server_group, balancer_group, .. } => format!("{server_group} from {balancer_group}"),
        CloudOp::EnsureRegistration { target_group, instance, .. } => format!("{instance} in {target_group}"),
        CloudOp::EnsureBalancer { name, subnets, group } => format!("{name} {} {group}", list(subnets)),
        CloudOp::EnsureListener { door, balancer, forward } => {
            let forward = option(forward.as_ref().map(|(to, with)| format!("{to} with {with}")));
            format!("port {} of {balancer} to {forward}", door.port())
        }
        CloudOp::CloseSideDoor { rules, narrow: ours }
        | CloudOp::ReopenSideDoor { rules, narrow: ours }
        | CloudOp::NarrowSideDoor { revoked: rules, narrow: ours } => format!("{}{}", revoked(rules), narrow(ours)),
        CloudOp::EnsureOwnGroup { name, vpc, place, permits, .. } => {
            let rules: Vec<String> =
                permits.iter().map(|rule| format!("{rule} {}", option(rule.description.as_ref().map(|d| quoted(d))))).collect();
            format!("{name} in {vpc} {} with {}", in_place_of(place), list(&rules))
        }
        CloudOp::EnterOwnGroup { own, place, before, tried, .. } => {
            format!("{own} {} was {} tried={tried}", in_place_of(place), list(before))
        }
        CloudOp::LeaveOwnGroup { own, place, before, .. } => format!("{own} {} was {}", in_place_of(place), list(before)),
        CloudOp::DeleteOwnGroup { group, .. } => group.to_string(),
        CloudOp::DeleteBalancer { arn } => arn.to_string(),
        CloudOp::DeleteTargetGroup { arn } => arn.to_string(),
        CloudOp::DeleteRule { slot: of, group, rule } => format!("{} {rule} in {group}", slot(of)),
        CloudOp::DeleteBalancerGroup { group } => group.to_string(),
        CloudOp::DeleteCertificate { arn } | CloudOp::DeleteOldCertificate { arn } => arn.to_string(),
        CloudOp::EnsureRedirect { name, listener, to } => format!("{name} to {to} on {listener}"),
        CloudOp::DeleteRedirect { name, rule } => format!("{name} {rule}"),
        CloudOp::DeleteZone { zone } => zone.to_string(),
        CloudOp::DeleteElsewhere { region, thing } => format!("{region} {}", regional(thing)),
        CloudOp::TerminateInstance { instance, .. } | CloudOp::StopInstance { instance, .. } | CloudOp::StartInstance { instance, .. } => {
            instance.to_string()
        }
        CloudOp::DeleteVolume { volume, of } => format!("{volume} of {of}"),
        CloudOp::ReleaseAddress { address, of } => format!("{address} of {of}"),
        CloudOp::DeleteServerGroup { group } => group.to_string(),
        CloudOp::LookIdentity
        | CloudOp::LookInstances { .. }
        | CloudOp::LookNetwork { .. }
        | CloudOp::LookZones { .. }
        | CloudOp::LookRecords { .. }
        | CloudOp::LookCertificates { .. }
        | CloudOp::LookCovering { .. }
        | CloudOp::LookBalancers
        | CloudOp::LookTargetGroups
        | CloudOp::LookGroups { .. }
        | CloudOp::LookVolumes { .. }
        | CloudOp::LookAddresses { .. }
        | CloudOp::LookSnapshots { .. }
        | CloudOp::LookElsewhere { .. }
        | CloudOp::LookBeside { .. }
        | CloudOp::LookIdleGroups { .. }
        | CloudOp::LookChange { .. }
        | CloudOp::LookCertificate { .. }
        | CloudOp::LookBalancer { .. }
        | CloudOp::LookTargetHealth { .. }
        | CloudOp::LookInstanceState { .. }
        | CloudOp::LookHostKeys { .. }
        | CloudOp::LookAccountPlan
        | CloudOp::LookRights { .. }
        | CloudOp::LookBalancerQuota
        | CloudOp::LookReach { .. }
        | CloudOp::LookGroupUsers { .. }
        | CloudOp::LookHolders { .. } => panic!("{op:?} is no write"),
    }
}
