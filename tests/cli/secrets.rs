//! What must never be told: the account's keys, not in output, not in a file, not at the highest log level.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::place::{Place, SITE, files, silent_aws};
use crate::run::Run;

const KEY: &str = "s3cretKeyThatNobodyMayRead/0123456789abcd";
const TOKEN: &str = "t0kenThatNobodyMayRead/0123456789";

fn place() -> Place {
    let place = Place::with(SITE).env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").env("LANDFALL_LOG", "trace");
    place.env("AWS_SECRET_ACCESS_KEY", KEY).env("AWS_SESSION_TOKEN", TOKEN)
}

fn nothing_tells(place: &Place, run: &Run) {
    for secret in [KEY, TOKEN] {
        assert!(!run.out.contains(secret) && !run.err.contains(secret), "{secret} was printed:\n{run:?}");
        for file in files(&place.state()) {
            let bytes = std::fs::read(&file).unwrap();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret} stands in {}", file.display());
        }
    }
    assert!(run.err.contains("started"), "the log was not on: {}", run.err);
    assert!(!files(&place.state()).is_empty(), "there was no journal to look into");
}

#[test]
fn keys_are_not_told_while_aws_is_silent_or_away() {
    let aws = silent_aws();
    for place in [place().aws_at(&aws), place()] {
        let run = place.start(&["up", "--yes", "--json"], |line| line.contains("\"op\"")).signalled("INT").ends(130);
        nothing_tells(&place, &run);
    }
}

/// AWS's own refusal of a signature repeats the signed headers, the session token among them.
#[test]
fn a_refusal_that_repeats_the_token_is_not_repeated() {
    let aws = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = place().aws_at(&aws);
    std::thread::spawn(move || aws.incoming().for_each(|stream| drop(refuse(stream.unwrap()))));
    let run = place.run(&["up", "--yes", "--json"]).ends(3);
    // Which of the looks is told of in the end is left to chance.
    assert!(run.out.contains("\"code\":\"wrong-secret\""), "{}", run.out);
    nothing_tells(&place, &run);
}

fn refuse(mut stream: std::net::TcpStream) -> std::io::Result<()> {
    let mut request = vec![0; 65_536];
    let length = stream.read(&mut request)?;
    let headers = String::from_utf8_lossy(request.get(..length).unwrap_or_default()).replace(['<', '&', '"', '\\'], " ");
    assert!(headers.contains(TOKEN), "the request does not carry the token: {headers}");
    let message = format!("The Canonical String should have been {headers}").replace(['\r', '\n'], " ");
    // Each service reads the form that it knows.
    let (kind, body) = if headers.contains("x-amz-json") {
        ("application/x-amz-json-1.1", format!("{{\"__type\":\"InvalidSignatureException\",\"message\":\"{message}\"}}"))
    } else if headers.contains("Version=2016-11-15") || headers.contains("ec2") {
        ("text/xml", format!("<Response><Errors><Error><Code>AuthFailure</Code><Message>{message}</Message></Error></Errors></Response>"))
    } else {
        (
            "text/xml",
            format!("<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>{message}</Message></Error></ErrorResponse>"),
        )
    };
    write!(stream, "HTTP/1.1 403 Forbidden\r\ncontent-type: {kind}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

/// What the person of this world types.
const TYPED: &str = "practice $ecret";

#[test]
fn a_value_that_is_typed_is_told_nowhere_but_its_name_is() {
    let place = Place::empty().env("LANDFALL_LOG", "trace");
    let practice = |args: &[&str]| place.run(&[&["practice", "--speed", "instant", "--world", "secret-in-shell", "--"][..], args].concat());
    for args in [&["up", "--yes", "--json"][..], &["status"], &["up", "--yes"], &["down", "--yes", "--json"], &["down", "--yes"]] {
        let run = practice(args).ends(0);
        assert!(run.err.contains("started") || args[0] == "status", "the log was not on: {}", run.err);
        assert!(!run.out.contains(TYPED) && !run.err.contains(TYPED), "{args:?}: {run:?}");
        let told = files(&place.state()).into_iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>();
        let tells = |text: &str| told.iter().any(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()));
        assert!(!tells(TYPED) && !tells("$ecret") && !tells("ecret\\\""), "after {args:?}");
        assert!(tells("SITE_SECRET"), "after {args:?}");
    }
}
