//! How entries of older schemas are lifted to the current one, as JSON, before they become types.
//!
//! An upcaster is written when a schema is superseded, and stays for good.

use serde_json::Value;

use super::error::WireError;

/// The schema that is written.
pub const CURRENT: i64 = 10;

/// From schema n, at place n - 1, to schema n + 1.
const UPCASTERS: [Upcaster; (CURRENT - 1) as usize] =
    [v1_to_v2, v2_to_v3, v3_to_v4, v4_to_v5, v5_to_v6, v6_to_v7, v7_to_v8, v8_to_v9, v9_to_v10];

type Upcaster = fn(&mut Value, &Context) -> Result<(), WireError>;

/// What was read before an entry and is needed to understand it.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// The site of the last `Opened`, in the current form.
    pub(super) site: Option<Value>,
}

impl Context {
    /// Takes in an entry in the current form.
    pub(super) fn pass(&mut self, entry: &Value) {
        if let Some(site) = entry.pointer("/Opened/site") {
            self.site = Some(site.clone());
        }
    }
}

/// Lifts an entry of this schema to the current one.
pub(super) fn lift(schema: i64, entry: &mut Value, context: &Context) -> Result<(), WireError> {
    lift_through(&UPCASTERS, schema, entry, context)
}

fn lift_through(upcasters: &[Upcaster], schema: i64, entry: &mut Value, context: &Context) -> Result<(), WireError> {
    let none = || WireError::NotAnEntry(format!("schema {schema}"));
    let from = usize::try_from(schema).ok().and_then(|schema| schema.checked_sub(1)).ok_or_else(none)?;
    let ahead = upcasters.get(from..).ok_or_else(none)?;
    ahead.iter().try_for_each(|upcaster| upcaster(entry, context))
}

/// 1 -> 2: the frame came around the entry, and with it `Salvaged` and the answers about records that were found again. Every entry
/// of before is the same.
fn v1_to_v2(_: &mut Value, _: &Context) -> Result<(), WireError> {
    Ok(())
}

/// 2 -> 3: a certificate has a key type. Until then ACM was not told of one, and made RSA keys of 2,048 bits.
fn v2_to_v3(entry: &mut Value, _: &Context) -> Result<(), WireError> {
    for place in ["/Opened/site/certificate", "/Started/op/Cloud/EnsureCertificate"] {
        let certificate = entry.pointer_mut(place).and_then(Value::as_object_mut);
        if certificate.and_then(|c| c.insert("key_type".to_owned(), "rsa_2048".into())).is_some() {
            return Err(WireError::NotAnEntry("key_type".to_owned()));
        }
    }
    Ok(())
}

/// 3 -> 4: nginx's configuration and units of the person's came, of which no entry of before knows; a write of the settings is told the
/// unit, and origins beside the names. Until then the unit had one name, and `ALLOWED_HOSTS` alone was edited.
fn v3_to_v4(entry: &mut Value, _: &Context) -> Result<(), WireError> {
    settings_are_more_than_names(entry)
}

fn settings_are_more_than_names(entry: &mut Value) -> Result<(), WireError> {
    let write = entry.pointer_mut("/Started/op/Host/1/WriteSettings").and_then(Value::as_object_mut);
    let Some(write) = write else { return Ok(()) };
    let hosts = write.remove("names").ok_or_else(|| WireError::NotAnEntry("names".to_owned()))?;
    let added =
        [("unit", "gunicorn.service".into()), ("hosts", hosts), ("origins", Value::Array(Vec::new())), ("proto_reaches", false.into())];
    for (key, value) in added {
        if write.insert(key.to_owned(), value).is_some() {
            return Err(WireError::NotAnEntry(key.to_owned()));
        }
    }
    Ok(())
}

/// 4 -> 5: the health check may be told. Until then every target group was asked for `/`, and well with 200 to 399.
fn v4_to_v5(entry: &mut Value, _: &Context) -> Result<(), WireError> {
    let added = [
        ("/Opened/site/app", "health", Value::Null),
        ("/Opened/site/app", "health_codes", Value::Null),
        ("/Started/op/Cloud/EnsureTargetGroup", "path", "/".into()),
        ("/Started/op/Cloud/EnsureTargetGroup", "codes", "200-399".into()),
    ];
    for (place, key, value) in added {
        let object = entry.pointer_mut(place).and_then(Value::as_object_mut);
        if object.and_then(|object| object.insert(key.to_owned(), value)).is_some() {
            return Err(WireError::NotAnEntry(key.to_owned()));
        }
    }
    Ok(())
}

