//! Who signs in, to which region, and what is told where nobody is signed in: over files of a home of its own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::place::{Place, SITE};
use crate::unreachable::half_built;

const SESSION: &str = "arn:aws:iam::111111111111:user/hee";
/// Of nobody: the AWS SDK for Rust prints it in its own sources, as an example of such a file.
const DPOP: &str = "-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEEIFDZHUzOG1Pzq+6F0mjMlOSp1syN9LRPBuHMoCFXTcXhoAoGCCqGSM49\\nAwEHoUQDQgAE9qhj+KtcdHj1kVgwxWWWw++tqoh7H7UHs7oXh8jBbgF47rrYGC+t\\ndjiIaHK3dBvvdE7MGj5HsepzLm3Kj91bqA==\\n-----END EC PRIVATE KEY-----\\n";

const PROFILES: &str = "
[profile school]
sso_start_url = https://school.awsapps.com/start
sso_region = us-east-1
sso_account_id = 222222222222
sso_role_name = Student
region = us-west-2

[profile console]
login_session = arn:aws:iam::111111111111:user/hee
region = us-west-2

[profile keys]
aws_access_key_id = AKIA
aws_secret_access_key = s

[profile guarded]
role_arn = arn:aws:iam::333333333333:role/Deploy
source_profile = keys
mfa_serial = arn:aws:iam::111111111111:mfa/hee
";

/// A home with these profiles.
fn with_profiles(place: Place, config: &str) -> Place {
    let aws = place.home().join(".aws");
    std::fs::create_dir_all(&aws).unwrap();
    std::fs::write(aws.join("config"), config).unwrap();
    place
}

#[test]
fn what_signs_in_again_is_told_by_the_kind_of_the_profile() {
    let place = with_profiles(Place::with(SITE), PROFILES);
    place.run(&["up", "--yes", "--profile", "school"]).ends(3).says("aws sso login --profile school");
    place.run(&["up", "--yes", "--profile", "console"]).ends(3).says("aws login --profile console");
    place.run(&["up", "--yes", "--profile", "skool"]).ends(3).says("no such AWS profile").says("console, keys, school");
    let guarded = place.run(&["up", "--yes", "--profile", "guarded", "--json"]).ends(3);
    assert_eq!(guarded.end()["stuck"][0]["fault"]["code"], "profile-needs-mfa");
    assert!(!guarded.out.contains("aws-unreachable"), "something was sent: {}", guarded.out);
    place.run(&["up", "--yes", "--profile", "guarded"]).ends(3).says("export-credentials --profile guarded --format process");
    place.run(&["up", "--yes"]).ends(3).says("console, keys, school");
}

#[test]
fn the_region_is_the_typed_one_then_the_files_then_the_environments_then_the_profiles() {
    let without = SITE.replace("region = \"ap-northeast-2\"\n", "");
    Place::with(&without).run(&["plan"]).ends(2).says("--region, AWS_REGION or the AWS profile");
    // The journal is of ap-northeast-2: which other region would have been asked is told.
    let told = |config: &str, env: &[(&'static str, &str)], args: &[&str], region: &str| {
        let place = with_profiles(half_built(false), PROFILES);
        std::fs::write(place.home().join("landfall.toml"), config).unwrap();
        let place = env.iter().fold(place, |place, (key, value)| place.env(key, value));
        place.run(args).ends(2).says("was made in ap-northeast-2").says(region);
    };
    let in_file = SITE.replace("ap-northeast-2", "eu-west-1");
    for command in [&["up", "--yes"][..], &["plan"], &["status"], &["down", "--yes"], &["restart"], &["logs"]] {
        let typed: Vec<&str> = command.iter().copied().chain(["--region", "us-east-1"]).collect();
        told(&in_file, &[], &typed, "us-east-1");
        told(&in_file, &[("AWS_REGION", "us-east-2")], command, "eu-west-1");
        told(&without, &[("AWS_REGION", "us-east-2"), ("AWS_PROFILE", "school")], command, "us-east-2");
        told(&without, &[("AWS_PROFILE", "school")], command, "us-west-2");
    }
    told(SITE, &[], &["down", "--yes", "--name", "heestagram", "--region", "us-east-1"], "us-east-1");
}

/// A proxy that lets nobody through; every host that it was asked for comes out.
fn proxy() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (asked, hosts) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (head, _) = request(&mut stream);
            let host = head.split_whitespace().nth(1).unwrap_or_default().to_owned();
            stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").ok();
            if asked.send(host).is_err() {
                return;
            }
        }
    });
    (address, hosts)
}

/// The first of the hosts asked for that `is_it` picks.
fn first(place: &Place, is_it: impl Fn(&str) -> bool) -> String {
    let (proxy, hosts) = proxy();
    let mut command = place.command(&["up", "--yes", "--profile", "console"]);
    command.env_remove("AWS_ENDPOINT_URL").env("HTTPS_PROXY", proxy);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let host = std::iter::from_fn(|| hosts.recv_timeout(Duration::from_secs(30)).ok()).find(|host| is_it(host));
    child.kill().unwrap();
    child.wait().unwrap();
    host.unwrap_or_default()
}

