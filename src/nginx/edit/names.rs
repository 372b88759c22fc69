//! One more name for a server block.

use super::super::syntax::parse;
use super::super::tree::{Block, Directive, Span};
use super::{Change, Refusal, before, block_at, changed};

/// The text with `name` among those of the server block that begins at byte `start`.
pub fn add_name(text: &str, start: usize, name: &str) -> Result<String, Refusal> {
    check(name)?;
    let whole = parse("", text)?;
    let server = block_at(&whole, "server", start).ok_or(Refusal::Moved)?;
    let block = server.block.as_ref().ok_or(Refusal::Moved)?;
    let named: Vec<_> = block.directives.iter().filter(|directive| directive.name() == "server_name").collect();
    if named.iter().flat_map(|directive| directive.arguments()).any(|word| is(word, name)) {
        return Err(Refusal::NameThere);
    }
    let change = match named.last() {
        Some(directive) => behind(directive, name)?,
        None => own_line(text, block, name),
    };
    changed(text, vec![change])
}

/// Whether a word of `server_name` is this very name: `.x` is `x` too.
fn is(word: &str, name: &str) -> bool {
    word.strip_prefix('.').unwrap_or(word).eq_ignore_ascii_case(name)
}

/// Whether it is a host's name, or one with a `*` as nginx takes it.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '*');
    match !name.is_empty() && name.chars().all(fine) {
        true => Ok(()),
        false => Err(Refusal::BadName { name: name.to_owned() }),
    }
}

fn behind(directive: &Directive, name: &str) -> Result<Change, Refusal> {
    let end = directive.words.last().ok_or(Refusal::Moved)?.span.end;
    Ok(Change { span: Span { start: end, end }, text: format!(" {name}") })
}

/// Before `listen`, else before whatever comes first: what stands behind them on their line stays with them.
fn own_line(text: &str, block: &Block, name: &str) -> Change {
    let new = format!("server_name {name};");
    let listen = block.directives.iter().find(|directive| directive.name() == "listen");
    match listen.or(block.directives.first()) {
        Some(next) => before(text, next, &[new]),
        None => Change { span: Span { start: block.inside.start, end: block.inside.start }, text: format!(" {new}") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(text: &str) -> Result<String, Refusal> {
        add_name(text, text.find("server").unwrap(), "www.x.com")
    }

    #[test]
    fn the_name_is_added_and_nothing_else_changes() {
        for (text, want) in [
            ("server { listen 80; server_name 1.2.3.4; }", "server { listen 80; server_name 1.2.3.4 www.x.com; }"),
            ("server{server_name\n  a.com # one\n  b.com ;}", "server{server_name\n  a.com # one\n  b.com www.x.com ;}"),
            ("server {\n\tlisten 80; # all\n}\n", "server {\n\tserver_name www.x.com;\n\tlisten 80; # all\n}\n"),
            ("server {\r\n  listen 80;\r\n}", "server {\r\n  server_name www.x.com;\r\n  listen 80;\r\n}"),
            ("server { listen 80; root /x; }", "server { server_name www.x.com; listen 80; root /x; }"),
            ("server {\n  root /x;\n}", "server {\n  server_name www.x.com;\n  root /x;\n}"),
            ("server {\n  # nothing\n}", "server { server_name www.x.com;\n  # nothing\n}"),
            ("server { server_name \"\"; }", "server { server_name \"\" www.x.com; }"),
            ("# é\nserver { server_name a.com; server_name b.com; }", "# é\nserver { server_name a.com; server_name b.com www.x.com; }"),
        ] {
            assert_eq!(add(text).as_deref(), Ok(want));
        }
    }

    #[test]
    fn of_two_blocks_only_the_one_meant_is_changed() {
        let text = "http { server { server_name a; } server { server_name b; } }";
        let second = text.rfind("server {").unwrap();
        assert_eq!(add_name(text, second, "c.d").as_deref(), Ok("http { server { server_name a; } server { server_name b c.d; } }"));
    }

    #[test]
    fn what_is_not_understood_is_left() {
        assert_eq!(add("server { server_name WWW.x.com; }"), Err(Refusal::NameThere));
        assert_eq!(add("server { server_name .www.x.com; }"), Err(Refusal::NameThere));
        assert_eq!(add_name("server { }", 1, "a.b"), Err(Refusal::Moved));
        assert_eq!(add_name("server { }", 0, "a;b"), Err(Refusal::BadName { name: "a;b".into() }));
        assert!(matches!(add("server { listen 80 }"), Err(Refusal::Broken(_))));
    }
}