/// 5 -> 6: a project may be served by asgi, and the server named as `~/.ssh/config` calls it. Until then each was served by wsgi, and named
/// by its address.
fn v5_to_v6(entry: &mut Value, _: &Context) -> Result<(), WireError> {
    let added = [
        ("/Opened/site/app", "asgi"),
        ("/Started/op/Host/1/WriteSettings/app", "worker"),
        ("/Answered/answer/Project", "worker"),
        ("/Opened/site/server", "ssh_host"),
        ("/Started/op/Host/0", "ssh_host"),
    ];
    for (place, key) in added {
        let object = entry.pointer_mut(place).and_then(Value::as_object_mut);
        if object.and_then(|object| object.insert(key.to_owned(), Value::Null)).is_some() {
            return Err(WireError::NotAnEntry(key.to_owned()));
        }
    }
    Ok(())
}

/// 6 -> 7: the balancer's zones may be listed, and what AWS refuses has codes of its own. Every entry of before is the same.
fn v6_to_v7(_: &mut Value, _: &Context) -> Result<(), WireError> {
    Ok(())
}

/// 7 -> 8: what a pause, the server's leftovers and a whole rule of a security group need came.
fn v7_to_v8(entry: &mut Value, _: &Context) -> Result<(), WireError> {
    revoked_rules_are_whole(entry)
}

/// 8 -> 9: faults and remedies of the domain and its registry came, and one of a server's own group. Every entry of before is the same.
fn v8_to_v9(_: &mut Value, _: &Context) -> Result<(), WireError> {
    Ok(())
}

/// 9 -> 10: faults and remedies of the hand-over and the certificate's way came, certificates that were there before, and what several names
/// need, of which no entry of before knows; and what is told below.
fn v9_to_v10(entry: &mut Value, _: &Context) -> Result<(), WireError> {
    sites_have_several_names(entry)?;
    dns_may_run_elsewhere(entry)
}

/// Until then a site had one name.
fn sites_have_several_names(entry: &mut Value) -> Result<(), WireError> {
    let Some(site) = entry.pointer_mut("/Opened/site").and_then(Value::as_object_mut) else { return Ok(()) };
    let host = site.remove("host").ok_or_else(|| WireError::NotAnEntry("host".to_owned()))?;
    match site.insert("hosts".to_owned(), Value::Array(vec![host])) {
        None => Ok(()),
        Some(_) => Err(WireError::NotAnEntry("hosts".to_owned())),
    }
}

/// Until then every site's DNS ran at Route 53.
fn dns_may_run_elsewhere(entry: &mut Value) -> Result<(), WireError> {
    let site = entry.pointer_mut("/Opened/site").and_then(Value::as_object_mut);
    match site.and_then(|site| site.insert("dns".to_owned(), "route53".into())) {
        Some(_) => Err(WireError::NotAnEntry("dns".to_owned())),
        None => Ok(()),
    }
}

/// Until then each was of TCP and to a block of addresses, and nothing was authorised in its place.
fn revoked_rules_are_whole(entry: &mut Value) -> Result<(), WireError> {
    let places = [
        ("/Started/op/Cloud/CloseSideDoor", "rules"),
        ("/Started/op/Cloud/ReopenSideDoor", "rules"),
        ("/Ended/outcome/Made/SideDoor", "revoked"),
        ("/Adopted/resource/SideDoor", "revoked"),
    ];
    for (place, rules) in places {
        let Some(object) = entry.pointer_mut(place).and_then(Value::as_object_mut) else { continue };
        if object.insert("narrow".to_owned(), Value::Array(Vec::new())).is_some() {
            return Err(WireError::NotAnEntry("narrow".to_owned()));
        }
        let rules = object.get_mut(rules).and_then(Value::as_array_mut).ok_or_else(|| WireError::NotAnEntry(rules.to_owned()))?;
        rules.iter_mut().try_for_each(whole)?;
    }
    Ok(())
}

