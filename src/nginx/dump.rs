//! What `nginx -T` prints, as one tree: each file once, put where its `include` stands.

use super::glob;
use super::syntax::parse;
use super::tree::{Broken, Directive, Fault, written_out};

/// One file of the dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// A whole configuration: its files as dumped, and the main file's directives with everything that they include.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub files: Vec<SourceFile>,
    pub main: Vec<Directive>,
}

const MARK: &str = "# configuration file ";
/// nginx would run out of open files long before.
const DEEPEST: usize = 20;
/// Files that include each other twice each would else be written out without end.
const MOST: usize = 20_000;

impl Config {
    /// Reads the standard output of `nginx -T`.
    pub fn read(dump: &str) -> Result<Self, Broken> {
        Self::of(split(dump))
    }

    /// Reads files, the main one first.
    pub fn of(files: Vec<SourceFile>) -> Result<Self, Broken> {
        let Some(first) = files.first() else { return Err(Broken { file: String::new(), line: 0, why: Fault::Empty }) };
        let root = first.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut includes = Includes { files: &files, root, left: MOST };
        let main = includes.file(first, 0)?;
        Ok(Self { files, main })
    }

    /// The configuration as it would be with this text in this file, which may be a new one.
    pub fn with(&self, path: &str, text: &str) -> Result<Self, Broken> {
        let mut files = self.files.clone();
        match files.iter_mut().find(|file| file.path == path) {
            Some(file) => text.clone_into(&mut file.text),
            None => files.push(SourceFile { path: path.to_owned(), text: text.to_owned() }),
        }
        Self::of(files)
    }

    /// The text of one of its files, as dumped.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// The `http` block.
    pub fn http(&self) -> Option<&Directive> {
        written_out(&self.main).into_iter().find(|directive| directive.name() == "http")
    }
}

/// The files of a dump, in its order. A marker whose path came before is text: somebody kept a dump as a file.
pub fn split(dump: &str) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = Vec::new();
    for line in dump.split_inclusive('\n') {
        match marked(line).filter(|path| files.iter().all(|file| file.path != *path)) {
            Some(path) => files.push(SourceFile { path: path.to_owned(), text: String::new() }),
            None => files.iter_mut().last().into_iter().for_each(|file| file.text.push_str(line)),
        }
    }
    // nginx itself writes one line's end behind each file.
    files.iter_mut().for_each(|file| file.text.truncate(file.text.strip_suffix('\n').map_or(file.text.len(), str::len)));
    files
}

fn marked(line: &str) -> Option<&str> {
    let path = line.strip_prefix(MARK)?.trim_end().strip_suffix(':')?;
    path.starts_with('/').then_some(path)
}

struct Includes<'a> {
    files: &'a [SourceFile],
    /// Where names without a `/` in front begin: the main file's folder.
    root: &'a str,
    left: usize,
}

impl Includes<'_> {
    fn file(&mut self, file: &SourceFile, depth: usize) -> Result<Vec<Directive>, Broken> {
        self.level(parse(&file.path, &file.text)?, depth)
    }

    fn level(&mut self, mut level: Vec<Directive>, depth: usize) -> Result<Vec<Directive>, Broken> {
        for directive in &mut level {
            self.spend(directive)?;
            if let Some(block) = directive.block.as_mut() {
                block.directives = self.level(std::mem::take(&mut block.directives), depth)?;
            } else if directive.name() == "include" {
                directive.included = self.included(directive, depth)?;
            }
        }
        Ok(level)
    }

    fn spend(&mut self, on: &Directive) -> Result<(), Broken> {
        let too_deep = || Broken { file: on.file.to_string(), line: on.line(), why: Fault::TooDeep };
        self.left = self.left.checked_sub(1).ok_or_else(too_deep)?;
        Ok(())
    }

    fn included(&mut self, include: &Directive, depth: usize) -> Result<Vec<Directive>, Broken> {
        if depth >= DEEPEST {
            return Err(Broken { file: include.file.to_string(), line: include.line(), why: Fault::TooDeep });
        }
        let mut all = Vec::new();
        for file in self.meant(include.word(1)) {
            all.extend(self.file(file, depth + 1)?);
        }
        Ok(all)
    }

    /// The files that the word means, by name.
    fn meant<'a>(&self, word: &str) -> Vec<&'a SourceFile>
    where
        Self: 'a,
    {
        let path = if word.starts_with('/') { word.to_owned() } else { format!("{}/{word}", self.root) };
        let fits = |file: &&SourceFile| file.path == path || glob::is_pattern(&path) && glob::matches(&path, &file.path);
        let mut files: Vec<_> = self.files.iter().filter(fits).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "# configuration file /e/nginx.conf:\nhttp { include conf.d/*.conf;\n include sites/*; include mime.types; }\n\n\
        # configuration file /e/conf.d/b.conf:\nserver { listen 2; }\n\n# configuration file /e/sites/z:\nserver { listen 4; }\r\n\n\
        # configuration file /e/sites/a:\nserver { listen 3; include snip; }\n\n# configuration file /e/conf.d/a.conf:\nserver { listen 1; }\n\n\
        # configuration file /e/snip:\nroot /x;\n";

    #[test]
    fn includes_come_by_name_where_they_are_written() {
        let config = Config::read(DUMP).unwrap();
        let servers = config.http().unwrap().all("server");
        let seen: Vec<_> = servers.iter().map(|s| (s.last("listen").unwrap().word(1), s.file.to_string())).collect();
        let want = [("1", "/e/conf.d/a.conf"), ("2", "/e/conf.d/b.conf"), ("3", "/e/sites/a"), ("4", "/e/sites/z")];
        assert_eq!(seen, want.map(|(port, file)| (port, file.to_owned())));
        assert_eq!(servers[2].last("root").unwrap().place(), Place { file: "/e/snip".into(), line: 1, start: 0 });
        assert_eq!(config.text("/e/sites/z"), Some("server { listen 4; }\r\n"));
        assert_eq!(config.text("/e/snip"), Some("root /x;"));
    }

    #[test]
    fn a_dump_kept_as_a_file_stays_text() {
        let dump = "# configuration file /e/nginx.conf:\n# configuration file /e/nginx.conf:\nhttp { }\n";
        assert_eq!(split(dump).len(), 1);
        assert!(Config::read(dump).unwrap().http().is_some());
    }

    #[test]
    fn files_that_include_each_other_are_refused() {
        for dump in [
            "# configuration file /e/n:\ninclude /e/n;\n",
            "# configuration file /e/n:\ninclude /e/*; include /e/*; include /e/*;\n# configuration file /e/m:\ninclude /e/n; include /e/n;\n",
        ] {
            assert_eq!(Config::read(dump).unwrap_err().why, Fault::TooDeep);
        }
        assert_eq!(Config::read("").unwrap_err().why, Fault::Empty);
    }

    use super::super::tree::Place;
}
