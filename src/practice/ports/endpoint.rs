//! One request in, one answer out: what both the SDK's connector and the HTTP listener do.

use std::time::Duration;

use http::{Request, Response};

use crate::ports::Clock;
use crate::practice::aws::gate::Caller;
use crate::practice::aws::wire::{Call, Refusal, Service, not_played};
use crate::practice::aws::{answer, gate, operation, wire};

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
    caller: Caller,
}

impl Endpoint {
    /// For the program itself.
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator, caller: Caller::Program }
    }

    /// The same for clients over HTTP, whose clock is not the world's.
    #[must_use]
    pub fn for_outside(self) -> Self {
        Self { caller: Caller::Outside, ..self }
    }

    /// Answers a request, or meets the trouble that the world's script has for it.
    ///
    /// # Errors
    /// [`Lost`] after a very long time: whoever asks gives up before.
    pub async fn exchange(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Lost> {
        let answer = self.answered(request).await?;
        Ok(wire::dated(answer, self.simulator.see(|sim| sim.now)))
    }

    async fn answered(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Lost> {
        let call = match Call::read(&request) {
            Ok(call) => call,
            Err((service, refusal)) => return Ok(wire::refused(service, &refusal, "practice")),
        };
        let Some(operation) = operation(&call) else {
            let asked = format!("{} {}", request.method(), request.uri().path());
            return Ok(wire::refused(Some(call.service), &not_played(&asked), "practice"));
        };
        let met = self.played(&call, |sim| {
            // A refusal at the gate changes nothing but what is counted there, and that stays.
            let refusal = gate::refusal(sim, &call, &operation, self.caller);
            let trouble = if refusal.is_none() { sim.script.meet(call.service.name(), &operation) } else { None };
            Ok((refusal, trouble))
        });
        match met {
            Ok((Some(refusal), _)) => Ok(wire::refused(Some(call.service), &refusal, "practice")),
            Ok((None, Some(kind))) => self.troubled(kind, &call, &operation).await,
            Ok((None, None)) => Ok(self.carried_out(&call, &operation)),
            Err(refusal) => Ok(wire::refused(Some(call.service), &refusal, "practice")),
        }
    }

    async fn troubled(&self, kind: TroubleKind, call: &Call, operation: &str) -> Result<Response<Vec<u8>>, Lost> {
        let refusal = match kind {
            TroubleKind::Throttled => gate::throttled(call.service),
            TroubleKind::ServerError => Refusal::new("InternalFailure", "Something went wrong on AWS's side.").status(500),
            TroubleKind::ExpiredToken => expired(call.service),
            TroubleKind::AccessDenied => gate::not_allowed(call.service, operation),
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

fn expired(service: Service) -> Refusal {
    let code = match service {
        Service::Acm | Service::FreeTier => "ExpiredTokenException",
        Service::Ec2 => "RequestExpired",
        Service::Route53 | Service::Elb | Service::Sts => "ExpiredToken",
    };
    Refusal::new(code, "The security token included in the request is expired").status(403)
}
