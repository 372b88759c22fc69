//! AWS's own sentence, with only that of it which may be shown.

/// Where a sentence is cut off: from here on it repeats what was signed (a session token among it), or is unreadable.
const NOT_SHOWN: [&str; 7] = [
    "the canonical string",
    "the string-to-sign",
    "the string to sign",
    "encoded authorization failure message",
    "authorization header",
    "aws4-hmac-",
    "x-amz-",
];

/// Codes whose sentence may quote what was sent, so that it is shown as far as the first quote only. Whoever took id and secret for each
/// other would read the secret there.
const QUOTING: [&str; 5] =
    ["SignatureDoesNotMatch", "InvalidSignature", "IncompleteSignature", "InvalidAccessKeyId", "MissingAuthenticationToken"];

/// What may be shown of `message`, which came with this code (as the table has it).
pub(super) fn sentence(code: &str, message: &str) -> String {
    let low = message.to_ascii_lowercase();
    let quotes = low.find(['\'', '"', '`']).filter(|_| QUOTING.contains(&code));
    let end = NOT_SHOWN.iter().filter_map(|start| low.find(start)).chain(quotes).min().unwrap_or(message.len());
    message.get(..end).unwrap_or_default().trim().to_owned()
}

/// The code and what may be shown of the sentence.
pub(super) fn told(code: &str, plain: &str, message: &str) -> String {
    let shown = sentence(plain, message);
    if shown.is_empty() { code.to_owned() } else { format!("{code}: {shown}") }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_was_signed_is_cut_off_and_the_reason_stays() {
        let mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
            and signing method. Consult the service documentation for details.";
        let canonical = "\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:IQoJSECRET\n'";
        let whole = format!("{mismatch}{canonical}");
        assert_eq!(told("SignatureDoesNotMatch", "SignatureDoesNotMatch", &whole), format!("SignatureDoesNotMatch: {mismatch}"));
        let swapped =
            "'wJalrXUtnFEMI/K7MDENG' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 …'";
        assert_eq!(told("IncompleteSignature", "IncompleteSignature", swapped), "IncompleteSignature");
        let expired = "Signature expired: 20261129T000000Z is now earlier than 20261129T001000Z (20261129T001500Z - 5 min.)";
        assert!(told("InvalidSignatureException", "InvalidSignature", expired).ends_with("5 min.)"));
        let encoded = "You are not authorized to perform this operation. Encoded authorization failure message: 4fFG…";
        let shown = "UnauthorizedOperation: You are not authorized to perform this operation.";
        assert_eq!(told("UnauthorizedOperation", "UnauthorizedOperation", encoded), shown);
        assert_eq!(told("InvalidChangeBatch", "InvalidChangeBatch", "[name='www.x.com.']"), "InvalidChangeBatch: [name='www.x.com.']");
    }
}
