//! Message ids of things whose codes are not the engine's.

use super::Words;
use crate::engine::op::cloud::IssueCause;
use crate::engine::slot::Slot;

/// The id that tells an ELB target health reason, as AWS names it (`Target.ResponseCodeMismatch`).
pub fn target_reason_id(reason: &str) -> String {
    format!("target-reason-{}", kebab(reason))
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    let mut before = '.';
    for c in name.chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            kebab.push('-');
        }
        kebab.push(if c == '.' { '-' } else { c.to_ascii_lowercase() });
        before = c;
    }
    kebab
}

impl Words {
    /// What stands in a slot, named for people.
    pub fn slot(&self, slot: &Slot) -> String {
        self.get(&format!("slot-{}", slot.code()))
    }

    /// Why a target is not healthy, told for people; reasons that AWS adds later are told as such.
    pub fn target_reason(&self, reason: &str) -> String {
        self.or_other(&target_reason_id(reason), "target-reason-other")
    }

    /// Why a certificate was not issued, or serves no more, told for people. `reason`: as AWS names it.
    pub fn acm_reason(&self, reason: &str) -> String {
        self.with(&format!("acm-reason-{}", IssueCause::read(reason)), &[("reason", &reason)])
    }

    /// The same, and what is to be done about it.
    pub fn acm_reason_whole(&self, reason: &str) -> [String; 2] {
        [self.acm_reason(reason), self.get(&format!("acm-reason-{}-then", IssueCause::read(reason)))]
    }

    /// How something stands in AWS, from the code of its state.
    pub fn state(&self, code: &str) -> String {
        self.get(&format!("state-{code}"))
    }

    fn or_other(&self, id: &str, other: &str) -> String {
        self.get(if self.has(id) { id } else { other })
    }
}
