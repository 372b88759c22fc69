use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::*;
use crate::engine::ingress::RuleSource;
use crate::engine::op::{CloudOp, HostOp, NetOp, Op};
use crate::engine::question::Answer;
use crate::engine::resource::{Resource, RevokedRule};
use crate::engine::slot::Slot;
use crate::engine::state::{OpId, Token};
use crate::journal::samples::{AT, every_kind};
use crate::site::{DnsHost, HealthCheck, KeyType, ServerId};

/// Rows as they are written, each with the schema of its own.
fn written(records: &[JournalEntry]) -> Vec<(Seq, i64, String)> {
    let mut codec = Codec::default();
    (1..).map(Seq).zip(records).map(|(seq, record)| (seq, CURRENT, codec.encode(seq, record).unwrap())).collect()
}

/// The same as schema 1 wrote them, which knew of no key types.
fn bare(records: &[JournalEntry]) -> Vec<(Seq, i64, String)> {
    let entry = |record: &JournalEntry| {
        let mut entry = serde_json::to_value(Entry::try_from(record.clone()).unwrap()).unwrap();
        for place in ["/Opened/site/certificate", "/Started/op/Cloud/EnsureCertificate"] {
            entry.pointer_mut(place).map(|certificate| certificate.as_object_mut().unwrap().remove("key_type"));
        }
        if let Some(site) = entry.pointer_mut("/Opened/site").and_then(Value::as_object_mut) {
            let hosts = site.remove("hosts").unwrap();
            site.insert("host".to_owned(), hosts[0].clone());
        }
        for place in ["/Opened/site/app", "/Started/op/Cloud/EnsureTargetGroup"] {
            let health = entry.pointer_mut(place).and_then(Value::as_object_mut);
            let newer = |key: &str| ["asgi", "health", "health_codes", "path", "codes"].contains(&key);
            health.into_iter().for_each(|object| object.retain(|key, _| !newer(key)));
        }
        entry.pointer_mut("/Opened/site").map(|site| site.as_object_mut().unwrap().remove("dns").unwrap());
        for place in ["/Opened/site/server", "/Started/op/Host/0"] {
            entry.pointer_mut(place).map(|server| server.as_object_mut().unwrap().remove("ssh_host").unwrap());
        }
        for place in ["/Started/op/Host/1/WriteSettings/app", "/Answered/answer/Project"] {
            entry.pointer_mut(place).map(|app| app.as_object_mut().unwrap().remove("worker").unwrap());
        }
        if let Some(write) = entry.pointer_mut("/Started/op/Host/1/WriteSettings").and_then(Value::as_object_mut) {
            let names = write.remove("hosts").unwrap();
            ["unit", "origins", "proto_reaches"].iter().for_each(|key| drop(write.remove(*key).unwrap()));
            write.insert("names".to_owned(), names);
        }
        for (place, rules) in [
            ("/Started/op/Cloud/CloseSideDoor", "rules"),
            ("/Started/op/Cloud/ReopenSideDoor", "rules"),
            ("/Adopted/resource/SideDoor", "revoked"),
        ] {
            let Some(object) = entry.pointer_mut(place).and_then(Value::as_object_mut) else { continue };
            object.remove("narrow").unwrap();
            object.get_mut(rules).and_then(Value::as_array_mut).unwrap().iter_mut().for_each(flat);
        }
        entry.to_string()
    };
    (1..).map(Seq).zip(records).map(|(seq, record)| (seq, 1, entry(record))).collect()
}

/// A rule of TCP and to a block, as it was written until schema 8.
fn flat(rule: &mut Value) {
    let object = rule.as_object_mut().unwrap();
    let permit = object.remove("permit").unwrap();
    object.insert("cidr".to_owned(), permit.pointer("/source/Cidr").cloned().unwrap_or_default());
    ["from_port", "to_port", "description"].iter().for_each(|key| drop(object.insert((*key).to_owned(), permit[*key].clone())));
}

