//! What the person does elsewhere: the registrar's form, the records of a DNS that is not ours, and the mailbox.

use async_trait::async_trait;

use crate::engine::ids::CertificateArn;
use crate::engine::their_record::TheirRecord;
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// What the person does elsewhere, where it can be done from here. In life it cannot: every method has that for its answer.
#[async_trait]
pub trait Errands: Send + Sync {
    /// The registrar's form for this domain: what stands in its four or more fields. `None`: it is not to be had from here.
    async fn registrar(&self, domain: &DomainName) -> Option<Vec<String>> {
        let _ = domain;
        None
    }

    /// Types these name servers into the registrar's form, as they are (a typo too), and presses the button.
    ///
    /// # Errors
    /// What the form says of an input that it does not take.
    async fn hand_over(&self, domain: &DomainName, typed: &[String]) -> Result<(), FormRefusal> {
        let _ = (domain, typed);
        Err(FormRefusal::NotFromHere)
    }

    /// The mails that lie in the domain's mailboxes, newest first. `None`: they are not to be had from here.
    async fn mails(&self, domain: &DomainName) -> Option<Vec<Mail>> {
        let _ = domain;
        None
    }

    /// Makes these records where the domain's DNS runs.
    async fn make_records(&self, records: &[TheirRecord]) {
        let _ = records;
    }

    /// Follows the link in this mail and approves.
    async fn approve(&self, mail: &Mail) {
        let _ = mail;
    }
}

/// Errands in life: the person does them elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct Elsewhere;

#[async_trait]
impl Errands for Elsewhere {}

/// Why the registrar's form did not take what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormRefusal {
    /// There is no form here.
    NotFromHere,
    /// Fewer than two name servers.
    TooFew,
    /// This field (from 1) holds no host name.
    NoHostName(usize),
    /// This field (from 1) repeats another.
    Twice(usize),
}

/// A mail that asks to approve a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    /// The certificate's name that it is about.
    pub name: String,
    pub certificate: CertificateArn,
    pub sent: Timestamp,
    pub approved: bool,
}
