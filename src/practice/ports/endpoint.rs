//! One request in, one answer out: what both the SDK's connector and the HTTP listener do.

use std::time::Duration;

use http::{Request, Response};

use crate::ports::Clock;
use crate::practice::aws::wire::{Call, Refusal, Service, not_played};
use crate::practice::aws::{answer, operation, wire};
use crate::practice::simulator::Simulator;
use crate::practice::trouble::{SLOW, TroubleKind};

/// No answer comes: the request, or its answer, was lost on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

/// Longer than anybody waits for an answer.
const FOREVER: Duration = Duration::from_secs(86_400);

/// AWS behind one state. Clones are the same.
#[derive(Debug, Clone)]
pub struct Endpoint {
    simulator: Simulator,
}

impl Endpoint {
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }

    /// Answers a request, or meets the trouble that the world's script has for it.
    ///
    /// # Errors
    /// [`Lost`] after a very long time: whoever asks gives up before.
    pub async fn exchange(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Lost> {
        let call = match Call::read(&request) {
            Ok(call) => call,
            Err((service, refusal)) => return Ok(wire::refused(service, &refusal, "practice")),
        };
        let Some(operation) = operation(&call) else {
            let asked = format!("{} {}", request.method(), request.uri().path());
            return Ok(wire::refused(Some(call.service), &not_played(&asked), "practice"));
        };
        let trouble = self.played(&call, |sim| Ok(sim.script.meet(call.service.name(), &operation)));
        match trouble {
            Ok(Some(kind)) => self.troubled(kind, &call, &operation).await,
            Ok(None) => Ok(self.carried_out(&call, &operation)),
            Err(refusal) => Ok(wire::refused(Some(call.service), &refusal, "practice")),
        }
    }

    async fn troubled(&self, kind: TroubleKind, call: &Call, operation: &str) -> Result<Response<Vec<u8>>, Lost> {
        let refusal = match kind {
            TroubleKind::Throttled => throttled(call.service),
            TroubleKind::ServerError => Refusal::new("InternalFailure", "Something went wrong on AWS's side.").status(500),
            TroubleKind::ExpiredToken => expired(call.service),
            TroubleKind::AccessDenied => denied(call.service, operation),
            TroubleKind::Slow => {
                self.simulator.clock().nap(SLOW).await;
                return Ok(self.carried_out(call, operation));
            }
            TroubleKind::LostRequest => return self.silence().await,
            TroubleKind::LostAnswer => {
                self.carried_out(call, operation);
                return self.silence().await;
            }
        };
        Ok(wire::refused(Some(call.service), &refusal, "practice"))
    }

    async fn silence(&self) -> Result<Response<Vec<u8>>, Lost> {
        self.simulator.clock().nap(FOREVER).await;
        Err(Lost)
    }

    fn carried_out(&self, call: &Call, operation: &str) -> Response<Vec<u8>> {
        let number = self.simulator.see(|sim| sim.now.0);
        let request_id = format!("practice-{number:x}");
        match self.played(call, |sim| answer(sim, call)) {
            Ok(reply) => wire::agreed(call.service, operation, reply, &request_id),
            Err(refusal) => wire::refused(Some(call.service), &refusal, &request_id),
        }
    }

    /// Asks the simulator; a state that cannot be kept is AWS's failure, as far as the caller can tell.
    fn played<T>(&self, call: &Call, act: impl FnOnce(&mut crate::practice::state::SimState) -> Result<T, Refusal>) -> Result<T, Refusal> {
        tracing::trace!(service = call.service.name(), "played");
        self.simulator.play(act).unwrap_or_else(|problem| Err(Refusal::new("InternalFailure", problem.to_string()).status(500)))
    }
}

/// Each service's own word for "too many requests" (botocore's `_retry.json`, and its error shapes).
fn throttled(service: Service) -> Refusal {
    let (code, status) = match service {
        Service::Acm => ("ThrottlingException", 400),
        Service::Ec2 => ("RequestLimitExceeded", 503),
        Service::Route53 | Service::Elb | Service::Sts => ("Throttling", 400),
    };
    Refusal::new(code, "Rate exceeded").status(status)
}

fn expired(service: Service) -> Refusal {
    let code = match service {
        Service::Acm => "ExpiredTokenException",
        Service::Ec2 => "RequestExpired",
        Service::Route53 | Service::Elb | Service::Sts => "ExpiredToken",
    };
    Refusal::new(code, "The security token included in the request is expired").status(403)
}

fn denied(service: Service, operation: &str) -> Refusal {
    let message = format!(
        "User: arn:aws:iam::{}:user/practice is not authorized to perform: {}:{operation}",
        crate::practice::state::account::ACCOUNT,
        service.name()
    );
    match service {
        Service::Acm => Refusal::new("AccessDeniedException", message),
        Service::Ec2 => Refusal::new("UnauthorizedOperation", message).status(403),
        Service::Route53 | Service::Elb | Service::Sts => Refusal::new("AccessDenied", message).status(403),
    }
}
