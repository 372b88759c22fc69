//! Between HTTP and a service's operations: which service is meant, what is asked, and how each service's protocol says yes and no.

mod query;
mod xml;

use http::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use crate::engine::time::Timestamp;
pub use query::Query;
pub use xml::Element;

/// The services that practice plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    Acm,
    Route53,
    Ec2,
    Elb,
    Sts,
    FreeTier,
}

impl Service {
    pub const ALL: [Service; 6] = [Self::Acm, Self::Route53, Self::Ec2, Self::Elb, Self::Sts, Self::FreeTier];

    /// The name under which requests are signed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acm => "acm",
            Self::Route53 => "route53",
            Self::Ec2 => "ec2",
            Self::Elb => "elasticloadbalancing",
            Self::Sts => "sts",
            Self::FreeTier => "freetier",
        }
    }
}

/// One request as its service understands it.
#[derive(Debug, Clone)]
pub struct Call {
    pub service: Service,
    /// The region it was signed for.
    pub region: String,
    /// When it was signed, by the clock of whoever signed it.
    pub signed: Option<Timestamp>,
    pub ask: Ask,
}

/// What is asked, in the shape of the service's protocol.
#[derive(Debug, Clone)]
pub enum Ask {
    /// ACM and Free Tier: awsJson1_1, awsJson1_0.
    Json { operation: String, input: Value },
    /// EC2, ELBv2 and STS: a form.
    Query { operation: String, input: Query },
    /// Route 53: method, path without the version, parameters, and the body when there is one.
    Rest { method: Method, path: Vec<String>, query: Query, body: Option<Element> },
}

/// What a service says when it agrees.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    Json(Value),
    /// An awsQuery or ec2Query answer: what stands in `<OperationResponse>` (ELBv2 and STS: in its `<OperationResult>`).
    Query(Vec<Element>),
    /// A REST-XML answer: its root element.
    Rest(Element),
    /// The same for something new (HTTP 201), with the `Location` at which it is found.
    Created(String, Element),
}

/// What a service says when it refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub code: String,
    pub message: String,
}

impl Refusal {
    /// The caller's mistake: HTTP 400.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { status: 400, code: code.to_owned(), message: message.into() }
    }

    /// The same with another HTTP status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

/// The refusal of an operation that practice does not play.
pub fn not_played(operation: &str) -> Refusal {
    Refusal::new("InvalidAction", format!("The action {operation} is not played in practice."))
}

/// Why a request was not understood.
type Misread = (Option<Service>, Refusal);

impl Call {
    /// Reads a request. Which service is meant is in its signature's scope; the signature itself is not checked.
    ///
    /// # Errors
    /// The refusal, in the service's own form where the service is known.
    pub fn read(request: &Request<Vec<u8>>) -> Result<Self, Misread> {
        let (service, region) = scope(request)?;
        let ask = match service {
            Service::Acm | Service::FreeTier => json_ask(request),
            Service::Route53 => Ok(rest_ask(request)),
            Service::Ec2 | Service::Elb | Service::Sts => query_ask(request),
        };
        let signed = request.headers().get("x-amz-date").and_then(|v| v.to_str().ok()).and_then(moment);
        Ok(Self { service, region, signed, ask: ask.map_err(|refusal| (Some(service), refusal))? })
    }
}

/// The service and region of `Authorization: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, …`.
fn scope(request: &Request<Vec<u8>>) -> Result<(Service, String), Misread> {
    let missing = || Refusal::new("MissingAuthenticationToken", "Request is missing Authentication Token").status(403);
    let header = request.headers().get(http::header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    let credential = header.and_then(|h| h.split("Credential=").nth(1)).and_then(|c| c.split([',', ' ']).next());
    let mut parts = credential.unwrap_or_default().split('/').skip(2);
    let (Some(region), Some(name)) = (parts.next(), parts.next()) else { return Err((None, missing())) };
    let unknown = || Refusal::new("UnknownService", format!("Practice does not play the service '{name}'.")).status(404);
    let service = Service::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| (None, unknown()))?;
    Ok((service, region.to_owned()))
}

/// How a signature writes a moment.
pub const SIGNED: &str = "%Y%m%dT%H%M%SZ";

fn moment(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond()))
}

fn json_ask(request: &Request<Vec<u8>>) -> Result<Ask, Refusal> {
    let target = request.headers().get("x-amz-target").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let operation = target.split_once('.').map(|(_, operation)| operation).unwrap_or_default().to_owned();
    let malformed = |_| Refusal::new("SerializationException", "The request is not valid JSON.");
    let body = if request.body().is_empty() { b"{}".as_slice() } else { request.body().as_slice() };
    Ok(Ask::Json { operation, input: serde_json::from_slice(body).map_err(malformed)? })
}

