//! Nothing that a server may print makes the reader panic.

use landfall::nginx::edit::{Want, add_name, mend_headers};
use landfall::nginx::syntax::parse;
use landfall::nginx::{Config, Visit, route, servers};
use proptest::prelude::*;

const PIECES: [&str; 34] = [
    "server",
    "location",
    "/",
    "=",
    "^~",
    "~",
    "~*",
    "@a",
    "{",
    "}",
    ";",
    " ",
    "\n",
    "\r\n",
    "\"",
    "'",
    "\\",
    "#",
    "$",
    "${",
    "é",
    "\0",
    "if ($host = x)",
    "return 301 $1",
    "rewrite ^ / last",
    "try_files $uri @a",
    "include",
    "proxy_pass http://",
    "unix:",
    "listen [::]:80",
    "server_name .x.com",
    "x_by_lua_block",
    "--[[",
    "proxy_set_header Host",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.join(" ")),
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.concat()),
    ]
}

/// Closes what is open, so that more than the tokenizer is reached.
fn closed(text: &str) -> String {
    format!(
        "server {{ listen 80; location / {{ proxy_pass http://127.0.0.1:1; }} {}\n }}",
        text.replace(['{', '}', '"', '\'', '\\'], ";x ")
    )
}

fn all(text: &str) {
    let dump = format!("# configuration file /e/nginx.conf:\nhttp {{ {text}\n }}\n");
    if let Ok(config) = Config::read(&dump) {
        for server in servers(&config) {
            let found = route(&config, server.directive, Visit { host: "www.x.com", path: "/", scheme: "http", forwarded_proto: None });
            let want = Want { forwarded_proto: true, host: Some("$landfall_host") };
            let main = config.text("/e/nginx.conf").unwrap();
            let _ = mend_headers(main, "/e/nginx.conf", &found.headers, want, &|_| Some(text.to_owned()));
            if let Ok(edited) = add_name(main, server.directive.span.start, "new.example.org") {
                assert!(parse("", &edited).is_ok(), "{edited}");
                assert_eq!(edited.replace(" new.example.org", "").len(), main.len().max(edited.len() - " new.example.org".len()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_are_read_or_refused(text in text()) {
        let _ = parse("f", &text);
        let _ = Config::read(&text);
        let _ = add_name(&text, 0, "x.org");
        all(&text);
        all(&closed(&text));
    }

    #[test]
    fn spans_lie_where_the_words_stand(text in text()) {
        if let Ok(directives) = parse("f", &text) {
            for word in directives.iter().flat_map(|directive| &directive.words) {
                let raw = text.get(word.span.start..word.span.end).unwrap();
                assert_eq!(word.line, 1 + text[..word.span.start].matches('\n').count());
                assert!(raw.contains(['\\', '"', '\'']) || raw == word.text);
            }
        }
    }
}

#[test]
fn unfinished_texts_are_errors() {
    for text in ["a", "a b", "a {", "a { b", "a { b;", "}", "a }", ";", "{", "\"a", "'a", "a \"b\"c;", "a \\", "x_by_lua_block {", "a ${b"]
    {
        assert!(parse("f", text).is_err(), "{text}");
    }
    assert!(parse("f", &"a {".repeat(100_000)).is_err());
    for text in ["", "#", "# x\n", "a;", "a {}", "a b{c;}", "a 'b' \"c\";", "a\\;b;", "a ${b}c;", "a }b;"] {
        assert_eq!(parse("f", text).is_ok(), text != "a }b;", "{text}");
    }
    let words: Vec<String> =
        parse("f", r#"a "x\"y\\" 'a\'b' \n\t x\.y a"b ${v}x c}d;"#).unwrap()[0].arguments().map(str::to_owned).collect();
    assert_eq!(words, ["x\"y\\", "a'b", "\n\t", "x\\.y", "a\"b", "${v}x", "c}d"]);
}
