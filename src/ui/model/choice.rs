//! What a person may choose on a screen before its step makes anything.
#![deny(clippy::wildcard_enum_match_arm)]

use super::SitePage;
use crate::engine::slot::Slot;
use crate::engine::step_id::StepId;

/// Something that left and right change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Whose list the person follows.
    Registrar,
    CertificateNames,
    Validation,
    Zones,
    /// Whether the server's port 80 is closed once all is proven.
    CloseHttp,
    /// Whether a teardown takes the server too.
    WithServer,
}

impl Choice {
    /// In the order in which they stand.
    pub const ALL: &'static [Choice] =
        &[Self::Registrar, Self::CertificateNames, Self::Validation, Self::Zones, Self::CloseHttp, Self::WithServer];

    /// The message that names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Registrar => "ui-registrar-choice",
            Self::CertificateNames => "ui-certificate-names",
            Self::Validation => "ui-certificate-proof",
            Self::Zones => "ui-balancer-zones",
            Self::CloseHttp => "ui-live-side-door",
            Self::WithServer => "slot-instance",
        }
    }

    /// Whether it stands on the page's screen.
    pub fn offered(self, page: &SitePage) -> bool {
        // Nothing is drawn yet that it could stand beside.
        page.world.is_some()
            && match self {
                Self::Registrar => page.checklist().is_some(),
                Self::CertificateNames | Self::Validation => page.screen == StepId::Certificate && !page.holds(&Slot::Certificate),
                Self::Zones => page.screen == StepId::Balancer && !page.holds(&Slot::Balancer),
                Self::CloseHttp => page.screen == StepId::Live && page.side_door_open() && !page.done(),
                Self::WithServer => page.screen == StepId::Teardown && page.checklist().is_none() && page.server_may_go(),
            }
    }
}
