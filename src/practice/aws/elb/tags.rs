//! Tags of balancers, listeners and target groups.

use super::arns::ArnKind;
use super::params::{constraint, only, required, required_items, required_texts, validation};
use super::{lookup, shapes};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::elb::{Elb, Tags};

/// The most tags of one thing.
const MOST: usize = 50;
/// The most things whose tags are listed at once.
const AT_ONCE: usize = 20;

/// The tags that a call brings, each key once.
pub fn read(input: &Query) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    for item in input.items("Tags") {
        let (key, value) = (required(&item, "Key")?, item.get("Value").unwrap_or_default());
        check_text(key, "tagKey", 128)?;
        check_text(value, "tagValue", 256)?;
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(validation("aws: prefixed tag key names are not allowed for external use."));
        }
        if tags.iter().any(|(name, _)| name == key) {
            return Err(Refusal::new("DuplicateTagKeys", format!("Tag key was specified more than once: '{key}'")));
        }
        tags.push((key.to_owned(), value.to_owned()));
    }
    check_count(&tags)?;
    Ok(tags)
}

fn check_text(text: &str, name: &str, most: usize) -> Result<(), Refusal> {
    let is_fit = |c: char| c.is_alphanumeric() || (c.is_whitespace() && !c.is_control()) || "_.:/=+-@".contains(c);
    if text.chars().count() > most {
        Err(constraint(text, name, &format!("have length less than or equal to {most}")))
    } else if !text.chars().all(is_fit) {
        Err(constraint(text, name, r"satisfy regular expression pattern: ^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"))
    } else {
        Ok(())
    }
}

fn check_count(tags: &Tags) -> Result<(), Refusal> {
    let message = "The quota for the number of tags that can be assigned to a resource has been reached";
    if tags.len() > MOST { Err(Refusal::new("TooManyTags", message)) } else { Ok(()) }
}

/// AddTags: all of them to all of these, or none to any.
pub fn add(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ResourceArns.N", "Tags.N.Key", "Tags.N.Value"])?;
    let named = resources(sim, input)?;
    required_items(input, "Tags")?;
    let asked = read(input)?;
    for (kind, arn) in &named {
        let tags = tags_of(&mut sim.aws.elb, *kind, arn)?;
        tags.retain(|(key, _)| asked.iter().all(|(other, _)| other != key));
        tags.extend(asked.iter().cloned());
        check_count(tags)?;
    }
    Ok(Vec::new())
}

/// RemoveTags: keys that are not there are no matter.
pub fn remove(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ResourceArns.N", "TagKeys.N"])?;
    let named = resources(sim, input)?;
    let keys = required_texts(input, "TagKeys")?;
    for (kind, arn) in &named {
        tags_of(&mut sim.aws.elb, *kind, arn)?.retain(|(key, _)| !keys.contains(key));
    }
    Ok(Vec::new())
}

/// DescribeTags: each thing's once, in the order of the call.
pub fn describe(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ResourceArns.N"])?;
    let named = resources(sim, input)?;
    if named.len() > AT_ONCE {
        return Err(lookup::too_many(named.len()));
    }
    let mut descriptions = Vec::new();
    for (kind, arn) in &named {
        let tags = tags_of(&mut sim.aws.elb, *kind, arn)?;
        descriptions.push(Element::new("member").has("ResourceArn", arn).with(shapes::pairs("Tags", tags)));
    }
    Ok(vec![Element::list("TagDescriptions", descriptions)])
}

/// The things that a call names, each once, with what they are; what can be none of ours is refused.
fn resources(sim: &SimState, input: &Query) -> Result<Vec<(ArnKind, String)>, Refusal> {
    let mut named: Vec<(ArnKind, String)> = Vec::new();
    for arn in required_texts(input, "ResourceArns")? {
        let kind = ArnKind::of(&sim.aws, &arn)?;
        if named.iter().all(|(_, other)| *other != arn) {
            named.push((kind, arn));
        }
    }
    Ok(named)
}

/// The tags of what stands under this ARN.
fn tags_of<'a>(elb: &'a mut Elb, kind: ArnKind, arn: &str) -> Result<&'a mut Tags, Refusal> {
    let found = match kind {
        ArnKind::Balancer => elb.balancers.iter_mut().find(|b| b.arn == arn).map(|b| &mut b.tags),
        ArnKind::Listener => elb.listeners.iter_mut().find(|l| l.arn == arn).map(|l| &mut l.tags),
        ArnKind::TargetGroup => elb.target_groups.iter_mut().find(|g| g.arn == arn).map(|g| &mut g.tags),
        // Default rules bear no tags here.
        ArnKind::Rule => elb.rules.iter_mut().find(|r| r.arn == arn).map(|r| &mut r.tags),
    };
    found.ok_or_else(|| kind.not_found(arn))
}
