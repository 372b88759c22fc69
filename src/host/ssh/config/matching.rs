//! For which hosts a part of ssh_config is meant: `Host` and `Match`.

use crate::host::ssh::pattern::{list_means, matches};

/// What is known when a `Match` is come to.
pub(super) struct Asked<'a> {
    /// As it was typed.
    pub(super) alias: &'a str,
    /// What `HostName` made of it so far.
    pub(super) host: &'a str,
    /// What `User` said so far, else the local user.
    pub(super) user: &'a str,
    pub(super) local_user: &'a str,
}

/// Whether a part is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    Yes,
    No,
    /// It hangs on something that is not looked at: a command, an address, another reading of the file.
    Unsure,
    /// It is no condition.
    Broken,
}

/// Whether a `Host` line means the alias; upper and lower case are two, as there.
pub(super) fn host(patterns: &[String], alias: &str) -> Meant {
    match list_means(patterns.iter().map(String::as_str), |pattern| matches(pattern.as_bytes(), alias.as_bytes())) {
        _ if patterns.is_empty() => Meant::Broken,
        true => Meant::Yes,
        false => Meant::No,
    }
}

/// Whether a `Host` line names the alias, rather than meaning everybody.
pub(super) fn names(patterns: &[String], alias: &str) -> bool {
    host(patterns, alias) == Meant::Yes
        && patterns.iter().any(|pattern| pattern.chars().any(|c| c != '*') && matches(pattern.as_bytes(), alias.as_bytes()))
}

/// Whether a `Match` line does. Conditions are joined by "and", so that one which does not hold settles it, whatever the others are.
pub(super) fn conditions(words: &[String], asked: &Asked) -> Meant {
    let (mut words, mut unsure, mut all) = (words.iter().map(String::as_str), false, 0);
    while let Some(word) = words.next() {
        all += 1;
        let (word, wanted) = word.strip_prefix('!').map_or((word, true), |rest| (rest, false));
        // Its argument is the next word, or follows after `=`.
        let (name, attached) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        let name = name.to_ascii_lowercase();
        if name == "all" {
            if all > 1 || attached.is_some() || words.next().is_some() {
                return Meant::Broken;
            }
            return if wanted { Meant::Yes } else { Meant::No };
        }
        if matches!(name.as_str(), "canonical" | "final") {
            unsure = true;
            continue;
        }
        let Some(argument) = attached.or_else(|| words.next()) else { return Meant::Broken };
        let held = match name.as_str() {
            "host" => insensitive(argument, asked.host),
            "originalhost" => insensitive(argument, asked.alias),
            "user" => sensitive(argument, asked.user),
            "localuser" => sensitive(argument, asked.local_user),
            _ => {
                unsure = true;
                continue;
            }
        };
        if held != wanted {
            return Meant::No;
        }
    }
    match (all, unsure) {
        (0, _) => Meant::Broken,
        (_, true) => Meant::Unsure,
        (_, false) => Meant::Yes,
    }
}

fn sensitive(list: &str, name: &str) -> bool {
    list_means(list.split(','), |pattern| matches(pattern.as_bytes(), name.as_bytes()))
}

fn insensitive(list: &str, name: &str) -> bool {
    sensitive(&list.to_ascii_lowercase(), &name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Meant {
        let words: Vec<String> = line.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        conditions(&words, &Asked { alias: "hee", host: "Web.example.com", user: "ubuntu", local_user: "kim" })
    }

    #[test]
    fn all_conditions_hold_or_none_does() {
        for line in ["all", "host *.EXAMPLE.com", "originalhost x,hee", "user ubuntu localuser kim", "!host other", "host=web.* user=u*"] {
            assert_eq!(asked(line), Meant::Yes, "{line}");
        }
        for line in ["!all", "host hee", "host !web.example.com,*", "user Ubuntu", "user ubuntu localuser lee", "!user ubuntu"] {
            assert_eq!(asked(line), Meant::No, "{line}");
        }
        for line in ["", "host", "all host hee", "all all"] {
            assert_eq!(asked(line), Meant::Broken, "{line}");
        }
    }

    #[test]
    fn what_hangs_on_a_command_is_unsure_unless_something_else_settles_it() {
        for line in ["exec true", "host web.* exec \"test\"", "canonical", "final host web.*", "localnetwork 10.0.0.0/8", "tagged x"] {
            assert_eq!(asked(line), Meant::Unsure, "{line}");
        }
        assert_eq!((asked("host other exec true"), asked("exec true host other")), (Meant::No, Meant::No));
    }
}
