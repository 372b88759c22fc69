//! What a listener is to be, checked against everything that it needs: certificate, policy, target group.

use super::arns::ArnKind;
use super::params::{choice, constraint, not_played, port, required, unfit, validation};
use super::{actions, lookup, policies, redirects};
use crate::practice::aws::wire::{Query, Refusal};
use crate::practice::state::account::Account;
use crate::practice::state::acm::Status;
use crate::practice::state::elb::{Action, Balancer, Listener, Tags};

const PROTOCOLS: [&str; 9] = ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"];

/// The settings of a listener.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub protocol: String,
    pub port: u16,
    pub certificates: Vec<String>,
    pub tls_policy: Option<String>,
    pub action: Action,
}

impl Settings {
    /// What a call asks for; what it does not give stays as it `stands`.
    pub fn read(input: &Query, stands: Option<&Listener>) -> Result<Self, Refusal> {
        check_protocol(input)?;
        let protocol = input.get("Protocol").map(str::to_owned).or(stands.map(|l| l.protocol.clone()));
        let port = port(input, "Port")?.or(stands.map(|l| l.port));
        let protocol = protocol.ok_or_else(|| validation("A listener protocol must be specified"))?;
        let port = port.ok_or_else(|| validation("A listener port must be specified"))?;
        let action = match stands {
            Some(listener) if !input.holds("DefaultActions") => listener.action.clone(),
            _ => actions::read(input)?,
        };
        let certificates = certificates(input)?;
        let tls_policy = input.get("SslPolicy").map(str::to_owned);
        let mut settings = Self { protocol, port, certificates, tls_policy, action };
        settings.complete(stands);
        Ok(settings)
    }

    /// An https listener keeps what it had, or gets AWS's default policy; an http one that was an https one keeps nothing of it.
    fn complete(&mut self, stands: Option<&Listener>) {
        if self.protocol != "HTTPS" {
            return;
        }
        let stands = stands.filter(|l| l.protocol == "HTTPS");
        if self.certificates.is_empty() {
            self.certificates = stands.map(|l| l.certificates.clone()).unwrap_or_default();
        }
        let policy = self.tls_policy.take().or(stands.and_then(|l| l.tls_policy.clone()));
        self.tls_policy = Some(policy.unwrap_or_else(|| policies::DEFAULT.to_owned()));
    }

    /// Whether a listener of this balancer can be so.
    pub fn check(&self, account: &Account, balancer: &Balancer) -> Result<(), Refusal> {
        self.check_tls(account)?;
        redirects::check_listener(&self.action, &self.protocol, self.port)?;
        match &self.action {
            Action::Forward(group) => check_target_group(account, balancer, group),
            _ => Ok(()),
        }
    }

    fn check_tls(&self, account: &Account) -> Result<(), Refusal> {
        if self.protocol == "HTTP" {
            let thing = if self.certificates.is_empty() { "An SSL policy" } else { "A certificate" };
            let is_plain = self.certificates.is_empty() && self.tls_policy.is_none();
            return if is_plain { Ok(()) } else { Err(validation(format!("{thing} cannot be specified for HTTP listeners"))) };
        }
        self.tls_policy.as_deref().map_or(Ok(()), policies::check)?;
        match self.certificates.as_slice() {
            [] => Err(validation("A certificate must be specified for HTTPS listeners")),
            [certificate] => check_certificate(account, certificate),
            many => Err(Refusal::new("TooManyCertificates", too_many(many.len()))),
        }
    }

    /// The listener of these settings.
    pub fn listener(self, arn: String, balancer: String, tags: Tags) -> Listener {
        let Self { protocol, port, certificates, tls_policy, action } = self;
        Listener { arn, balancer, port, protocol, certificates, tls_policy, action, tags }
    }

    /// Whether a listener is just so.
    pub fn are_of(&self, listener: &Listener) -> bool {
        let Listener { protocol, port, certificates, tls_policy, action, .. } = listener.clone();
        *self == Self { protocol, port, certificates, tls_policy, action }
    }
}

fn too_many(count: usize) -> String {
    format!("Up to '1' certificate ARNs can be specified, but '{count}' were specified")
}

/// Refuses protocols of other balancers, and mutual TLS.
fn check_protocol(input: &Query) -> Result<(), Refusal> {
    let other = choice(input, "Protocol", &PROTOCOLS)?.filter(|p| !matches!(*p, "HTTP" | "HTTPS"));
    if let Some(protocol) = other {
        return Err(validation(format!("Listener protocol '{protocol}' must be one of 'HTTPS, HTTP'")));
    }
    let mode = input.get("MutualAuthentication.Mode").filter(|mode| *mode != "off");
    mode.map_or(Ok(()), |mode| Err(not_played("The mutual authentication mode", mode)))
}

/// The certificates that a call names.
fn certificates(input: &Query) -> Result<Vec<String>, Refusal> {
    let items = input.items("Certificates");
    if let Some(given) = items.iter().find_map(|item| item.get("IsDefault")) {
        return Err(constraint(given, "certificates.1.member.isDefault", "be null"));
    }
    items.iter().map(|item| required(item, "CertificateArn").map(str::to_owned)).collect()
}

/// Refuses a certificate that is not there, or that is not issued yet.
fn check_certificate(account: &Account, arn: &str) -> Result<(), Refusal> {
    let gone = || Refusal::new("CertificateNotFound", format!("Certificate '{arn}' not found"));
    let certificate = account.acm.certificates.iter().find(|c| c.arn == arn).ok_or_else(gone)?;
    let needs = "must have a fully-qualified domain name, a supported signature, and a supported key size.";
    let unfit = || Refusal::new("UnsupportedCertificate", format!("The certificate '{arn}' {needs}"));
    if certificate.status == Status::Issued { Ok(()) } else { Err(unfit()) }
}

/// Refuses a target group that is not there, is elsewhere, or serves another balancer.
fn check_target_group(account: &Account, balancer: &Balancer, arn: &str) -> Result<(), Refusal> {
    ArnKind::TargetGroup.check(account, arn)?;
    let group = lookup::target_group(account, arn)?;
    if group.vpc != balancer.vpc {
        let message = format!("The following target groups are not in the load balancer VPC '{}': {arn}", balancer.vpc);
        return Err(unfit(message));
    }
    if account.elb.balancers_of(arn).iter().any(|b| b.arn != balancer.arn) {
        let message = format!("The following target groups cannot be associated with more than one load balancer: {arn}");
        return Err(Refusal::new("TargetGroupAssociationLimit", message));
    }
    Ok(())
}
