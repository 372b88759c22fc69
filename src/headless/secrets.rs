//! Secrets typed at the terminal, not shown while typing.

use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::{Secret, SecretKind, Secrets};
use crate::text::Words;

/// Asks at the terminal, or nobody when there is none.
pub struct TerminalSecrets {
    words: Arc<Words>,
    interactive: bool,
}

impl TerminalSecrets {
    pub fn new(words: Arc<Words>, interactive: bool) -> Self {
        Self { words, interactive }
    }

    fn question(&self, kind: &SecretKind, again: bool) -> String {
        let text = match kind {
            SecretKind::KeyPassphrase { key } => self.words.with("secret-key-passphrase", &[("key", &key.display())]),
            SecretKind::Variable { name } => self.words.with("secret-variable", &[("name", name)]),
            SecretKind::SudoPassword { user, address } => self.words.with("secret-sudo-password", &[("user", user), ("address", address)]),
        };
        let wrong = match kind {
            SecretKind::Variable { .. } => "secret-variable-again",
            SecretKind::KeyPassphrase { .. } | SecretKind::SudoPassword { .. } => "secret-again",
        };
        if again { format!("{} {text} ", self.words.get(wrong)) } else { format!("{text} ") }
    }
}

#[async_trait]
impl Secrets for TerminalSecrets {
    async fn ask(&self, kind: &SecretKind, again: bool) -> Option<Secret> {
        if !self.interactive {
            return None;
        }
        let question = self.question(kind, again);
        let typed = tokio::task::spawn_blocking(move || rpassword::prompt_password(question)).await;
        typed.ok().and_then(Result::ok).filter(|s| !s.is_empty()).map(Secret::new)
    }
}
