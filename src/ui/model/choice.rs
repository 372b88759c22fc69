//! What a person may choose on a screen before its step makes anything.
#![deny(clippy::wildcard_enum_match_arm)]

use super::SitePage;
use crate::engine::slot::Slot;
use crate::engine::step_id::StepId;
use crate::site::options::OptionId;

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
    /// In the order in which they stand.
    pub const ALL: &'static [Choice] = &[
        Self::Registrar,
        Self::Option(OptionId::CertificateNames),
        Self::Option(OptionId::Validation),
        Self::Option(OptionId::Zones),
        Self::Option(OptionId::RedirectHttp),
        Self::Option(OptionId::CloseHttp),
        Self::WithServer,
    ];

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
    match option {
        OptionId::CertificateNames | OptionId::Validation => page.screen == StepId::Certificate && !page.holds(&Slot::Certificate),
        OptionId::Zones => page.screen == StepId::Balancer && !page.holds(&Slot::Balancer),
        OptionId::CloseHttp => page.screen == StepId::Live && page.side_door_open() && !page.done(),
        // Chosen in `landfall.toml` alone.
        OptionId::RedirectHttp => false,
    }
}
