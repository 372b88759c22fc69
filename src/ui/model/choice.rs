//! What a person may choose on a screen before its step makes anything.
#![deny(clippy::wildcard_enum_match_arm)]

use super::SitePage;
use crate::engine::options;
use crate::engine::slot::Slot;
use crate::engine::step_id::StepId;
use crate::site::options::{OptionId, Value};

/// Something that left and right change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Whose list the person follows.
    Registrar,
    /// How the site is to be built.
    Option(OptionId),
    /// Whether a teardown takes the server too.
    WithServer,
}

impl Choice {
    /// In the order in which they stand: of the options, what a thing is for before how it is made.
    pub fn all() -> impl Iterator<Item = Self> {
        let (lists, others): (Vec<OptionId>, Vec<OptionId>) =
            OptionId::ALL.iter().partition(|o| matches!(o.spec().value, Value::Names { .. }));
        let options = lists.into_iter().chain(others).map(Self::Option);
        std::iter::once(Self::Registrar).chain(options).chain([Self::WithServer])
    }

    /// The message that names it.
    pub fn name(self) -> String {
        match self {
            Self::Registrar => "ui-registrar-choice".to_owned(),
            Self::Option(option) => format!("ui-option-{option}"),
            Self::WithServer => "slot-instance".to_owned(),
        }
    }

    /// Whether it stands on the page's screen.
    pub fn offered(self, page: &SitePage) -> bool {
        // Nothing is drawn yet that it could stand beside.
        page.world.is_some()
            && match self {
                Self::Registrar => page.checklist().is_some(),
                Self::Option(option) => option_offered(page, option),
                Self::WithServer => page.screen == StepId::Teardown && page.checklist().is_none() && page.server_may_go(),
            }
    }
}

/// Whether the option stands on the page's screen: until what it is for is made.
fn option_offered(page: &SitePage, option: OptionId) -> bool {
    let here = options::offered_at(option).is_some_and(|(step, slot)| page.screen == step && !page.holds(&slot));
    match option {
        // What is closed already, or was proven open, is no choice any more.
        OptionId::CloseHttp => here && page.side_door_open() && !page.done() && page.their_records().is_none(),
        // Where the records are made is none once there are any.
        OptionId::Dns => here && !page.holds(&Slot::Certificate) && !page.holds(&Slot::Balancer),
        OptionId::Validation | OptionId::KeyType | OptionId::CertificateNames | OptionId::Zones | OptionId::RedirectHttp => here,
    }
}
