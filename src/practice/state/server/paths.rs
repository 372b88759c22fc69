//! Paths of files, as text.

/// The directory that holds this path.
pub fn parent(path: &str) -> Option<&str> {
    let (above, name) = path.rsplit_once('/')?;
    if name.is_empty() {
        return None;
    }
    Some(if above.is_empty() { "/" } else { above })
}

/// All directories above this path, the nearest first.
pub fn parents(path: &str) -> Vec<&str> {
    std::iter::successors(parent(path), |dir| parent(dir)).collect()
}

/// The path without a slash at its end, `.`, `..` and doubled slashes.
pub fn plain(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_plain() {
        for (path, expected) in [("/srv/site/", "/srv/site"), ("/srv//a/./b/../c", "/srv/a/c"), ("/", "/"), ("/../x", "/x")] {
            assert_eq!(plain(path), expected, "{path}");
        }
    }

    #[test]
    fn every_directory_above_a_path_is_told_once() {
        assert_eq!(parents("/home/ubuntu/x"), ["/home/ubuntu", "/home", "/"]);
        assert_eq!((parents("/"), parent("/a/")), (vec![], None));
    }
}
