//! How far this computer's clock is from AWS's: each answer has the time at which it was given.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;

/// What the last answer told. Clones are the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Skew(Arc<Mutex<Option<i64>>>);

impl Skew {
    /// By how many seconds our clock is ahead of AWS's; `None`: no answer told.
    pub(super) fn ahead(&self) -> Option<i64> {
        self.0.lock().ok().and_then(|seen| *seen)
    }
}

#[dyn_dispatch_hint]
impl Intercept for Skew {
    fn name(&self) -> &'static str {
        "Skew"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let theirs = context.response().headers().get("date").and_then(|date| DateTime::from_str(date, Format::HttpDate).ok());
        let ours = components.time_source().map(|clock| DateTime::from(clock.now()));
        if let (Some(theirs), Some(ours), Ok(mut seen)) = (theirs, ours, self.0.lock()) {
            *seen = Some(ours.secs() - theirs.secs());
        }
        Ok(())
    }
}
