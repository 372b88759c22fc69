//! The balancer's health check, tried on the server itself before there is a balancer; and plain http as who comes past it.

use std::net::Ipv4Addr;

use super::link::Link;
use crate::engine::fault::Fault;
use crate::engine::op::net::HttpAnswer;
use crate::ports::HttpGet;
use crate::site::HealthPath;

/// As an Application Load Balancer calls itself (Elastic Load Balancing, "Health checks for Application Load Balancer target groups",
/// read on 2026-11-29). Its Host is the target's address.
const USER_AGENT: &str = "ELB-HealthChecker/2.0";
/// Some projects answer a health checker of their own accord: this is none.
const PLAIN_AGENT: &str = "Landfall";
/// Where targets are registered.
const PORT: u16 = 80;

/// The status of an answer to what the balancer would ask; `None`: none came.
pub(super) async fn look(link: &Link<'_>, address: Ipv4Addr, path: &HealthPath) -> Result<Option<u16>, Fault> {
    let path = path.as_str().to_owned();
    link.http_status(HttpGet { address, port: PORT, host: address.to_string(), path, user_agent: USER_AGENT }).await
}

/// What the server answers to a `GET` of this path of this name by plain http, with nothing that a balancer would say besides; `None`: no answer.
pub(super) async fn by_name(link: &Link<'_>, name: &str, path: &str) -> Result<Option<HttpAnswer>, Fault> {
    let get = HttpGet { address: Ipv4Addr::LOCALHOST, port: PORT, host: name.to_owned(), path: path.to_owned(), user_agent: PLAIN_AGENT };
    link.http_answer(get).await
}
