//! A Rust file as modules, imports, definitions and paths; what only tests compile is passed over.

use super::{bare, group_at, is_name, path_at, tokens};

/// One name that a `use` brings into a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The module it stands in.
    pub module: Vec<String>,
    /// The path as it is written.
    pub path: Vec<String>,
    /// The name it has from then on; `*`: all names of the path.
    pub name: String,
    /// Whether others may use it from here.
    pub public: bool,
}

/// What stands in one file.
#[derive(Debug, Default)]
pub struct Source {
    /// The file's module and those written inside it, each with the names of its children.
    pub modules: Vec<(Vec<String>, Vec<String>)>,
    /// The children that have files of their own: the module, and the child's name.
    pub files: Vec<(Vec<String>, String)>,
    pub imports: Vec<Import>,
    /// Names that are defined, each with its module.
    pub defined: Vec<(Vec<String>, String)>,
    /// Paths outside of imports, each with the module it stands in.
    pub paths: Vec<(Vec<String>, Vec<String>)>,
}

/// What opens a name of its own.
const DEFINES: [&str; 9] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "macro_rules"];

/// Reads the file that is `module`.
pub fn source(text: &str, module: &[String]) -> Source {
    let mut reader = Reader { tokens: tokens(&bare(text)), at: 0, found: Source::default() };
    reader.module(module);
    reader.found
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
    found: Source,
}

/// How far a module is read.
#[derive(Default)]
struct Scope {
    children: Vec<String>,
    /// Braces that are open.
    depth: usize,
    /// Whether `pub` stands before the next item.
    public: bool,
}

impl Reader {
    fn token(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", String::as_str)
    }

    /// Reads the items of a module up to its end.
    fn module(&mut self, path: &[String]) {
        let mut scope = Scope::default();
        while self.at < self.tokens.len() && !(self.token(0) == "}" && scope.depth == 0) {
            self.item(path, &mut scope);
        }
        self.found.modules.push((path.to_vec(), scope.children));
    }

    /// Reads one item, one path or one mark.
    fn item(&mut self, path: &[String], scope: &mut Scope) {
        let public = std::mem::take(&mut scope.public);
        match self.token(0) {
            "#" if self.is_for_tests() => return self.skip_item(),
            "#" => return self.skip_brackets(1),
            "pub" => {
                scope.public = true;
                if self.token(1) == "(" {
                    return self.skip_brackets(1);
                }
            }
            "use" => self.import(path, public),
            "mod" if is_name(self.token(1)) => {
                scope.children.push(self.token(1).to_owned());
                self.child(path);
            }
            "{" => scope.depth += 1,
            "}" => scope.depth -= 1,
            keyword if scope.depth == 0 && DEFINES.contains(&keyword) => self.define(path),
            word if is_name(word) => return self.path(path),
            _ => {}
        }
        self.at += 1;
    }

    /// `mod name;` or `mod name { … }`; ends at its last token.
    fn child(&mut self, path: &[String]) {
        let name = self.token(1).to_owned();
        self.at += 2;
        if self.token(0) == "{" {
            self.at += 1;
            let inner: Vec<String> = path.iter().cloned().chain([name]).collect();
            self.module(&inner);
        } else {
            self.found.files.push((path.to_vec(), name));
        }
    }

    fn define(&mut self, path: &[String]) {
        let ahead = if self.token(1) == "!" { 2 } else { 1 };
        // `const fn` is a function; `const { … }` and the like define nothing.
        if is_name(self.token(ahead)) && !DEFINES.contains(&self.token(ahead)) {
            self.found.defined.push((path.to_vec(), self.token(ahead).to_owned()));
            self.at += ahead;
        }
    }

    /// A path in code; what follows one dot is a field or a method, what follows two is not.
    fn path(&mut self, module: &[String]) {
        let mut paths = Vec::new();
        let dots = self.tokens[..self.at].iter().rev().take_while(|t| *t == ".").count();
        let end = path_at(&self.tokens, self.at, "", &mut paths).max(self.at + 1);
        if dots != 1 {
            let parts = |path: String| (module.to_vec(), path.split("::").map(str::to_owned).collect());
            self.found.paths.extend(paths.into_iter().map(parts));
        }
        self.at = end;
    }

    /// `use …;`; ends at the semicolon.
    fn import(&mut self, module: &[String], public: bool) {
        let end = (self.at..self.tokens.len()).find(|at| self.tokens[*at] == ";").unwrap_or(self.tokens.len());
        let tree: Vec<String> = self.tokens[self.at + 1..end].to_vec();
        for (path, name) in imported(&tree) {
            let path = path.split("::").map(str::to_owned).collect();
            self.found.imports.push(Import { module: module.to_vec(), path, name, public });
        }
        self.at = end;
    }

    fn is_for_tests(&self) -> bool {
        let wanted = ["#", "[", "cfg", "(", "test", ")", "]"];
        wanted.iter().enumerate().all(|(n, token)| self.token(n) == *token)
    }

    /// Goes past the bracket that opens `ahead` of here and all in it.
    fn skip_brackets(&mut self, ahead: usize) {
        self.at += ahead;
        let mut depth = 0usize;
        while self.at < self.tokens.len() {
            match self.token(0) {
                "[" | "(" | "{" => depth += 1,
                "]" | ")" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
    }

    /// Goes past attributes and the item behind them.
    fn skip_item(&mut self) {
        while self.token(0) == "#" {
            self.skip_brackets(1);
        }
        let ends_with_brace = !["use", "const", "static"].contains(&self.token(0)) || self.token(1) == "fn";
        while self.at < self.tokens.len() {
            match self.token(0) {
                ";" => return self.at += 1,
                "{" if ends_with_brace => return self.skip_brackets(0),
                "{" | "(" | "[" => self.skip_brackets(0),
                _ => self.at += 1,
            }
        }
    }
}

/// What a tree of imports brings, each with the name it has from then on.
fn imported(tree: &[String]) -> Vec<(String, String)> {
    // A star is a name here, and `as` belongs to the name before it.
    let mut plain: Vec<String> = Vec::new();
    let mut at = 0;
    let mut renamed = Vec::new();
    while let Some(token) = tree.get(at) {
        if token == "as" {
            renamed.push((plain.len() - 1, tree.get(at + 1).cloned().unwrap_or_default()));
            at += 2;
            continue;
        }
        plain.push(if token == "*" { "_STAR".to_owned() } else { token.clone() });
        at += 1;
    }
    for (place, name) in renamed {
        plain[place] = format!("{}_AS_{name}", plain[place]);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        at = if plain[at] == "{" { group_at(&plain, at + 1, "", &mut found) } else { path_at(&plain, at, "", &mut found).max(at + 1) };
    }
    found.into_iter().map(|path| named(&path)).collect()
}

fn named(path: &str) -> (String, String) {
    let (path, alias) = match path.split_once("_AS_") {
        Some((path, alias)) => (path, Some(alias.to_owned())),
        None => (path, None),
    };
    let path = path.strip_suffix("::self").unwrap_or(path);
    match path.strip_suffix("::_STAR") {
        Some(path) => (path.to_owned(), "*".to_owned()),
        None => (path.to_owned(), alias.unwrap_or_else(|| path.rsplit("::").next().unwrap_or_default().to_owned())),
    }
}
