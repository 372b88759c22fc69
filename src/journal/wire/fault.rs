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
    fn from(fault::Fault { code, whose, detail }: fault::Fault) -> Self {
        Self { code, whose: whose.into(), detail }
    }
}

impl From<Fault> for fault::Fault {
    fn from(Fault { code, whose, detail }: Fault) -> Self {
        Self { code, whose: whose.into(), detail }
    }
}

impl From<fault::Whose> for Whose {
    fn from(whose: fault::Whose) -> Self {
        match whose {
            fault::Whose::Nobody => Self::Nobody,
            fault::Whose::Person(remedy) => Self::Person(remedy),
            fault::Whose::Ended => Self::Ended,
        }
    }
}

impl From<Whose> for fault::Whose {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Nobody => Self::Nobody,
            Whose::Person(remedy) => Self::Person(remedy),
            Whose::Ended => Self::Ended,
        }
    }
}
