//! What a request asks, and how each service says no: four protocols, each with errors of its own shape.

use http::request::Parts;
use hyper::body::Bytes;

/// A service, by the name that signs its requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    Sts,
    Route53,
    Acm,
    Elb,
    Ec2,
    /// What moto does not have.
    FreeTier,
}

impl Service {
    pub const ALL: [Self; 5] = [Self::Sts, Self::Route53, Self::Acm, Self::Elb, Self::Ec2];

    fn signed_for(scope: &str) -> Self {
        match scope {
            "sts" => Self::Sts,
            "route53" => Self::Route53,
            "acm" => Self::Acm,
            "elasticloadbalancing" => Self::Elb,
            "ec2" => Self::Ec2,
            "freetier" => Self::FreeTier,
            other => panic!("Landfall asked {other}"),
        }
    }
}

/// What a request asks.
#[derive(Debug)]
pub struct Asked {
    pub service: Service,
    /// The region that it is signed for.
    pub region: String,
    /// AWS's name for it.
    pub action: String,
}

pub fn asked(head: &Parts, body: &Bytes) -> Asked {
    let signed = head.headers["authorization"].to_str().unwrap();
    let mut scope = signed.split("Credential=").nth(1).unwrap().split('/').skip(2).map(str::to_owned);
    let (region, service) = (scope.next().unwrap(), Service::signed_for(&scope.next().unwrap()));
    let action = match service {
        Service::Acm | Service::FreeTier => head.headers["x-amz-target"].to_str().unwrap().rsplit('.').next().unwrap().to_owned(),
        Service::Route53 => route53(head.method.as_str(), head.uri.path()).to_owned(),
        Service::Sts | Service::Elb | Service::Ec2 => {
            let form = String::from_utf8_lossy(body).into_owned();
            form.split('&').find_map(|pair| pair.strip_prefix("Action=")).unwrap().to_owned()
        }
    };
    Asked { service, region, action }
}

fn route53(method: &str, path: &str) -> &'static str {
    let parts: Vec<&str> = path.trim_start_matches("/2013-04-01/").split('/').collect();
    match (method, parts.as_slice()) {
        ("GET", ["hostedzone"]) => "ListHostedZones",
        ("GET", ["hostedzonesbyname"]) => "ListHostedZonesByName",
        ("POST", ["hostedzone"]) => "CreateHostedZone",
        ("GET", ["hostedzone", _]) => "GetHostedZone",
        ("GET", ["hostedzone", _, "dnssec"]) => "GetDNSSEC",
        ("DELETE", ["hostedzone", _]) => "DeleteHostedZone",
        ("GET", ["hostedzone", _, "rrset"]) => "ListResourceRecordSets",
        ("POST", ["hostedzone", _, "rrset"] | ["hostedzone", _, "rrset", ""]) => "ChangeResourceRecordSets",
        ("GET", ["change", _]) => "GetChange",
        ("POST", ["tags", "hostedzone"]) => "ListTagsForResources",
        ("POST", ["tags", "hostedzone", _]) => "ChangeTagsForResource",
        _ => panic!("Landfall asked Route 53 {method} {path}"),
    }
}

/// A refusal: status, content type and body, as this service writes them. Without a code it is a page that is none of AWS's.
pub fn refusal(service: Service, status: u16, code: &str, message: &str) -> (u16, &'static str, String) {
    if code.is_empty() {
        return (status, "text/html", message.to_owned());
    }
    let message_xml = message.replace('&', "&amp;").replace('<', "&lt;");
    let (kind, body) = match service {
        Service::Acm => {
            let body = serde_json::json!({ "__type": format!("com.amazonaws.acm#{code}"), "message": message });
            ("application/x-amz-json-1.1", body.to_string())
        }
        Service::FreeTier => {
            let body = serde_json::json!({ "__type": format!("com.amazonaws.freetier#{code}"), "message": message });
            ("application/x-amz-json-1.0", body.to_string())
        }
        Service::Ec2 => {
            let error = format!("<Error><Code>{code}</Code><Message>{message_xml}</Message></Error>");
            ("text/xml", format!("<Response><Errors>{error}</Errors><RequestID>proxy</RequestID></Response>"))
        }
        Service::Sts | Service::Elb | Service::Route53 => {
            let error = format!("<Error><Type>Sender</Type><Code>{code}</Code><Message>{message_xml}</Message></Error>");
            ("text/xml", format!("<ErrorResponse>{error}<RequestId>proxy</RequestId></ErrorResponse>"))
        }
    };
    (status, kind, body)
}

/// The service's own word for "too fast" (botocore's `_retry.json`).
pub fn too_fast(service: Service) -> (u16, &'static str, String) {
    let (status, code) = match service {
        Service::Acm | Service::FreeTier => (400, "ThrottlingException"),
        Service::Ec2 => (503, "RequestLimitExceeded"),
        Service::Sts | Service::Elb | Service::Route53 => (400, "Throttling"),
    };
    refusal(service, status, code, "Rate exceeded")
}
