//! Which files of `src` need each other in a circle. A path counts for the file that defines its last name: re-exports are seen
//! through. Code that only tests compile is left out, and so are methods, whose file no path names.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{self, Import, Source};

/// A module, as the parts of its path from the crate's root.
type Path = Vec<String>;

/// What a file or an inline module holds.
#[derive(Default)]
struct Module {
    file: String,
    children: BTreeSet<String>,
    defined: BTreeSet<String>,
    imports: Vec<Import>,
}

/// Every module of the program, by its path.
#[derive(Default)]
pub struct Program {
    modules: BTreeMap<Path, Module>,
    sources: Vec<(String, Source)>,
}

/// Where a path leads.
enum Place {
    Module(Path),
    /// The file that defines its last name.
    File(String),
}

/// How many re-exports in a row are followed.
const DEEPEST: usize = 8;

impl Program {
    /// Reads the program from its root on, along its `mod` lines. `text` gives what stands in the file of this name (below `src`).
    pub fn read(text: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut program = Self::default();
        program.add("lib.rs", &Vec::new(), text);
        program
    }

    fn add(&mut self, file: &str, path: &Path, text: &dyn Fn(&str) -> Option<String>) {
        let Some(content) = text(file) else { return };
        let source = code::source(&content, path);
        for (inner, children) in &source.modules {
            let module = self.modules.entry(inner.clone()).or_default();
            module.file = file.to_owned();
            module.children.extend(children.iter().cloned());
        }
        for (inner, name) in &source.defined {
            self.modules.entry(inner.clone()).or_default().defined.insert(name.clone());
        }
        for import in &source.imports {
            self.modules.entry(import.module.clone()).or_default().imports.push(import.clone());
        }
        for (above, child) in &source.files {
            let below: Path = above.iter().chain([child]).cloned().collect();
            let base = below.join("/");
            let file = [format!("{base}.rs"), format!("{base}/mod.rs")].into_iter().find(|f| text(f).is_some());
            self.add(&file.unwrap_or_default(), &below, text);
        }
        self.sources.push((file.to_owned(), source));
    }

    /// The files that each file needs.
    pub fn needs(&self) -> BTreeMap<String, BTreeSet<String>> {
        let needed = |(file, source): &(String, Source)| {
            let paths = source.paths.iter().filter_map(|(module, path)| self.file_of(module, path));
            // What a file hands on without using it does not make it need anything.
            let imports = source.imports.iter().filter(|i| !i.public && i.name != "*");
            let imported = imports.filter_map(|i| self.file_of(&i.module, &i.path));
            let others: BTreeSet<String> = paths.chain(imported).filter(|other| other != file).collect();
            (file.clone(), others)
        };
        self.sources.iter().map(needed).collect()
    }

    /// The file that defines what `path` means in `module`; `None`: nothing of this program, or a module as such.
    fn file_of(&self, module: &Path, path: &[String]) -> Option<String> {
        match self.place(module, path, 0)? {
            Place::File(file) => Some(file),
            Place::Module(_) => None,
        }
    }

    fn place(&self, module: &Path, path: &[String], depth: usize) -> Option<Place> {
        let (first, mut rest) = path.split_first()?;
        let mut place = match first.as_str() {
            "crate" => Place::Module(Vec::new()),
            "self" => Place::Module(module.clone()),
            "super" => Place::Module(above(module)?),
            name => self.find(module, name, depth)?,
        };
        while let (Place::Module(at), Some((name, more))) = (&place, rest.split_first()) {
            place = match name.as_str() {
                "super" => Place::Module(above(at)?),
                // A name that a macro has made stands where the macro is called.
                name => self.find(at, name, depth).or_else(|| self.modules.get(at).map(|m| Place::File(m.file.clone())))?,
            };
            rest = more;
        }
        Some(place)
    }

    /// What a name means in a module; `None`: nothing of ours.
    fn find(&self, at: &Path, name: &str, depth: usize) -> Option<Place> {
        let module = self.modules.get(at).filter(|_| depth <= DEEPEST)?;
        if module.children.contains(name) {
            return Some(Place::Module(at.iter().cloned().chain([name.to_owned()]).collect()));
        }
        if module.defined.contains(name) {
            return Some(Place::File(module.file.clone()));
        }
        if let Some(import) = module.imports.iter().find(|i| i.name == name) {
            return self.place(at, &import.path, depth + 1);
        }
        let globs = module.imports.iter().filter(|i| i.name == "*");
        let mut opened = globs.filter_map(|i| self.place(at, &i.path, depth + 1));
        opened.find_map(|place| if let Place::Module(inner) = place { self.find(&inner, name, depth + 1) } else { None })
    }
}

fn above(module: &Path) -> Option<Path> {
    module.split_last().map(|(_, above)| above.to_vec())
}

/// The circles among files: each is a set of files of which each needs each other, through others or not.
pub fn circles(needs: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = needs.keys().map(|file| (file, reach(needs, file))).collect();
    let meets = |a: &String, b: &String| reached.get(a).is_some_and(|r| r.contains(b)) && reached.get(b).is_some_and(|r| r.contains(a));
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for file in needs.keys().filter(|file| meets(file, file)) {
        match found.iter_mut().find(|circle| circle.iter().next().is_some_and(|other| meets(file, other))) {
            Some(circle) => drop(circle.insert(file.clone())),
            None => found.push([file.clone()].into()),
        }
    }
    found
}

/// Every file that this one needs, directly or through others.
fn reach<'a>(needs: &'a BTreeMap<String, BTreeSet<String>>, from: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = needs.get(from).into_iter().flatten().collect();
    while let Some(file) = open.pop() {
        if reached.insert(file) {
            open.extend(needs.get(file).into_iter().flatten());
        }
    }
    reached
}
