//! The clients of other regions than the site's, and what a look into one of them told though it was refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::SdkConfig;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Fact;
use crate::engine::op::cloud::{CloudFact, CloudOp, Elsewhere};
use crate::site::Region;

/// The clients of other regions that were asked for. Clones are the same.
#[derive(Debug, Clone)]
pub(super) struct Others<T> {
    config: SdkConfig,
    by_region: Arc<Mutex<HashMap<Region, T>>>,
}

impl<T: Clone> Others<T> {
    pub fn beside(config: &SdkConfig) -> Self {
        Self { config: config.clone(), by_region: Arc::default() }
    }

    /// That of this region, made by `make` where there was none: what it has learned of the region's certificates is kept.
    pub fn of(&self, region: &Region, make: impl FnOnce(&SdkConfig) -> T) -> T {
        let mut all = self.by_region.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(region.clone()).or_insert_with(|| make(&self.config)).clone()
    }
}

/// A look into a region that AWS does not have has found nothing there. One that the account has not enabled tells nothing: what was
/// made before it was disabled still stands, and bills (AWS Billing, "Avoiding unexpected charges", read on 2026-11-30).
pub(super) fn read_all_the_same(op: &CloudOp, fault: Fault) -> Result<Fact, Fault> {
    match op {
        CloudOp::LookElsewhere { region } if fault.code == Code::NoSuchRegion => {
            Ok(Fact::Cloud(CloudFact::Elsewhere(Elsewhere::nothing(region.clone(), false))))
        }
        CloudOp::LookElsewhere { region } if fault.code == Code::RegionNotEnabled => {
            Err(Fault::person(Code::OtherRegionClosed, Remedy::OpenOtherRegion, format!("{region}: {}", fault.detail)))
        }
        _ => Err(fault),
    }
}
