//! What is read of a page's HTML. html5gum's tokens are the HTML standard's; nothing is searched for in plain text.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::shown;

const MOST_OF_A_TITLE: usize = 80;
const MOST_TEXT: usize = 200;
const MOST_ELEMENTS: usize = 100;

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Scan {
    /// The first title, on one short line.
    pub title: Option<String>,
    /// The first `<base href>`.
    pub base: Option<String>,
    /// Every `<script src>` that a browser runs, in order.
    pub scripts: Vec<String>,
    /// Every `<link rel=stylesheet href>` that a browser applies, in order.
    pub styles: Vec<String>,
    /// Every `<a href>`, in order.
    pub links: Vec<String>,
    /// The names of the page's inputs.
    pub inputs: Vec<String>,
    /// The beginning of what the page says, without its title.
    pub text: String,
    /// The element whose content is read as a whole or passed over.
    within: Option<String>,
    /// The first title has ended.
    titled: bool,
}

/// Reads bytes of any kind.
pub(super) fn scan(body: &[u8]) -> Scan {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut scan = Scan::default();
    for Ok(token) in Tokenizer::new_with_emitter(body, emitter) {
        scan.take(token);
    }
    scan.text = shown::line(&scan.text, MOST_TEXT);
    scan.title = scan.title.map(|t| shown::line(&t, MOST_OF_A_TITLE)).filter(|t| !t.is_empty());
    scan
}

impl Scan {
    fn take(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&lossy(&tag.name)),
            Token::String(text) => self.said(&lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        if self.within.is_some() {
            return;
        }
        let name = lossy(&tag.name);
        match name.as_str() {
            "base" => self.base = self.base.take().or_else(|| attribute(tag, "href")),
            "script" => push(&mut self.scripts, attribute(tag, "src").filter(|_| runs(tag))),
            "link" => push(&mut self.styles, attribute(tag, "href").filter(|_| applies(tag))),
            "a" => push(&mut self.links, attribute(tag, "href")),
            "input" => push(&mut self.inputs, attribute(tag, "name")),
            _other => {}
        }
        if matches!(name.as_str(), "title" | "script" | "style" | "noscript" | "template" | "svg") && !tag.self_closing {
            self.within = Some(name);
        }
    }

    fn end(&mut self, name: &str) {
        if self.within.as_deref() != Some(name) {
            return;
        }
        self.within = None;
        self.titled |= name == "title";
    }

    fn said(&mut self, text: &str) {
        match self.within.as_deref() {
            Some("title") if !self.titled => self.title.get_or_insert_default().push_str(text),
            None if self.text.len() < MOST_TEXT * 4 => self.text.push_str(text),
            Some(_) | None => {}
        }
    }
}

/// A script that a browser runs: no data in a script's clothes.
fn runs(tag: &StartTag<()>) -> bool {
    let kind = attribute(tag, "type").unwrap_or_default().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.contains("javascript") || kind.contains("ecmascript")
}

/// A style that a browser applies: on, and no alternative to choose.
fn applies(tag: &StartTag<()>) -> bool {
    let rel = attribute(tag, "rel").unwrap_or_default().to_ascii_lowercase();
    let words: Vec<&str> = rel.split_ascii_whitespace().collect();
    words.contains(&"stylesheet") && !words.contains(&"alternate") && attribute(tag, "disabled").is_none()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| lossy(value).trim().to_owned())
}

fn push(list: &mut Vec<String>, value: Option<String>) {
    if list.len() < MOST_ELEMENTS {
        list.extend(value);
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_browser_would_load_is_found_and_nothing_else() {
        let page = br#"<!doctype html><HTML><Title>
            Caf&eacute; &amp; <b>\x1b[31m Bar</TITLE><!-- <script src=/comment.js></script> -->
            <base href="/sub/"><base href="/second/">
            <link rel="icon" href=/i.png><link rel="alternate stylesheet" href=/alt.css>
            <LINK HREF='a.css' REL="preload StyleSheet"><noscript><link rel=stylesheet href=/no.css></noscript>
            <script>var s = "<script src=/inner.js>";</script><script type=application/json src=/d.json></script>
            <template><script src=/t.js></script></template><svg><title>logo</title></svg>
            <script type=module src=/m.js?a=1&amp;b=2></script><input name=username><textarea><input name=no></textarea>Hello"#;
        let scan = scan(page);
        assert_eq!(scan.title.as_deref(), Some("Café & <b>\\x1b[31m Bar"));
        assert_eq!(scan.base.as_deref(), Some("/sub/"));
        assert_eq!(scan.styles, ["a.css"]);
        assert_eq!(scan.scripts, ["/m.js?a=1&b=2"]);
        assert_eq!(scan.inputs, ["username"]);
        assert_eq!(scan.text, "<input name=no>Hello");
    }

    #[test]
    fn a_title_is_short_and_harmless() {
        let page = format!("<title>\u{1b}]0;x\u{7}{}</title>", "y".repeat(500));
        let title = scan(page.as_bytes()).title.unwrap();
        assert!(title.starts_with("]0;xyy") && title.chars().count() == 80, "{title}");
        assert_eq!(scan(b"<title></title><title>second</title>").title, None);
        assert_eq!(scan(b"<title>a\0b</title>").title.as_deref(), Some("a\u{fffd}b"));
    }

    #[test]
    fn a_page_made_to_be_slow_is_not() {
        for piece in ["<", "&", "<!--", "<a a=", "<a ", "<script>", "<title>", "</", "&#x", "<![CDATA[", "<svg>", "<input name=a>"] {
            let page = piece.repeat(256 * 1024 / piece.len());
            let found = scan(page.as_bytes());
            assert!(found.inputs.len() <= MOST_ELEMENTS && found.text.chars().count() <= MOST_TEXT, "{piece}");
        }
    }

    proptest! {
        #[test]
        fn bytes_of_any_kind_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            scan(&bytes);
        }

        #[test]
        fn tag_soup_is_read(soup in "(<|>|/|!|--|=|\"|'|&|#x|;| |script|title|link|a|\u{0}|é|CDATA|\\[|\\]|\\?){0,80}") {
            scan(soup.as_bytes());
        }
    }
}
