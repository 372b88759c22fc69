//! What a look had read when AWS refused to tell more: its next try goes on from there. Forgotten when the look ends well or for good, when a
//! write leaves, and when the next try is long in coming.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::engine::fault::{Disposition, Fault};
use crate::engine::made::Made;
use crate::engine::op::{CloudOp, Fact, Op};
use crate::engine::time::Timestamp;

/// The engine's longest pause before it asks again is 36 s; who comes later asks anew.
const FRESH: Duration = Duration::from_secs(60);

/// What one look has read so far.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// By list, each a [`Read`].
    pages: Mutex<HashMap<&'static str, Box<dyn Any + Send>>>,
    /// By ARN or id: whether it bears the site's tag.
    tags: Mutex<HashMap<String, bool>>,
    /// By ARN or id: who made it, where a tag tells.
    made: Mutex<HashMap<String, Made>>,
    /// By zone: what its other tag says.
    regions: Mutex<HashMap<String, String>>,
    /// How many writes had left when it began.
    writes: u64,
}

impl Kept {
    /// Whether this one bears the site's tag; `None`: not read yet.
    pub fn is_tagged(&self, id: &str) -> Option<bool> {
        locked(&self.tags).get(id).copied()
    }

    pub fn tell_tagged(&self, id: &str, tagged: bool) {
        locked(&self.tags).insert(id.to_owned(), tagged);
    }

    /// Who made this one, where its tags were read and tell.
    pub fn made(&self, id: &str) -> Option<Made> {
        locked(&self.made).get(id).cloned()
    }

    pub fn tell_made(&self, id: &str, made: Made) {
        locked(&self.made).insert(id.to_owned(), made);
    }

    /// The region that a zone's tag tells.
    pub fn region(&self, zone: &str) -> Option<String> {
        locked(&self.regions).get(zone).cloned()
    }

    pub fn tell_region(&self, zone: &str, region: &str) {
        locked(&self.regions).insert(zone.to_owned(), region.to_owned());
    }

    /// Every item of a list whose pages `ask` answers, each with the mark of the next.
    pub async fn pages<T, F>(&self, list: &'static str, ask: impl Fn(Option<String>) -> F) -> Result<Vec<T>, Fault>
    where
        T: Clone + Send + 'static,
        F: Future<Output = Result<(Vec<T>, Option<String>), Fault>>,
    {
        let mut read: Read<T> = self.begun(list).unwrap_or_default();
        while !read.whole {
            let (more, next) = ask(read.next.clone()).await?;
            read.items.extend(more);
            (read.whole, read.next) = (next.is_none(), next);
            locked(&self.pages).insert(list, Box::new(read.clone()));
        }
        Ok(read.items)
    }

    fn begun<T: Clone + 'static>(&self, list: &str) -> Option<Read<T>> {
        locked(&self.pages).get(list)?.downcast_ref::<Read<T>>().cloned()
    }
}

/// A list as far as it was read.
#[derive(Debug, Clone)]
struct Read<T> {
    items: Vec<T>,
    /// Where the next page begins.
    next: Option<String>,
    whole: bool,
}

impl<T> Default for Read<T> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None, whole: false }
    }
}

/// Looks that were refused in the middle. Clones are the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Begun(Arc<Mutex<Refused>>);

#[derive(Debug, Default)]
struct Refused {
    /// By look: when it was refused, and what it had read.
    looks: HashMap<CloudOp, (Timestamp, Arc<Kept>)>,
    /// How many writes have left.
    writes: u64,
}

impl Begun {
    /// What this look has read before; a write makes all of it old.
    pub fn resume(&self, op: &CloudOp, now: Timestamp) -> Arc<Kept> {
        let mut refused = locked(&self.0);
        if is_write(op) {
            refused.looks.clear();
            refused.writes += 1;
        }
        let writes = refused.writes;
        let kept = refused.looks.remove(op).filter(|(at, _)| now - *at <= FRESH).map(|(_, kept)| kept);
        kept.unwrap_or_else(|| Arc::new(Kept { writes, ..Kept::default() }))
    }

    /// What it has read now is kept where it will be asked again, unless a write left meanwhile.
    pub fn ended(&self, op: &CloudOp, kept: Arc<Kept>, outcome: &Result<Fact, Fault>, now: Timestamp) {
        let again = outcome.as_ref().is_err_and(|fault| fault.disposition == Disposition::Transient);
        let mut refused = locked(&self.0);
        if again && !is_write(op) && kept.writes == refused.writes {
            refused.looks.insert(op.clone(), (now, kept));
        }
    }
}

/// Certificates that were found to bear another tag than the site's. A certificate bears its tag from its first moment on (or some
/// seconds later, where AWS has not told all its servers), so an old one is asked once in a run: the sweep of a teardown, which may go
/// through hundreds, is no second time.
#[derive(Debug, Clone, Default)]
pub(super) struct Strangers(Arc<Mutex<HashSet<String>>>);

/// When a certificate's tag is told by all of AWS for sure.
const SETTLED: Duration = Duration::from_secs(600);

impl Strangers {
    pub fn knows(&self, arn: &str) -> bool {
        locked(&self.0).contains(arn)
    }

    /// It has no tag of ours, and was made then.
    pub fn meet(&self, arn: &str, created: Option<Timestamp>, now: Option<Timestamp>) {
        if created.zip(now).is_some_and(|(created, now)| now - created > SETTLED) {
            locked(&self.0).insert(arn.to_owned());
        }
    }
}

fn is_write(op: &CloudOp) -> bool {
    Op::Cloud(op.clone()).is_write()
}

fn locked<T>(all: &Mutex<T>) -> MutexGuard<'_, T> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}
