//! Secrets are asked for on the screen. They go from there to whoever needs them, and are kept nowhere.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::oneshot;

use crate::ports::{Secret, SecretKind, Secrets};
use crate::ui::msg::{Inbox, Msg};

/// The prompts on the screen, one after another. Clones share the screen.
#[derive(Clone)]
pub(super) struct SecretPrompts {
    inbox: Inbox,
    waiting: Arc<Mutex<Option<oneshot::Sender<Option<Secret>>>>>,
    /// One question at a time: the others wait here.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl SecretPrompts {
    pub(super) fn new(inbox: Inbox) -> Self {
        Self { inbox, waiting: Arc::default(), turn: Arc::default() }
    }

    /// What the person typed; `None`: they declined.
    pub(super) fn answer(&self, secret: Option<Secret>) {
        if let Some(waiting) = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Whoever asked may have been stopped meanwhile.
            let _ = waiting.send(secret);
        }
    }
}

#[async_trait]
impl Secrets for SecretPrompts {
    async fn ask(&self, kind: &SecretKind, again: bool) -> Option<Secret> {
        let _turn = self.turn.lock().await;
        let (answer, answered) = oneshot::channel();
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        self.inbox.send(Msg::Secret { kind: kind.clone(), again }).ok()?;
        answered.await.ok().flatten()
    }
}