fn is_of_tcp(rule: &RevokedRule) -> bool {
    rule.permit.protocol == "tcp" && matches!(rule.permit.source, RuleSource::Cidr(_))
}

fn read(rows: &[(Seq, i64, String)]) -> Result<Vec<JournalEntry>, (Seq, WireError)> {
    let mut codec = Codec::default();
    rows.iter().map(|(seq, schema, body)| codec.decode(*seq, *schema, body).map_err(|e| (*seq, e))).collect()
}

/// The samples as schema 1 could have written them: without `Salvaged`, every key an RSA one, no origins, no health check of its own, no
/// asgi, no rule but those of TCP and to a block.
fn of_schema_1() -> Vec<JournalEntry> {
    let is_newer = |record: &JournalEntry| match record {
        JournalEntry::TheirRecord { .. } | JournalEntry::TheirRecordGone { .. } => true,
        JournalEntry::Salvaged { .. } | JournalEntry::Answered { answer: Answer::CloseSideDoor(_), .. } => true,
        JournalEntry::Started { op, .. } => matches!(op.as_ref(), Op::Cloud(CloudOp::NarrowSideDoor { .. })),
        _ => false,
    };
    let mut records: Vec<JournalEntry> = every_kind().into_iter().filter(|record| !is_newer(record)).collect();
    for record in &mut records {
        match record {
            JournalEntry::Opened { site, .. } => {
                site.certificate.key_type = KeyType::Rsa2048;
                site.app.asgi = None;
                site.dns = DnsHost::Route53;
            }
            JournalEntry::Started { op, .. } => {
                if let Op::Cloud(CloudOp::EnsureCertificate { spec, .. }) = op.as_mut() {
                    spec.key_type = KeyType::Rsa2048;
                }
                if let Op::Cloud(CloudOp::CloseSideDoor { rules, narrow } | CloudOp::ReopenSideDoor { rules, narrow }) = op.as_mut() {
                    rules.retain(is_of_tcp);
                    narrow.clear();
                }
                if let Op::Cloud(CloudOp::EnsureTargetGroup { check, .. }) = op.as_mut() {
                    *check = HealthCheck::default();
                }
                if let Op::Host(_, access, _) = op.as_mut() {
                    access.ssh_host = None;
                }
                if let Op::Host(_, _, HostOp::WriteSettings { wanted, .. }) = op.as_mut() {
                    (wanted.origins, wanted.proto_reaches) = (vec![], false);
                }
            }
            JournalEntry::Adopted { resource, .. } => {
                if let Resource::SideDoor { revoked, narrow } = resource.as_mut() {
                    revoked.retain(is_of_tcp);
                    narrow.clear();
                }
            }
            _ => {}
        }
    }
    records
}

#[test]
fn every_entry_can_be_read_again() {
    let records = of_schema_1();
    assert_eq!(read(&written(&every_kind())), Ok(every_kind()));
    assert_eq!(read(&bare(&records)), Ok(records));
}

#[test]
fn what_leaves_nothing_to_go_on_with_has_no_form() {
    let started = |op| JournalEntry::Started { id: OpId(1), at: AT, op: Box::new(op), token: Token(String::new()) };
    let looks = [Op::Cloud(CloudOp::LookIdentity), Op::Net(NetOp::Delegation { domain: "a.com".parse().unwrap() })];
    let answers = [Answer::MailAgain(None), Answer::RequestOwn, Answer::LeaveSideDoor, Answer::Retry]
        .map(|answer| JournalEntry::Answered { at: AT, answer });
    for record in looks.map(started).into_iter().chain(answers) {
        let mut codec = Codec::default();
        assert!(matches!(codec.encode(Seq(1), &record), Err(WireError::NotJournaled(_))), "{record:?}");
        assert_eq!(codec.last, Sum::first(), "nothing was written");
    }
}

