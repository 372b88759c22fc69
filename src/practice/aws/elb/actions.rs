//! What a listener is to do: to forward, to redirect, or to answer by itself.

use super::params::{constraint, invalid_action, required, required_items, validation};
use super::redirects;
use crate::practice::aws::wire::{Query, Refusal};
use crate::practice::state::elb::Action;

/// What a call may give as its default actions.
pub const KNOWN: [&str; 15] = [
    "DefaultActions.N.Type",
    "DefaultActions.N.Order",
    "DefaultActions.N.TargetGroupArn",
    "DefaultActions.N.ForwardConfig.TargetGroups.N.TargetGroupArn",
    "DefaultActions.N.ForwardConfig.TargetGroups.N.Weight",
    "DefaultActions.N.ForwardConfig.TargetGroupStickinessConfig.Enabled",
    "DefaultActions.N.RedirectConfig.Protocol",
    "DefaultActions.N.RedirectConfig.Port",
    "DefaultActions.N.RedirectConfig.Host",
    "DefaultActions.N.RedirectConfig.Path",
    "DefaultActions.N.RedirectConfig.Query",
    "DefaultActions.N.RedirectConfig.StatusCode",
    "DefaultActions.N.FixedResponseConfig.MessageBody",
    "DefaultActions.N.FixedResponseConfig.StatusCode",
    "DefaultActions.N.FixedResponseConfig.ContentType",
];

/// AWS's kinds of actions, and the structure that describes each.
const KINDS: [(&str, &[&str]); 6] = [
    ("forward", &["TargetGroupArn", "ForwardConfig"]),
    ("redirect", &["RedirectConfig"]),
    ("fixed-response", &["FixedResponseConfig"]),
    ("authenticate-oidc", &["AuthenticateOidcConfig"]),
    ("authenticate-cognito", &["AuthenticateCognitoConfig"]),
    ("jwt-validation", &["JwtValidationConfig"]),
];

/// What a fixed response may be of.
const CONTENT_TYPES: [&str; 5] = ["text/html", "application/json", "application/javascript", "text/css", "text/plain"];

/// What a rule's call may give as its actions.
pub const OF_RULE: [&str; 7] = [
    "Actions.N.Type",
    "Actions.N.RedirectConfig.Protocol",
    "Actions.N.RedirectConfig.Port",
    "Actions.N.RedirectConfig.Host",
    "Actions.N.RedirectConfig.Path",
    "Actions.N.RedirectConfig.Query",
    "Actions.N.RedirectConfig.StatusCode",
];

/// The one default action of a call.
pub fn read(input: &Query) -> Result<Action, Refusal> {
    named(input, "DefaultActions")
}

/// The one action of a call, which stands under this name.
pub fn named(input: &Query, name: &str) -> Result<Action, Refusal> {
    let actions = required_items(input, name)?;
    let [action] = actions.as_slice() else {
        let message = "More than one default action is not played in practice.";
        return Err(Refusal::new("TooManyActions", message));
    };
    let kind = required(action, "Type")?;
    check_kind(action, kind)?;
    match kind {
        "forward" => forward(action),
        "redirect" => redirects::read(&action.within("RedirectConfig")),
        _ => fixed_response(&action.within("FixedResponseConfig")),
    }
}

/// Refuses kinds that practice does not play, and an action with something of another kind, or nothing of its own.
fn check_kind(action: &Query, kind: &str) -> Result<(), Refusal> {
    let Some((_, own)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let words = KINDS.map(|(name, _)| name).join(", ");
        return Err(constraint(kind, "defaultActions.1.member.type", &format!("satisfy enum value set: [{words}]")));
    };
    if !matches!(kind, "forward" | "redirect" | "fixed-response") {
        return Err(invalid_action(format!("The action type '{kind}' is not played in practice.")));
    }
    if !own.iter().any(|field| action.holds(field)) {
        let field = own.first().copied().unwrap_or_default();
        return Err(invalid_action(format!("For actions of type '{kind}', you must specify the following fields: '{field}'")));
    }
    let others = KINDS.iter().flat_map(|(_, fields)| fields.iter()).filter(|field| !own.contains(field));
    match others.into_iter().find(|field| action.holds(field)) {
        Some(field) => Err(invalid_action(format!("For actions of type '{kind}', you cannot specify the following fields: '{field}'"))),
        None => Ok(()),
    }
}

/// To one target group, given in one of the two ways, or in both alike.
fn forward(action: &Query) -> Result<Action, Refusal> {
    let config = action.within("ForwardConfig");
    let groups = config.items("TargetGroups");
    if groups.len() > 1 {
        return Err(invalid_action("Forwarding to more than one target group is not played in practice."));
    }
    if config.get("TargetGroupStickinessConfig.Enabled").is_some_and(|on| on != "false") {
        return Err(invalid_action("Target group stickiness is not played in practice."));
    }
    if let Some(weight) = groups.iter().find_map(|group| group.get("Weight")).filter(|weight| *weight != "1") {
        return Err(invalid_action(format!("A target group's weight of '{weight}' is not played in practice.")));
    }
    let given = groups.first().map(|group| required(group, "TargetGroupArn")).transpose()?;
    match (action.get("TargetGroupArn"), given) {
        (Some(one), Some(other)) if one != other => {
            Err(invalid_action("The target group ARN must be the one of the forward configuration"))
        }
        (Some(group), _) | (None, Some(group)) => Ok(Action::Forward(group.to_owned())),
        (None, None) => Err(invalid_action("For actions of type 'forward', you must specify the following fields: 'TargetGroupArn'")),
    }
}

fn fixed_response(config: &Query) -> Result<Action, Refusal> {
    let status = required(config, "StatusCode")?;
    let (kind, body) = (config.get("ContentType"), config.get("MessageBody"));
    let is_status = status.len() == 3 && status.starts_with(['2', '4', '5']) && status.bytes().all(|b| b.is_ascii_digit());
    if !is_status {
        let name = "defaultActions.1.member.fixedResponseConfig.statusCode";
        return Err(constraint(status, name, r"satisfy regular expression pattern: ^(2|4|5)\d\d$"));
    }
    if kind.is_some_and(|kind| !CONTENT_TYPES.contains(&kind)) {
        return Err(invalid_action(format!("The ContentType must be one of:'{}'", CONTENT_TYPES.join("', '"))));
    }
    if body.is_some_and(|body| body.chars().count() > 1_024) {
        return Err(validation("The MessageBody cannot be longer than '1024' characters"));
    }
    Ok(Action::FixedResponse { status: status.to_owned(), kind: kind.map(str::to_owned), body: body.map(str::to_owned) })
}
