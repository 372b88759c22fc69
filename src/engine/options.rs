//! What the engine knows of the site's options: where one is chosen, what keeps it as it is, and which consent a change takes back.

use crate::engine::question::Answer;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::step_id::StepId;
use crate::site::options::OptionId;

/// The step that offers the option, until this slot holds what is made by it; `None`: it is chosen in `landfall.toml` alone.
pub fn offered_at(option: OptionId) -> Option<(StepId, Slot)> {
    match option {
        OptionId::Dns => Some((StepId::Domain, Slot::Zone)),
        OptionId::CertificateNames | OptionId::Validation | OptionId::KeyType => Some((StepId::Certificate, Slot::Certificate)),
        OptionId::Zones => Some((StepId::Balancer, Slot::Balancer)),
        OptionId::CloseHttp => Some((StepId::Live, Slot::SideDoor)),
        OptionId::RedirectHttp => None,
    }
}

/// The slots whose resources were made as the option said and are not made anew: while one stands, another value has no effect.
pub fn frozen_by(option: OptionId) -> &'static [SlotKind] {
    match option {
        // A certificate that no listener serves yet is asked about, and replaced. In the place of one that serves, a new one with other
        // names or another key is put once it is issued.
        OptionId::Validation => &[SlotKind::ListenerHttps],
        OptionId::KeyType | OptionId::CertificateNames => &[],
        OptionId::Zones | OptionId::RedirectHttp => &[SlotKind::Balancer],
        // The records that prove it, and lead to the balancer, are where they were made.
        OptionId::Dns => &[SlotKind::Zone, SlotKind::Certificate, SlotKind::Balancer],
        OptionId::CloseHttp => &[],
    }
}

/// Whether the answer was a yes to what the option said, so that a change of the option takes it back.
pub fn is_consent(option: OptionId, answer: &Answer) -> bool {
    match option {
        // The change of the settings that was agreed to was one for other names.
        OptionId::CertificateNames => matches!(answer, Answer::Settings { .. }),
        // Each zone bills an address: the yes was one to another price.
        OptionId::Zones => *answer == Answer::Costs,
        OptionId::CloseHttp => matches!(answer, Answer::CloseSideDoor(_) | Answer::OwnGroup { .. }),
        // A zone has a price.
        OptionId::Dns => matches!(answer, Answer::Costs | Answer::ZoneCosts),
        OptionId::Validation | OptionId::KeyType | OptionId::RedirectHttp => false,
    }
}

/// Once this stands, the consent has served its end, and a change of the option takes nothing back.
pub fn consent_served_by(option: OptionId) -> Option<SlotKind> {
    match option {
        OptionId::Zones => Some(SlotKind::Balancer),
        OptionId::Dns => Some(SlotKind::Balancer),
        OptionId::CloseHttp | OptionId::Validation | OptionId::KeyType | OptionId::CertificateNames | OptionId::RedirectHttp => None,
    }
}