fn whole(rule: &mut Value) -> Result<(), WireError> {
    let of = |key: &str| rule.get(key).cloned().ok_or_else(|| WireError::NotAnEntry(key.to_owned()));
    let (group, id, description) = (of("group")?, of("rule")?, of("description")?);
    let (from_port, to_port, block) = (of("from_port")?, of("to_port")?, of("cidr")?);
    let permit = serde_json::json!({
        "protocol": "tcp", "from_port": from_port, "to_port": to_port, "source": { "Cidr": block }, "description": description,
    });
    *rule = serde_json::json!({ "group": group, "rule": id, "permit": permit });
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A field that came with schema 2, from the entry itself, and one that came with schema 3, from the site.
    const OTHERS: [Upcaster; 2] = [
        |entry, _| {
            entry["Made"]["key"] = json!("rsa");
            Ok(())
        },
        |entry, context| {
            let site = context.site.as_ref().ok_or_else(|| WireError::NotAnEntry("no site".into()))?;
            entry["Made"]["of"] = site["name"].clone();
            Ok(())
        },
    ];

    #[test]
    fn a_site_of_before_had_one_name() {
        let opened = |site: Value| json!({ "Opened": { "at": 1, "site": site } });
        let lifted = |mut entry: Value| v9_to_v10(&mut entry, &Context::default()).map(|()| entry);
        let old = opened(json!({ "name": "a", "host": "@" }));
        assert_eq!(lifted(old), Ok(opened(json!({ "name": "a", "hosts": ["@"], "dns": "route53" }))));
        assert!(lifted(opened(json!({ "hosts": ["@"] }))).is_err());
        assert_eq!(lifted(json!({ "Closed": {} })), Ok(json!({ "Closed": {} })));
    }

    #[test]
    fn a_rule_of_before_was_of_tcp_and_to_a_block() {
        let old = json!([{ "group": "sg-1", "rule": "sgr-1", "from_port": 80, "to_port": 80, "cidr": "::/0", "description": null }]);
        let permit = json!({ "protocol": "tcp", "from_port": 80, "to_port": 80, "source": { "Cidr": "::/0" }, "description": null });
        let new = json!([{ "group": "sg-1", "rule": "sgr-1", "permit": permit }]);
        let lifted = |mut entry: Value| v7_to_v8(&mut entry, &Context::default()).map(|()| entry);
        for op in ["CloseSideDoor", "ReopenSideDoor"] {
            let entry = |rules: Value| json!({ "Started": { "op": { "Cloud": { op: rules } } } });
            assert_eq!(lifted(entry(json!({ "rules": old }))), Ok(entry(json!({ "rules": new, "narrow": [] }))));
        }
        let made = |door: Value| json!({ "Ended": { "outcome": { "Made": { "SideDoor": door } } } });
        assert_eq!(lifted(made(json!({ "revoked": old }))), Ok(made(json!({ "revoked": new, "narrow": [] }))));
        assert!(lifted(made(json!({ "revoked": [{ "group": "sg-1" }] }))).is_err());
        let other = json!({ "Closed": {} });
        assert_eq!(lifted(other.clone()), Ok(other));
    }

    #[test]
    fn an_entry_goes_through_every_upcaster_from_its_own_schema_on() {
        let mut context = Context::default();
        context.pass(&json!({ "Opened": { "site": { "name": "hee" } } }));
        context.pass(&json!({ "Closed": {} }));
        let lifted = |schema, entry: Value| {
            let mut entry = entry;
            lift_through(&OTHERS, schema, &mut entry, &context).map(|()| entry)
        };
        assert_eq!(lifted(1, json!({ "Made": {} })), Ok(json!({ "Made": { "key": "rsa", "of": "hee" } })));
        assert_eq!(lifted(2, json!({ "Made": { "key": "ec" } })), Ok(json!({ "Made": { "key": "ec", "of": "hee" } })));
        assert_eq!(lifted(3, json!({ "Made": {} })), Ok(json!({ "Made": {} })));
        for unheard_of in [i64::MIN, -1, 0, 4, i64::MAX] {
            assert!(lifted(unheard_of, json!({})).is_err(), "{unheard_of}");
        }
        assert!(lift_through(&OTHERS, 1, &mut json!({ "Made": {} }), &Context::default()).is_err());
    }
}
