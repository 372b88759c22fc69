//! What the engine knows of the site's options: what keeps one as it is, and which consent a change takes back.

use crate::engine::question::Answer;
use crate::engine::slot::SlotKind;
use crate::site::options::OptionId;

/// The slot whose resource was made as the option said and is not made anew: while it stands, another value has no effect.
pub fn frozen_by(option: OptionId) -> Option<SlotKind> {
    match option {
        // A certificate that no listener serves yet is asked about, and replaced.
        OptionId::Validation | OptionId::CertificateNames => Some(SlotKind::ListenerHttps),
        OptionId::Zones | OptionId::RedirectHttp => Some(SlotKind::Balancer),
        OptionId::CloseHttp => None,
    }
}

/// Whether the answer was a yes to what the option said, so that a change of the option takes it back.
pub fn is_consent(option: OptionId, answer: &Answer) -> bool {
    match option {
        // The change of the settings that was agreed to was one for other names.
        OptionId::CertificateNames => matches!(answer, Answer::Settings { .. }),
        // Each zone bills an address: the yes was one to another price.
        OptionId::Zones => *answer == Answer::Costs,
        OptionId::CloseHttp | OptionId::Validation | OptionId::RedirectHttp => false,
    }
}

/// Once this stands, the consent has served its end, and a change of the option takes nothing back.
pub fn consent_served_by(option: OptionId) -> Option<SlotKind> {
    match option {
        OptionId::Zones => Some(SlotKind::Balancer),
        OptionId::CloseHttp | OptionId::Validation | OptionId::CertificateNames | OptionId::RedirectHttp => None,
    }
}
