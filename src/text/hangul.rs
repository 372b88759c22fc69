//! Names in Hangul. What is sent, kept and compared is punycode; a person reads `한글.한국`.

/// The text with every name of it in Hangul that is written in it. Names in other scripts stay as they are sent: a letter that only
/// looks like a Latin one, or like a slash, would make one name look like another. What stands between backticks is to be typed or
/// copied, and stays too.
pub fn shown(text: &str) -> String {
    if !text.contains("xn--") {
        return text.to_owned();
    }
    let spans = text.split('`').enumerate();
    spans.map(|(place, span)| if place % 2 == 1 { span.to_owned() } else { names(span) }).collect::<Vec<_>>().join("`")
}

fn names(text: &str) -> String {
    text.split_inclusive(|c: char| !in_label(c))
        .map(|piece| {
            let label = piece.trim_end_matches(|c: char| !in_label(c));
            format!("{}{}", label_shown(label).as_deref().unwrap_or(label), piece.strip_prefix(label).unwrap_or_default())
        })
        .collect()
}

fn in_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// `None`: it stays as it is.
fn label_shown(label: &str) -> Option<String> {
    if !label.starts_with("xn--") {
        return None;
    }
    let (unicode, result) = idna::domain_to_unicode(label);
    (result.is_ok() && unicode.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || hangul(c))).then_some(unicode)
}

fn hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_hangul_and_copied_as_it_is_sent() {
        let punycode = |text: &str| idna::domain_to_ascii(text).unwrap();
        let name = punycode("www.한글.한국");
        assert_eq!(shown(&format!("Live: https://{name}/ (ns-1.{name}).")), "Live: https://www.한글.한국/ (ns-1.www.한글.한국).");
        assert_eq!(shown(&format!("Run `curl -I https://{name}/` for {name}")), format!("Run `curl -I https://{name}/` for www.한글.한국"));
        assert_eq!(shown("heestagram.com, xn--nonsense!, xn--"), "heestagram.com, xn--nonsense!, xn--");
        for lookalike in ["аpple.com", "münchen.de", "ραypal.com", "例え.jp"] {
            assert_eq!(shown(&punycode(lookalike)), punycode(lookalike), "{lookalike}");
        }
    }
}
