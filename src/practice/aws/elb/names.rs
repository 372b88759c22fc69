//! What balancers and target groups may be called.

use super::params::{constraint, validation};
use crate::practice::aws::wire::Refusal;

/// The most characters of a name.
const MOST: usize = 32;

/// A balancer's name.
pub fn check_balancer(name: &str) -> Result<(), Refusal> {
    check("The load balancer name", name)?;
    if name.starts_with("internal-") {
        return Err(validation(format!("The load balancer name '{name}' cannot begin with 'internal-'")));
    }
    Ok(())
}

/// A target group's name.
pub fn check_target_group(name: &str) -> Result<(), Refusal> {
    check("Target group name", name)?;
    if name.contains("--") {
        let pattern = "(?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$";
        let must = format!("satisfy regular expression pattern: {pattern}");
        return Err(constraint(name, "targetGroup.targetGroupArn.targetGroupName", &must));
    }
    Ok(())
}

fn check(what: &str, name: &str) -> Result<(), Refusal> {
    let refused = |why: &str| Err(validation(format!("{what} '{name}' {why}")));
    if name.chars().count() > MOST {
        refused("cannot be longer than '32' characters")
    } else if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        refused("can only contain characters that are alphanumeric characters or hyphens(-)")
    } else if name.starts_with('-') || name.ends_with('-') {
        refused("cannot begin or end with '-'")
    } else {
        Ok(())
    }
}
