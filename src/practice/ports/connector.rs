//! The state's AWS as the SDK's HTTP client: requests never leave the process.

use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use http::{Request, Response};

use super::endpoint::{Endpoint, Lost};

/// The endpoint as an HTTP client.
#[derive(Debug, Clone)]
pub struct InProcess(Endpoint);

impl InProcess {
    pub fn new(endpoint: Endpoint) -> Self {
        Self(endpoint)
    }
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let endpoint = self.0.clone();
        HttpConnectorFuture::new(async move {
            let request = plain(request).ok_or_else(|| ConnectorError::user("the request cannot be read".into()))?;
            let answer = endpoint.exchange(request).await.map_err(|Lost| ConnectorError::timeout("no answer".into()))?;
            answered(answer).ok_or_else(|| ConnectorError::other("the answer cannot be read".into(), None))
        })
    }
}

impl HttpClient for InProcess {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// The SDK's request with its body in memory, where the SDK's requests have it.
fn plain(request: HttpRequest) -> Option<Request<Vec<u8>>> {
    let request = request.try_into_http1x().ok()?;
    let (head, body) = request.into_parts();
    Some(Request::from_parts(head, body.bytes()?.to_vec()))
}

fn answered(answer: Response<Vec<u8>>) -> Option<HttpResponse> {
    let (head, body) = answer.into_parts();
    let mut response = HttpResponse::new(StatusCode::try_from(head.status.as_u16()).ok()?, SdkBody::from(body));
    for (name, value) in &head.headers {
        response.headers_mut().insert(name.as_str().to_owned(), value.to_str().ok()?.to_owned());
    }
    Some(response)
}
