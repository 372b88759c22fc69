//! nginx's configuration: its words, and its directives with the blocks they open.

/// One word, or one of the three marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    Open,
    Shut,
    End,
}

/// A directive, with what stands in its block when it opens one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NginxDirective {
    pub words: Vec<String>,
    pub block: Vec<NginxDirective>,
}

impl NginxDirective {
    /// Its first word.
    pub fn name(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// The word after the name.
    pub fn value(&self) -> &str {
        self.words.get(1).map_or("", String::as_str)
    }

    /// The directives of this name in its block.
    pub fn all<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a NginxDirective> + Clone {
        self.block.iter().filter(move |directive| directive.name() == name)
    }
}

/// The words of a configuration, comments left out. A quote that is not closed is passed over.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (token, behind) = match c {
            '{' => (Some(Token::Open), skip(rest, 1)),
            '}' => (Some(Token::Shut), skip(rest, 1)),
            ';' => (Some(Token::End), skip(rest, 1)),
            '#' => (None, rest.find('\n').map_or("", |at| skip(rest, at))),
            '"' | '\'' => quoted(rest, c),
            c if c.is_whitespace() => (None, skip(rest, c.len_utf8())),
            _ => bare(rest),
        };
        tokens.extend(token);
        rest = behind;
    }
    tokens
}

fn skip(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

/// A word in quotes; an empty one counts for nothing.
fn quoted(text: &str, quote: char) -> (Option<Token>, &str) {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    let Some((end, _)) = end else { return (None, skip(text, 1)) };
    let word = text.get(1..end).unwrap_or_default();
    ((!word.is_empty()).then(|| Token::Word(word.to_owned())), skip(text, end + 1))
}

/// A word up to white space or a mark; the braces of `${name}` are none, and a backslash takes what follows with it.
fn bare(text: &str) -> (Option<Token>, &str) {
    let mut end = 0;
    while let Some(c) = skip(text, end).chars().next().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | ';')) {
        let rest = skip(text, end);
        end += match c {
            '$' if rest.starts_with("${") => rest.find('}').map_or(2, |at| at + 1),
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            _ => c.len_utf8(),
        };
    }
    (Some(Token::Word(text.get(..end).unwrap_or_default().to_owned())), skip(text, end))
}

/// Every directive that `;` ends, with the words of the blocks around it, however unbalanced these are.
pub fn flat(text: &str) -> Vec<(Vec<Vec<String>>, Vec<String>)> {
    let (mut found, mut around, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for token in tokens(text) {
        match token {
            Token::Word(word) => words.push(word),
            Token::Open => around.push(std::mem::take(&mut words)),
            Token::Shut => {
                around.pop();
                words.clear();
            }
            Token::End => found.push((around.clone(), std::mem::take(&mut words))),
        }
    }
    found
}

/// The directives as a tree, included files written out by `included`; `None`: nginx would not take it.
pub fn tree(text: &str, included: &dyn Fn(&str) -> Vec<String>) -> Option<Vec<NginxDirective>> {
    let mut open = vec![NginxDirective::default()];
    let mut words = Vec::new();
    for token in tokens(text) {
        match token {
            Token::Word(word) => words.push(word),
            Token::Open => open.push(NginxDirective { words: std::mem::take(&mut words), block: Vec::new() }),
            Token::Shut if words.is_empty() => {
                let shut = open.pop()?;
                open.last_mut()?.block.push(shut);
            }
            Token::Shut => return None,
            Token::End => {
                let directive = NginxDirective { words: std::mem::take(&mut words), block: Vec::new() };
                open.last_mut()?.block.extend(written_out(directive, included)?);
            }
        }
    }
    let whole = open.pop()?;
    (open.is_empty() && words.is_empty()).then_some(whole.block)
}

fn written_out(directive: NginxDirective, included: &dyn Fn(&str) -> Vec<String>) -> Option<Vec<NginxDirective>> {
    if directive.name() != "include" {
        return Some(vec![directive]);
    }
    let trees: Option<Vec<_>> = included(directive.value()).iter().map(|text| tree(text, included)).collect();
    Some(trees?.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_has_blocks_and_what_is_included() {
        let included = |path: &str| if path == "a" { vec!["x 1; y { z 2; }".to_owned()] } else { Vec::new() };
        let tree = tree("user 'www data'; # no { here\nhttp { include a; include b; t ${x}y \"\"; }", &included).unwrap();
        assert_eq!((tree[0].value(), tree[1].block.len()), ("www data", 3));
        assert_eq!(tree[1].all("y").next().unwrap().block[0].words, ["z", "2"]);
        assert_eq!(tree[1].all("t").next().unwrap().words, ["t", "${x}y"]);
    }

    #[test]
    fn what_nginx_would_not_take_has_no_tree() {
        for broken in ["http { server { }", "http { } }", "listen 80", "server { listen 80 }"] {
            assert_eq!(tree(broken, &|_| Vec::new()), None, "{broken}");
        }
    }
}
