//! How health is to be checked: what a call sets, and what it is otherwise.

use super::matcher::Matcher;
use super::params::{choice, not_played, number, validation};
use crate::practice::aws::wire::{Query, Refusal};
use crate::practice::state::elb::Check;

/// What both making and changing a target group may set of its checks.
pub const KNOWN: [&str; 9] = [
    "HealthCheckProtocol",
    "HealthCheckPort",
    "HealthCheckEnabled",
    "HealthCheckPath",
    "HealthCheckIntervalSeconds",
    "HealthCheckTimeoutSeconds",
    "HealthyThresholdCount",
    "UnhealthyThresholdCount",
    "Matcher.HttpCode",
];

pub const PROTOCOLS: [&str; 9] = ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"];

/// The port on which the target gets its requests.
pub const TRAFFIC_PORT: &str = "traffic-port";

impl Check {
    /// AWS's defaults.
    pub(super) fn usual() -> Self {
        let words = |text: &str| text.to_owned();
        let (protocol, port, path, matcher) = (words("HTTP"), words(TRAFFIC_PORT), words("/"), words("200"));
        Self { protocol, port, path, matcher, interval: 30, timeout: 5, healthy: 5, unhealthy: 2 }
    }

    /// The same with what a call sets.
    pub(super) fn changed_by(&self, input: &Query) -> Result<Self, Refusal> {
        check_kind(input)?;
        let text = |name: &str, stands: &String| input.get(name).map_or_else(|| stands.clone(), str::to_owned);
        let count = |name: &str, stands: u32| {
            let given = number(input, name, &(2..=10))?;
            Ok::<u32, Refusal>(given.and_then(|n| u32::try_from(n).ok()).unwrap_or(stands))
        };
        let check = Self {
            protocol: text("HealthCheckProtocol", &self.protocol),
            port: text("HealthCheckPort", &self.port),
            path: text("HealthCheckPath", &self.path),
            matcher: text("Matcher.HttpCode", &self.matcher),
            interval: number(input, "HealthCheckIntervalSeconds", &(5..=300))?.unwrap_or(self.interval),
            timeout: number(input, "HealthCheckTimeoutSeconds", &(2..=120))?.unwrap_or(self.timeout),
            healthy: count("HealthyThresholdCount", self.healthy)?,
            unhealthy: count("UnhealthyThresholdCount", self.unhealthy)?,
        };
        check.is_fit().map(|()| check)
    }

    fn is_fit(&self) -> Result<(), Refusal> {
        Matcher::read(&self.matcher)?;
        check_port(&self.port)?;
        check_path(&self.path)?;
        if self.timeout >= self.interval {
            let (timeout, interval) = (self.timeout, self.interval);
            return Err(validation(format!("Health check timeout '{timeout}' must be smaller than the interval '{interval}'")));
        }
        Ok(())
    }
}

/// Refuses protocols that do not test a site, and checks that are off.
fn check_kind(input: &Query) -> Result<(), Refusal> {
    let other = choice(input, "HealthCheckProtocol", &PROTOCOLS)?.filter(|p| !matches!(*p, "HTTP" | "HTTPS"));
    if let Some(protocol) = other {
        let message = format!("Health check protocol '{protocol}' must be one of 'HTTP, HTTPS' for target groups with the HTTP protocol");
        return Err(validation(message));
    }
    match input.get("HealthCheckEnabled") {
        None | Some("true") => Ok(()),
        Some("false") => Err(validation("Health check enabled must be true for target groups with target type 'instance'")),
        Some(other) => Err(not_played("Health check enabled", other)),
    }
}

fn check_port(port: &str) -> Result<(), Refusal> {
    let is_port = port == TRAFFIC_PORT || port.parse::<u16>().is_ok_and(|n| n > 0);
    let refused = || validation(format!("Health check port '{port}' must be '{TRAFFIC_PORT}' or in the range '1-65535'"));
    if is_port { Ok(()) } else { Err(refused()) }
}

fn check_path(path: &str) -> Result<(), Refusal> {
    let is_path = path.starts_with('/') && path.len() <= 1_024 && path.chars().all(|c| c.is_ascii_graphic());
    let must = "must begin with a '/' character, and can only contain printable ASCII characters, without spaces";
    if is_path { Ok(()) } else { Err(validation(format!("Health check path '{path}' {must}"))) }
}