/// This form has no word for another server: written down as the main one's, its files would be put back on the wrong one.
#[test]
fn what_is_about_another_server_has_no_form_yet() {
    let second = || "second".parse::<ServerId>().unwrap();
    let resources = [
        Resource::Unit { server: second(), path: "/unit".into() },
        Resource::Settings { server: second(), path: "/settings.py".into() },
        Resource::Registration { server: second(), target_group: "arn:t".into(), instance: "i-01234567".parse().unwrap() },
        Resource::Instance { server: second(), id: "i-01234567".parse().unwrap() },
        Resource::Rule { slot: Slot::ServerRule(second()), group: "sg-1".into(), id: "sgr-1".into() },
    ];
    let adopted = resources.map(|resource| JournalEntry::Adopted { at: AT, resource: Box::new(resource) });
    let answers = [
        Answer::Instance(second(), "i-01234567".parse().unwrap()),
        Answer::ReplaceUnit(second()),
        Answer::Settings { server: second(), sha256: String::new() },
        Answer::Unit(second(), String::new()),
        Answer::RevertSettings(second()),
    ];
    let answered = answers.map(|answer| JournalEntry::Answered { at: AT, answer });
    for record in adopted.into_iter().chain(answered) {
        assert!(matches!(Codec::default().encode(Seq(1), &record), Err(WireError::NotJournaled(_))), "{record:?}");
    }
}

#[test]
fn a_field_that_nobody_knows_is_refused_wherever_it_stands() {
    for (seq, schema, body) in bare(&every_kind()) {
        for (at, _) in body.match_indices("\":{\"") {
            let (before, after) = body.split_at(at + 3);
            let more = format!("{before}\"unheard of\":1,{after}");
            assert!(Codec::default().decode(seq, schema, &more).is_err(), "{more}");
        }
    }
}

#[test]
fn a_file_goes_on_in_the_current_schema_and_seals_what_came_before() {
    let records = of_schema_1();
    let (old, new) = records.split_at(5);
    let mut rows = bare(old);
    let mut codec = Codec::default();
    for (seq, schema, body) in &rows {
        codec.decode(*seq, *schema, body).unwrap();
    }
    rows.extend((6..).map(Seq).zip(new).map(|(seq, record)| (seq, CURRENT, codec.encode(seq, record).unwrap())));
    assert_eq!(read(&rows), Ok(records));
    rows[3].2 = rows[3].2.replace("1790000000000", "1790000000001");
    assert_eq!(read(&rows), Err((Seq(6), WireError::Unlinked)), "an entry without a checksum was changed");
}

#[test]
fn every_changed_character_of_a_body_is_noticed() {
    let mut before = Codec::default();
    for (seq, schema, body) in written(&every_kind()) {
        for at in (0..body.len()).filter(|at| body.is_char_boundary(*at) && body.is_char_boundary(at + 1)) {
            let mut changed = body.clone();
            changed.replace_range(at..=at, if body.as_bytes()[at] == b'0' { "1" } else { "0" });
            assert_eq!(before.clone().decode(seq, schema, &changed), Err(WireError::Changed), "{changed}");
        }
        before.decode(seq, schema, &body).unwrap();
    }
}

#[test]
fn rows_that_are_missing_doubled_or_in_another_place_are_noticed() {
    let rows = written(&every_kind());
    let at = |rows: &[(Seq, i64, String)]| read(rows).unwrap_err();
    let mut swapped = rows.clone();
    let moved = swapped[7].2.clone();
    swapped[7].2 = std::mem::replace(&mut swapped[4].2, moved);
    assert_eq!(at(&swapped), (Seq(5), WireError::OutOfPlace));
    let mut renumbered: Vec<_> = rows.iter().filter(|(seq, ..)| *seq != Seq(9)).cloned().collect();
    assert_eq!(at(&renumbered), (Seq(10), WireError::Unlinked));
    renumbered[8].0 = Seq(9);
    assert_eq!(at(&renumbered), (Seq(9), WireError::OutOfPlace));
    let mut schema = rows.clone();
    schema[2].1 = 1;
    assert_eq!(at(&schema), (Seq(3), WireError::OutOfPlace));
    let mut another = rows;
    another[0].2 = Codec::default().encode(Seq(1), &every_kind()[1]).unwrap();
    assert_eq!(at(&another), (Seq(2), WireError::Unlinked), "whole in itself, and not the one that was");
}

