//! Listeners: made on a balancer's ports, shown, changed, removed.

use super::arns::{self, ArnKind};
use super::listener_settings::Settings;
use super::params::{only, required, validation};
use super::{actions, lookup, pages, shapes, tags};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::elb::Listener;
use crate::practice::timing::secs;

/// The most listeners of a balancer.
pub const MOST: usize = 50;

/// What both making and changing a listener may give besides its action.
const KNOWN: [&str; 6] =
    ["Protocol", "Port", "SslPolicy", "Certificates.N.CertificateArn", "Certificates.N.IsDefault", "MutualAuthentication.Mode"];

fn check_known(input: &Query, more: &[&str]) -> Result<(), Refusal> {
    only(input, &[KNOWN.as_slice(), actions::KNOWN.as_slice(), more].concat())
}

/// CreateListener: the same settings again mean the standing one.
pub fn create(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    check_known(input, &["LoadBalancerArn", "Tags.N.Key", "Tags.N.Value"])?;
    let balancer = lookup::balancer(&sim.aws, required(input, "LoadBalancerArn")?)?;
    let settings = Settings::read(input, None)?;
    settings.check(&sim.aws, balancer)?;
    let (balancer, tags) = (balancer.arn.clone(), tags::read(input)?);
    if let Some(standing) = sim.aws.elb.on_port(&balancer, settings.port) {
        return if settings.are_of(standing) { Ok(shown(standing)) } else { Err(duplicate(&balancer)) };
    }
    check_count(sim, &balancer)?;
    let listener = settings.listener(arns::listener(&balancer, sim.fresh()), balancer, tags);
    let shown = shown(&listener);
    sim.aws.elb.listeners.push(listener);
    Ok(shown)
}

fn shown(listener: &Listener) -> Vec<Element> {
    vec![Element::list("Listeners", [shapes::listener(listener)])]
}

fn duplicate(balancer: &str) -> Refusal {
    let message = format!("A listener already exists on this port for this load balancer '{balancer}'");
    Refusal::new("DuplicateListener", message)
}

fn check_count(sim: &SimState, balancer: &str) -> Result<(), Refusal> {
    let count = sim.aws.elb.listeners.iter().filter(|l| l.balancer == balancer).count();
    let limit = || Refusal::new("TooManyListeners", format!("The load balancer '{balancer}' has reached its limit of listeners"));
    if count < MOST { Ok(()) } else { Err(limit()) }
}

/// ModifyListener: what is not given stays; a certificate that is not served any more is let go.
pub fn modify(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    check_known(input, &["ListenerArn"])?;
    let standing = lookup::listener(&sim.aws, required(input, "ListenerArn")?)?.clone();
    let balancer = lookup::balancer(&sim.aws, &standing.balancer)?;
    let settings = Settings::read(input, Some(&standing))?;
    settings.check(&sim.aws, balancer)?;
    if sim.aws.elb.on_port(&balancer.arn, settings.port).is_some_and(|other| other.arn != standing.arn) {
        return Err(duplicate(&balancer.arn));
    }
    let balancer = standing.balancer.clone();
    let changed = settings.listener(standing.arn, standing.balancer, standing.tags);
    let shown = shown(&changed);
    let same = sim.aws.elb.listeners.iter_mut().filter(|l| l.arn == changed.arn);
    same.for_each(|listener| listener.clone_from(&changed));
    unlink(sim, &balancer, standing.certificates);
    Ok(shown)
}

/// DescribeListeners: a balancer's, or those of these ARNs.
pub fn describe(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["LoadBalancerArn", "ListenerArns.N", "Marker", "PageSize"])?;
    let (balancer, arns) = (input.get("LoadBalancerArn"), input.texts("ListenerArns"));
    let all = &sim.aws.elb.listeners;
    let found = match balancer {
        Some(_) if !arns.is_empty() => {
            return Err(validation("Listener ARNs and a load balancer ARN cannot be specified at the same time"));
        }
        Some(arn) => of_balancer(sim, arn)?,
        None if arns.is_empty() => return Err(validation("You must specify either listener ARNs or a load balancer ARN")),
        None => {
            lookup::check_all(&sim.aws, ArnKind::Listener, &arns)?;
            lookup::named(all, &arns, |l| &l.arn, ArnKind::Listener)?
        }
    };
    pages::page(input, "Listeners", &found, |listener| shapes::listener(listener))
}

/// DescribeListenerCertificates: there is none but the default one.
pub fn describe_certificates(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ListenerArn", "Marker", "PageSize"])?;
    let all = &lookup::listener(&sim.aws, required(input, "ListenerArn")?)?.certificates;
    let shown = |arn: &String| Element::new("member").has("CertificateArn", arn).has("IsDefault", true);
    Ok(vec![Element::list("Certificates", all.iter().map(shown))])
}

fn of_balancer<'a>(sim: &'a SimState, arn: &str) -> Result<Vec<&'a Listener>, Refusal> {
    let balancer = lookup::balancer(&sim.aws, arn)?;
    Ok(sim.aws.elb.listeners.iter().filter(|l| l.balancer == balancer.arn).collect())
}

/// DeleteListener.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ListenerArn"])?;
    let arn = lookup::listener(&sim.aws, required(input, "ListenerArn")?)?.arn.clone();
    remove(sim, |l| l.arn == arn);
    Ok(Vec::new())
}

/// Removes listeners; their certificates are let go.
pub fn remove(sim: &mut SimState, is_one: impl Fn(&Listener) -> bool) {
    let (gone, kept) = std::mem::take(&mut sim.aws.elb.listeners).into_iter().partition(is_one);
    sim.aws.elb.listeners = kept;
    let stands = |listener: &str| gone.iter().all(|l: &Listener| l.arn != listener);
    sim.aws.elb.rules.retain(|rule| stands(&rule.listener));
    gone.into_iter().for_each(|listener: Listener| unlink(sim, &listener.balancer, listener.certificates));
}

/// Lets certificates go that no listener serves any more: ACM believes them in use a while longer.
fn unlink(sim: &mut SimState, balancer: &str, certificates: Vec<String>) {
    let until = sim.now + secs(sim.timing.unlink);
    let elb = &mut sim.aws.elb;
    for certificate in certificates {
        if elb.uses(&certificate).is_empty() {
            elb.unlinking.retain(|(other, ..)| *other != certificate);
            elb.unlinking.push((certificate, until, balancer.to_owned()));
        }
    }
}
