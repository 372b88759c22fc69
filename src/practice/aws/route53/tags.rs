//! Tags of hosted zones. Health checks, the other thing that has tags, are not played: there is none.

use super::super::wire::{Element, Refusal, Reply};
use super::refusals::{invalid_input, no_such_health_check, violated};
use super::{ids, schema, zones};
use crate::practice::state::SimState;
use crate::practice::state::route53::Zone;

/// The most tags of one zone, of one request, and zones of one request.
const MOST: usize = 10;

pub(super) fn change(sim: &mut SimState, kind: &str, id: &str, body: Option<&Element>) -> Result<Reply, Refusal> {
    zones_only(kind, id)?;
    let asked = schema::root(body, "ChangeTagsForResourceRequest")?;
    schema::only(asked, &["AddTags", "RemoveTagKeys"])?;
    let (added, removed) = (added(asked)?, removed(asked)?);
    if added.is_empty() && removed.is_empty() {
        return Err(invalid_input("You must specify AddTags, RemoveTagKeys, or both."));
    }
    let zone = zones::find_mut(sim, id)?;
    let is_kept = |key: &String| !removed.contains(key) && !added.iter().any(|(k, _)| k == key);
    let mut tags: Vec<(String, String)> = zone.tags.iter().filter(|(key, _)| is_kept(key)).cloned().collect();
    tags.extend(added.iter().filter(|(key, _)| !removed.contains(key)).cloned());
    if tags.len() > MOST {
        return Err(invalid_input(format!("A hosted zone cannot have more than {MOST} tags.")));
    }
    zone.tags = tags;
    Ok(Reply::Rest(Element::new("ChangeTagsForResourceResponse")))
}

fn added(asked: &Element) -> Result<Vec<(String, String)>, Refusal> {
    let tags = asked.items("AddTags");
    listed(asked, "AddTags", "addTags")?;
    let mut read: Vec<(String, String)> = Vec::new();
    for tag in tags {
        let (key, value) = (schema::text(tag, "Key")?, tag.value("Value").unwrap_or_default());
        schema::length(key, "addTags.member.key", 1, 128)?;
        schema::length(value, "addTags.member.value", 0, 256)?;
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid_input(format!("Tag keys that begin with aws: are reserved: {key}")));
        }
        if read.iter().any(|(k, _)| k == key) {
            return Err(invalid_input(format!("The tag key {key} is given more than once.")));
        }
        read.push((key.to_owned(), value.to_owned()));
    }
    Ok(read)
}

fn removed(asked: &Element) -> Result<Vec<String>, Refusal> {
    listed(asked, "RemoveTagKeys", "removeTagKeys")?;
    Ok(asked.items("RemoveTagKeys").iter().map(|key| key.text.clone()).collect())
}

/// A list that is given holds one to ten items.
fn listed(asked: &Element, name: &str, at: &str) -> Result<(), Refusal> {
    let count = asked.child(name).map(|list| list.children.len());
    match count {
        Some(0) => Err(violated("[]", at, "Member must have length greater than or equal to 1")),
        Some(n) if n > MOST => Err(violated(&format!("{n} items"), at, &format!("Member must have length less than or equal to {MOST}"))),
        _ => Ok(()),
    }
}

pub(super) fn list(sim: &SimState, kind: &str, id: &str) -> Result<Reply, Refusal> {
    zones_only(kind, id)?;
    let answer = Element::new("ListTagsForResourceResponse").with(shown(zones::find(sim, id)?));
    Ok(Reply::Rest(answer))
}

pub(super) fn list_several(sim: &SimState, kind: &str, body: Option<&Element>) -> Result<Reply, Refusal> {
    let asked = schema::root(body, "ListTagsForResourcesRequest")?;
    schema::only(asked, &["ResourceIds"])?;
    schema::child(asked, "ResourceIds")?;
    listed(asked, "ResourceIds", "resourceIds")?;
    let wanted: Vec<&str> = asked.items("ResourceIds").iter().map(|id| ids::bare(&id.text)).collect();
    wanted.iter().try_for_each(|id| zones_only(kind, id))?;
    let sets = wanted.iter().map(|id| zones::find(sim, id).map(shown)).collect::<Result<Vec<_>, _>>()?;
    let answer = Element::new("ListTagsForResourcesResponse").with(Element::list("ResourceTagSets", sets));
    Ok(Reply::Rest(answer))
}

fn zones_only(kind: &str, id: &str) -> Result<(), Refusal> {
    match kind {
        "hostedzone" => Ok(()),
        "healthcheck" => Err(no_such_health_check(id)),
        other => Err(violated(other, "resourceType", "Member must satisfy enum value set: [healthcheck, hostedzone]")),
    }
}

fn shown(zone: &Zone) -> Element {
    let tags = zone.tags.iter().map(|(key, value)| Element::new("Tag").has("Key", key).has("Value", value));
    Element::new("ResourceTagSet").has("ResourceType", "hostedzone").has("ResourceId", &zone.id).with(Element::list("Tags", tags))
}
