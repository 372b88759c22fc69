//! The text of a `*_by_lua_block { … }`: Lua has braces, strings and comments of its own.

/// How many bytes stand up to and with the `}` that closes a block whose `{` is just passed; `None`: it is never closed.
pub fn length(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 1_usize);
    while depth > 0 {
        at += match text.get(at)? {
            b'{' => {
                depth += 1;
                1
            }
            b'}' => {
                depth -= 1;
                1
            }
            quote @ (b'"' | b'\'') => quoted(text.get(at..)?, *quote)?,
            b'-' if text.get(at + 1) == Some(&b'-') => comment(text.get(at..)?)?,
            b'[' => long(text.get(at..)?).unwrap_or(1),
            _ => 1,
        };
    }
    Some(at)
}

fn quoted(text: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    loop {
        match *text.get(at)? {
            b'\\' => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// `-- to the end of the line`, or `--[[ … ]]`.
fn comment(text: &[u8]) -> Option<usize> {
    match long(text.get(2..)?) {
        Some(length) => Some(length + 2),
        None => text.iter().position(|byte| *byte == b'\n'),
    }
}

/// `[[ … ]]` or `[==[ … ]==]`; `None`: it is none, or never closed.
fn long(text: &[u8]) -> Option<usize> {
    let level = text.iter().skip(1).take_while(|byte| **byte == b'=').count();
    if text.first() != Some(&b'[') || text.get(level + 1) != Some(&b'[') {
        return None;
    }
    let mut close = vec![b'='; level + 2];
    *close.first_mut()? = b']';
    *close.last_mut()? = b']';
    text.windows(close.len()).position(|part| part == close).map(|at| at + close.len())
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lua_is_passed_over() {
        for (text, rest) in [
            ("ngx.say('}') }x", "x"),
            ("local a = {1, {2}} -- }\n}x", "x"),
            ("a = [[ } ]] b = [==[ ]] } ]==] }x", "x"),
            ("--[[ } \n } ]] }x", "x"),
            ("a[1] = \"\\\"}\" }x", "x"),
        ] {
            let at = length(text.as_bytes()).unwrap();
            assert_eq!(text.get(at..), Some(rest), "{text}");
        }
        for text in ["", "{ }", "'}", "--[[ }", "-- }"] {
            assert_eq!(length(text.as_bytes()), None, "{text}");
        }
    }
}
