//! What answered where AWS should, and is not AWS by all that can be seen: a Wi-Fi's sign-in page, a proxy, a program that inspects.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::engine::fault::{Code, Fault, Remedy};

/// The most characters of a page's title that are shown.
const MOST: usize = 100;

/// An answer without any code of AWS's. AWS's own edge answers so when it is overloaded.
pub(super) fn unreadable(answer: &HttpResponse) -> Fault {
    let status = answer.status().as_u16();
    let detail = format!("HTTP {status} {}", described(answer)).trim().to_owned();
    if status == 429 || status >= 500 {
        Fault::retry(Code::AwsBusy, detail)
    } else {
        Fault::person(Code::AnswerUnreadable, Remedy::CheckBetween, detail)
    }
}

/// What kind of answer it is, where it leads, and what a browser would show above it.
fn described(answer: &HttpResponse) -> String {
    let header = |name: &str| answer.headers().get(name);
    let body = answer.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    // What is signed is in the query: only the host of where it leads is told.
    let host = header("location").and_then(|to| to.split_once("://")).and_then(|(_, rest)| rest.split(['/', '?']).next());
    let parts = [header("content-type"), host, title(&body)];
    parts.into_iter().flatten().map(|part| part.chars().take(MOST).collect::<String>()).collect::<Vec<_>>().join(" · ")
}

/// The page's title.
fn title(body: &str) -> Option<&str> {
    let start = body.to_ascii_lowercase().find("<title>")? + "<title>".len();
    let rest = body.get(start..)?;
    let end = rest.to_ascii_lowercase().find("</title>")?;
    rest.get(..end).map(str::trim).filter(|title| !title.is_empty())
}

/// A certificate that this machine does not take for AWS's. One that is only out of its time is: then the clock is wrong.
pub(super) fn untrusted(chain: &str) -> Option<Fault> {
    let (_, why) = chain.split_once("invalid peer certificate")?;
    let why = why.to_ascii_lowercase();
    let out_of_time = ["expired", "not valid yet", "notvalidyet"].iter().any(|word| why.contains(word));
    let (code, remedy) = if out_of_time { (Code::ClockWrong, Remedy::SetClock) } else { (Code::AwsUntrusted, Remedy::CheckBetween) };
    Some(Fault::person(code, remedy, chain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_s_certificate_is_no_wrong_clock() {
        let table = [
            ("io error: invalid peer certificate: UnknownIssuer", Some(Code::AwsUntrusted)),
            ("io error: invalid peer certificate: certificate not valid for name \"sts.amazonaws.com\"", Some(Code::AwsUntrusted)),
            ("io error: invalid peer certificate: certificate expired: verification time 2 (UNIX), but …", Some(Code::ClockWrong)),
            ("io error: invalid peer certificate: certificate not valid yet: verification time 1 (UNIX), but …", Some(Code::ClockWrong)),
            ("the SSO token has expired", None),
        ];
        for (chain, code) in table {
            assert_eq!(untrusted(&format!("dispatch failure: {chain}")).map(|fault| fault.code), code, "{chain}");
        }
    }

    #[test]
    fn a_page_is_told_by_its_host_and_title_and_never_by_its_query() {
        let mut answer = HttpResponse::new(302.try_into().unwrap(), "<HTML><Title>Wi-Fi</Title>".into());
        answer.headers_mut().insert("location", "http://portal.cafe/login?token=SECRET");
        assert_eq!(unreadable(&answer).detail, "HTTP 302 portal.cafe · Wi-Fi");
    }
}
