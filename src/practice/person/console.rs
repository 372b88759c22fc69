//! What a person does in AWS's console: the same calls as any other, unsigned. What AWS refuses is not done.

use form_urlencoded::Serializer;
use http::Method;

use crate::practice::aws::answer;
use crate::practice::aws::wire::{Ask, Call, Element, Query, Service};
use crate::practice::state::SimState;
use crate::practice::state::route53::RecordSet;

/// An operation of EC2's or ELBv2's.
pub(super) fn asked(sim: &mut SimState, service: Service, operation: &str, given: &[(&str, &str)]) {
    let input = Query::parse(Serializer::new(String::new()).extend_pairs(given).finish().as_bytes());
    called(sim, service, Ask::Query { operation: operation.to_owned(), input });
}

/// Makes (`CREATE`) or deletes (`DELETE`) a plain record set.
pub(super) fn change_record(sim: &mut SimState, zone: &str, action: &str, set: &RecordSet) {
    let values = set.values.iter().map(|value| Element::new("ResourceRecord").has("Value", value));
    let record = Element::new("ResourceRecordSet").has("Name", &set.name).has("Type", &set.kind).may("TTL", set.ttl);
    let change = Element::new("Change").has("Action", action).with(record.with(Element::list("ResourceRecords", values)));
    let batch = Element::new("ChangeBatch").with(Element::list("Changes", [change]));
    let body = Some(Element::new("ChangeResourceRecordSetsRequest").with(batch));
    let path = ["hostedzone", zone, "rrset"].map(str::to_owned).to_vec();
    called(sim, Service::Route53, Ask::Rest { method: Method::POST, path, query: Query::default(), body });
}

fn called(sim: &mut SimState, service: Service, ask: Ask) {
    let call = Call { service, region: sim.aws.region.clone(), signed: None, ask };
    if let Err(refusal) = answer(sim, &call) {
        tracing::debug!(?call, message = refusal.message, "refused to the person");
    }
}
