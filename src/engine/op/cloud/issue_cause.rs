//! Why ACM does not issue a certificate, or does not let it serve any more.

use crate::codes::codes;

codes! {
    /// A `FailureReason` of ACM's, and the states that end a certificate without one (API reference, CertificateDetail, read on 2026-12-01).
    IssueCause {
        NoAvailableContacts = "no-available-contacts",
        AdditionalVerificationRequired = "additional-verification-required",
        DomainNotAllowed = "domain-not-allowed",
        InvalidPublicDomain = "invalid-public-domain",
        DomainValidationDenied = "domain-validation-denied",
        CaaError = "caa-error",
        SlrNotFound = "slr-not-found",
        /// `PCA_…`: only certificates of a private authority end so.
        PrivateAuthority = "private-authority",
        /// AWS gives no nearer reason.
        Other = "other",
        /// AWS names one that came after this program.
        Unknown = "unknown",
        ValidationTimedOut = "validation-timed-out",
        Expired = "expired",
        Revoked = "revoked",
        Inactive = "inactive",
    }
}

impl IssueCause {
    /// The cause that AWS names so: `CAA_ERROR`.
    pub fn read(name: &str) -> Self {
        if name.starts_with("PCA_") {
            return Self::PrivateAuthority;
        }
        name.to_ascii_lowercase().replace('_', "-").parse().unwrap_or(Self::Unknown)
    }

    /// Whether another request would end as this one until the person has done something of which no look can tell.
    pub fn is_the_persons(self) -> bool {
        match self {
            Self::AdditionalVerificationRequired | Self::DomainNotAllowed | Self::DomainValidationDenied | Self::Revoked => true,
            Self::NoAvailableContacts
            | Self::InvalidPublicDomain
            | Self::CaaError
            | Self::SlrNotFound
            | Self::PrivateAuthority
            | Self::Other
            | Self::Unknown
            | Self::ValidationTimedOut
            | Self::Expired
            | Self::Inactive => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_is_known_by_aws_s_name_and_a_new_one_is_unknown() {
        let table = [
            ("CAA_ERROR", IssueCause::CaaError),
            ("NO_AVAILABLE_CONTACTS", IssueCause::NoAvailableContacts),
            ("PCA_LIMIT_EXCEEDED", IssueCause::PrivateAuthority),
            ("VALIDATION_TIMED_OUT", IssueCause::ValidationTimedOut),
            ("OTHER", IssueCause::Other),
            ("SOMETHING_NEW", IssueCause::Unknown),
            ("", IssueCause::Unknown),
        ];
        for (name, cause) in table {
            assert_eq!(IssueCause::read(name), cause, "{name}");
        }
    }
}