fn token(place: &Place, ends: &str, more: &str) {
    let cache = place.home().join(".aws/login/cache");
    std::fs::create_dir_all(&cache).unwrap();
    let name: String = Sha256::digest(SESSION.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let access = format!(
        r#"{{"accessKeyId": "ASIA", "secretAccessKey": "s", "sessionToken": "t", "accountId": "111111111111", "expiresAt": "{ends}"}}"#
    );
    let text = format!(
        r#"{{"accessToken": {access}, "tokenType": "aws_sigv4", "refreshToken": "r", "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": "{DPOP}"{more}}}"#
    );
    std::fs::write(cache.join(format!("{name}.json")), text).unwrap();
}

#[test]
fn a_login_is_renewed_where_it_was_made_and_the_services_are_asked_where_the_site_is() {
    let place = with_profiles(Place::with(SITE), PROFILES);
    token(&place, "2020-01-01T00:00:00Z", "");
    let renewed = first(&place, |host| host.contains("signin"));
    assert!(renewed.contains("us-west-2"), "the profile's region: {renewed:?}");
    token(&place, "2020-01-01T00:00:00Z", r#", "signInRegion": "us-east-2""#);
    let renewed = first(&place, |host| host.contains("signin"));
    assert!(renewed.contains("us-east-2"), "the login's own: {renewed:?}");
    token(&place, "2099-01-01T00:00:00Z", "");
    assert_eq!(first(&place, |host| host.starts_with("ec2.")), "ec2.ap-northeast-2.amazonaws.com:443");
}

/// Reads one request: its head, and its body.
fn request(stream: &mut TcpStream) -> (String, String) {
    let (mut read, mut byte) = (Vec::new(), [0]);
    while !read.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) > 0 {
        read.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&read).into_owned();
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok();
    (head, String::from_utf8_lossy(&body).into_owned())
}

/// AWS that knows one key: the old one only long enough to say whose it is. The new one may do nothing more.
fn aws(listener: TcpListener, known: Arc<AtomicBool>) {
    for stream in listener.incoming() {
        let known = Arc::clone(&known);
        std::thread::spawn(move || answer(&mut stream.unwrap(), &known));
    }
}

/// In the words of the service that is asked.
fn refusal(head: &str, body: &str, old: bool) -> String {
    let code = if old { "ExpiredToken" } else { "AccessDenied" };
    if head.to_lowercase().contains("x-amz-target") {
        return format!(r#"{{"__type": "{code}Exception", "message": "no"}}"#);
    }
    if body.contains("Version=2016-11-15") {
        let code = if old { "RequestExpired" } else { "UnauthorizedOperation" };
        return format!("<Response><Errors><Error><Code>{code}</Code><Message>no</Message></Error></Errors></Response>");
    }
    format!("<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>")
}

fn answer(stream: &mut TcpStream, known: &AtomicBool) {
    let (head, body) = request(stream);
    let old = head.contains("AKIAOLD");
    let identity = body.contains("GetCallerIdentity");
    let (status, text) = if identity && (!old || !known.load(Ordering::SeqCst)) {
        let who = "<Arn>arn:aws:iam::111111111111:user/hee</Arn><UserId>A</UserId><Account>111111111111</Account>";
        (
            "200 OK",
            format!("<GetCallerIdentityResponse><GetCallerIdentityResult>{who}</GetCallerIdentityResult></GetCallerIdentityResponse>"),
        )
    } else {
        // Until it was told whose account it is, nobody is signed out.
        let end = Instant::now() + Duration::from_secs(20);
        while !known.load(Ordering::SeqCst) && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(5));
        }
        ("403 Forbidden", refusal(&head, &body, old))
    };
    let kind = "content-type: text/xml";
    write!(stream, "HTTP/1.1 {status}\r\n{kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}", text.len()).ok();
}

#[test]
fn a_new_sign_in_in_another_terminal_is_taken_up_by_the_run_that_waits() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = Place::with(SITE).aws_at(&listener);
    let known = Arc::new(AtomicBool::new(false));
    let knows = Arc::clone(&known);
    std::thread::spawn(move || aws(listener, knows));
    let keys = |key: &str| {
        let text = format!("[default]\naws_access_key_id = {key}\naws_secret_access_key = s\naws_session_token = t\n");
        std::fs::write(place.home().join(".aws/credentials"), text).unwrap();
    };
    std::fs::create_dir_all(place.home().join(".aws")).unwrap();
    keys("AKIAOLD");
    let (seen, lines) = mpsc::channel();
    let running = place.start(&["up", "--yes", "--json"], |line| {
        if line.contains("\"op\":\"look-identity\"") && line.contains("\"done\"") {
            known.store(true, Ordering::SeqCst);
        }
        seen.send(line.to_owned()).ok();
        line.contains("signed-out")
    });
    let out = lines.try_iter().last().unwrap();
    assert!(out.contains("fetch-session-keys") && out.contains("\"waits_s\":600"), "{out}");
    keys("AKIANEW");
    let run = running.ended().ends(3);
    assert!(run.out.contains(r#""state":"signed-in""#) || run.end()["stuck"][0]["fault"]["code"] == "access-denied", "{}", run.out);
    assert_eq!(run.end()["stuck"][0]["fault"]["code"], "access-denied", "the new keys were used: {}", run.out);
}

#[test]
fn with_wait_0s_nobody_is_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = Place::with(SITE).aws_at(&listener);
    std::thread::spawn(move || aws(listener, Arc::new(AtomicBool::new(true))));
    std::fs::create_dir_all(place.home().join(".aws")).unwrap();
    let text = "[default]\naws_access_key_id = AKIAOLD\naws_secret_access_key = s\naws_session_token = t\n";
    std::fs::write(place.home().join(".aws/credentials"), text).unwrap();
    place.run(&["up", "--yes", "--wait", "0s"]).ends(3).says("aws_session_token").says("sign-in has expired");
}