#[test]
fn what_is_too_new_names_the_release_that_wrote_it() {
    let mut newer = Codec::written_by("9.9.9");
    let body = newer.encode(Seq(1), &every_kind()[0]).unwrap();
    let unknown = |by: Option<&str>| WireError::UnknownSchema { schema: CURRENT + 1, by: by.map(Into::into) };
    assert_eq!(Codec::default().decode(Seq(1), CURRENT + 1, &body), Err(unknown(Some("9.9.9"))));
    assert_eq!(Codec::default().decode(Seq(1), CURRENT + 1, "in a form of its own"), Err(unknown(None)));
}

/// The variants that serde knows of a type.
fn variants<T: DeserializeOwned + std::fmt::Debug>() -> BTreeSet<String> {
    let refusal = serde_json::from_str::<T>("\"?\"").unwrap_err().to_string();
    refusal.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// The variants that stand under these keys, wherever they stand.
fn met(value: &Value, keys: &[&str], met_so_far: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, below) in fields {
                if keys.contains(&key.as_str()) {
                    met_so_far.extend(variant(below));
                }
                met(below, keys, met_so_far);
            }
        }
        Value::Array(all) => all.iter().for_each(|below| met(below, keys, met_so_far)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn variant(value: &Value) -> Option<String> {
    match value {
        Value::String(unit) => Some(unit.clone()),
        Value::Object(tagged) if tagged.len() == 1 => tagged.keys().next().cloned(),
        // What is done on a server stands behind how it is reached.
        Value::Array(both) => variant(both.get(1)?),
        _ => None,
    }
}

/// The entries of all goldens, as they lie in the files.
fn goldens() -> Vec<Value> {
    let schemas = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journal/golden")).unwrap();
    let files = schemas.flat_map(|schema| std::fs::read_dir(schema.unwrap().path()).unwrap()).map(|file| file.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|e| e == "jsonl")).map(|path| std::fs::read_to_string(path).unwrap());
    let rows: Vec<Value> =
        texts.flat_map(|text| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()).collect();
    let entry = |row: &Value| Alone::read(Seq(1), row["schema"].as_i64().unwrap(), row["body"].as_str().unwrap()).unwrap().entry;
    rows.iter().map(entry).collect()
}

#[test]
fn every_variant_of_the_form_stands_in_some_golden() {
    let entries = Value::Array(goldens().into_iter().map(|entry| serde_json::json!({ "entry": entry })).collect());
    let table: [(BTreeSet<String>, &[&str]); 14] = [
        (variants::<Entry>(), &["entry"]),
        (variants::<entry::Outcome>(), &["outcome"]),
        (variants::<entry::Answer>(), &["answer"]),
        (variants::<op::Op>(), &["op"]),
        (variants::<op::HostOp>(), &["Host"]),
        (variants::<cloud_op::CloudOp>(), &["Cloud"]),
        (variants::<resource::Resource>(), &["resource", "Made"]),
        (variants::<resource::Slot>(), &["slot", "Unmade", "Remake"]),
        (variants::<resource::RecordValue>(), &["value"]),
        (variants::<resource::Door>(), &["door", "Entrance", "Listener"]),
        (variants::<fault::Whose>(), &["whose"]),
        (variants::<site::Validation>(), &["validation"]),
        (variants::<site::KeyType>(), &["key_type"]),
        (variants::<site::Spread>(), &["zones"]),
    ];
    for (variants, keys) in table {
        let mut found = BTreeSet::new();
        met(&entries, keys, &mut found);
        assert!(variants.len() > 1, "{keys:?}: {variants:?}");
        let missing: Vec<&String> = variants.difference(&found).collect();
        assert!(missing.is_empty(), "{keys:?}: {missing:?}");
    }
}