fn query_ask(request: &Request<Vec<u8>>) -> Result<Ask, Refusal> {
    let input = match request.method() {
        &Method::GET => Query::parse(request.uri().query().unwrap_or_default().as_bytes()),
        _ => Query::parse(request.body()),
    };
    let operation = input.get("Action").map(str::to_owned);
    let missing = || Refusal::new("MissingAction", "The request must contain the parameter Action.");
    Ok(Ask::Query { operation: operation.ok_or_else(missing)?, input })
}

fn rest_ask(request: &Request<Vec<u8>>) -> Ask {
    let path = request.uri().path().trim_matches('/').split('/').skip(1);
    let decoded = |part: &str| {
        let pairs = form_urlencoded::parse(part.as_bytes()).next();
        pairs.map(|(part, _)| part.into_owned()).unwrap_or_default()
    };
    Ask::Rest {
        method: request.method().clone(),
        path: path.map(decoded).collect(),
        query: Query::parse(request.uri().query().unwrap_or_default().as_bytes()),
        body: std::str::from_utf8(request.body()).ok().and_then(Element::parse),
    }
}

/// The namespace of each service's XML.
fn namespace(service: Service) -> &'static str {
    match service {
        Service::Route53 => "https://route53.amazonaws.com/doc/2013-04-01/",
        Service::Ec2 => "http://ec2.amazonaws.com/doc/2016-11-15/",
        Service::Elb => "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
        Service::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
        Service::Acm | Service::FreeTier => "",
    }
}

/// A service's yes as HTTP. `operation` is AWS's name for what was asked.
pub fn agreed(service: Service, operation: &str, reply: Reply, request_id: &str) -> Response<Vec<u8>> {
    match reply {
        Reply::Json(value) => response(200, "application/x-amz-json-1.1", value.to_string().into_bytes(), request_id),
        Reply::Rest(element) => response(200, "text/xml", element.within(namespace(service)).document(), request_id),
        Reply::Created(location, element) => {
            let mut created = response(201, "text/xml", element.within(namespace(service)).document(), request_id);
            add(&mut created, "location", &location);
            created
        }
        Reply::Query(elements) => {
            let root = format!("{operation}Response");
            let root = match service {
                Service::Ec2 => Element::list(&root, elements).has("requestId", request_id),
                _ => Element::new(&root)
                    .with(Element::list(&format!("{operation}Result"), elements))
                    .with(Element::new("ResponseMetadata").has("RequestId", request_id)),
            };
            let root = root.within(namespace(service));
            response(200, "text/xml", root.document(), request_id)
        }
    }
}

/// A service's no as HTTP, each in its own form; a service that is not known says it as most do.
pub fn refused(service: Option<Service>, refusal: &Refusal, request_id: &str) -> Response<Vec<u8>> {
    let Refusal { status, code, message } = refusal;
    let side = if *status < 500 { "Sender" } else { "Receiver" };
    match service {
        Some(Service::Acm | Service::FreeTier) => {
            let body = json!({ "__type": code, "message": message });
            response(*status, "application/x-amz-json-1.1", body.to_string().into_bytes(), request_id)
        }
        Some(Service::Ec2) => {
            let error = Element::new("Error").has("Code", code).has("Message", message);
            let root = Element::new("Response").with(Element::list("Errors", [error])).has("RequestID", request_id);
            response(*status, "text/xml", root.document(), request_id)
        }
        service => {
            let error = Element::new("Error").has("Type", side).has("Code", code).has("Message", message);
            let root = Element::new("ErrorResponse").within(service.map_or("", namespace)).with(error).has("RequestId", request_id);
            response(*status, "text/xml", root.document(), request_id)
        }
    }
}

fn response(status: u16, kind: &str, body: Vec<u8>, request_id: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    add(&mut response, "content-type", kind);
    add(&mut response, "x-amzn-requestid", request_id);
    response
}

/// The answer with the time at which it was given.
pub fn dated(mut answer: Response<Vec<u8>>, now: Timestamp) -> Response<Vec<u8>> {
    let at = jiff::Timestamp::from_millisecond(now.0).map(|at| at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    add(&mut answer, "date", &at.unwrap_or_default());
    answer
}

fn add(response: &mut Response<Vec<u8>>, name: &'static str, value: &str) {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
}
