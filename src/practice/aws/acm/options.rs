//! To which domain's mailboxes the approval mails go.

use super::super::wire::Refusal;
use super::input::Input;
use super::names::{base, checked, is_under};
use crate::practice::state::acm::Method;

/// The validation domains that a request gives, each with its name.
pub(super) fn read(input: Input, names: &[String]) -> Result<Vec<(String, String)>, Refusal> {
    let options = input.list("DomainValidationOptions", 1, 100)?.unwrap_or_default();
    options.iter().map(|option| read_one(Input::of(option)?, names)).collect()
}

fn read_one(option: Input, names: &[String]) -> Result<(String, String), Refusal> {
    option.only(&["DomainName", "ValidationDomain"])?;
    let name = checked(option.needed("DomainName")?, "DomainName")?;
    let domain = checked(option.needed("ValidationDomain")?, "ValidationDomain")?;
    if !names.contains(&name) {
        return Err(invalid(format!("The domain name {name} is not one of the certificate's.")));
    }
    suits(&name, &domain)?;
    Ok((name, domain))
}

/// Mail may go to the name itself or to a parent of it.
pub(super) fn suits(name: &str, domain: &str) -> Result<(), Refusal> {
    let message = || invalid(format!("The validation domain {domain} is neither {name} nor a superdomain of it."));
    is_under(name, domain).then_some(()).ok_or_else(message)
}

/// The domain to which mail goes when none is given; a DNS validation has its own name there.
pub(super) fn usual(name: &str, method: Method) -> String {
    match method {
        Method::Dns => name.to_owned(),
        Method::Email => base(name).strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(base(name)).to_owned(),
    }
}

pub(super) fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidDomainValidationOptionsException", message)
}
