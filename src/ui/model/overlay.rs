//! What may stand over a page.

use tui_textarea::TextArea;

use crate::ports::{FormRefusal, Mail, SecretKind};
use crate::site::DomainName;
use crate::text::Language;
use crate::text::registrars::{OTHER, Registrar, listed};
use crate::ui::model::Field;

/// Something over the page, which has the keys until it is closed.
#[derive(Debug)]
pub enum Overlay {
    /// The longer story; scrolled so many lines down.
    Story(u16),
    /// The registrar's page.
    Registrar(RegistrarForm),
    /// Where the domain was bought is chosen.
    Registrars(Box<Picker>),
    /// What the registrar's page shows is pasted here.
    Paste(Box<TextArea<'static>>),
    /// The mailbox.
    Mailbox(Mailbox),
    Secret(SecretPrompt),
}

/// The registrar's page, where it can be opened from here.
#[derive(Debug)]
pub struct RegistrarForm {
    pub domain: DomainName,
    pub fields: Vec<Field>,
    /// The field that has the keys; one past the last is the button.
    pub cursor: usize,
    pub refused: Option<FormRefusal>,
    /// It was taken.
    pub taken: bool,
}

/// The list of registrars, narrowed by what is typed.
#[derive(Debug, Default)]
pub struct Picker {
    pub typed: Field,
    pub cursor: usize,
}

impl Picker {
    /// What is listed: those that the letters find, and always the one of whom nothing is known.
    pub fn listed(&self, language: Language) -> Vec<&'static Registrar> {
        let found = |registrar: &&Registrar| registrar.id == OTHER || registrar.is_found_by(self.typed.text());
        listed(language).into_iter().filter(found).collect()
    }
}

/// The mailbox, where it can be opened from here.
#[derive(Debug)]
pub struct Mailbox {
    pub domain: DomainName,
    pub mails: Vec<Mail>,
    pub cursor: usize,
    /// The mail under the cursor is open.
    pub open: bool,
}

/// A passphrase or a password is asked for.
#[derive(Debug)]
pub struct SecretPrompt {
    pub kind: SecretKind,
    pub again: bool,
    pub typed: Typed,
}

/// What is typed of a secret: never printed.
#[derive(Clone, Default)]
pub struct Typed(pub String);

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(…)")
    }
}

/// How many fields the registrar's form shows at least.
const LEAST_FIELDS: usize = 4;

impl RegistrarForm {
    /// The form with what stands in it.
    pub fn new(domain: DomainName, stands: &[String]) -> Self {
        let mut fields: Vec<Field> = stands.iter().map(|text| Field::new(text)).collect();
        fields.resize_with(fields.len().max(LEAST_FIELDS), Field::default);
        Self { domain, fields, cursor: 0, refused: None, taken: false }
    }

    /// What stands in the fields now.
    /// Nothing was typed yet.
    pub fn untouched(&self) -> bool {
        self.fields.iter().all(|field| field.text().is_empty())
    }

    pub fn typed(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.text().to_owned()).collect()
    }
}
