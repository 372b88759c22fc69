//! What went wrong with a write.

use serde::{Deserialize, Serialize};

use crate::engine::fault;
use crate::engine::fault::{Code, Remedy};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    code: Code,
    whose: Whose,
    detail: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Whose {
    Nobody,
    Person(Remedy),
    Ended,
}

impl From<fault::Fault> for Fault {
    fn from(fault::Fault { code, disposition, detail }: fault::Fault) -> Self {
        Self { code, whose: disposition.into(), detail }
    }
}

impl From<Fault> for fault::Fault {
    fn from(Fault { code, whose, detail }: Fault) -> Self {
        Self { code, disposition: whose.into(), detail }
    }
}

impl From<fault::Disposition> for Whose {
    fn from(disposition: fault::Disposition) -> Self {
        match disposition {
            fault::Disposition::Transient => Self::Nobody,
            fault::Disposition::Person(remedy) => Self::Person(remedy),
            fault::Disposition::Permanent => Self::Ended,
        }
    }
}

impl From<Whose> for fault::Disposition {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Nobody => Self::Transient,
            Whose::Person(remedy) => Self::Person(remedy),
            Whose::Ended => Self::Permanent,
        }
    }
}
