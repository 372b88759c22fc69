//! From the SDK's errors to faults: AWS refused (`refusals.rs`), something answered that cannot be read, or nothing answered.

use std::error::Error;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError as AnySdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use super::credentials::unsent;
use super::refusals::{plain, refused};
use super::unread::{unreadable, untrusted};
use crate::engine::fault::{Code, Fault, Remedy};

/// An SDK call's error.
pub(super) type SdkError<E> = AnySdkError<E, HttpResponse>;

/// What went wrong with an SDK call, whose move it is and the remedy.
pub(super) fn fault<E>(error: SdkError<E>) -> Fault
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match &error {
        AnySdkError::ServiceError(answer) => {
            let code = answer.err().code().filter(|code| !code.is_empty());
            let sentence = || answer.err().message().unwrap_or_default();
            code.map_or_else(|| unreadable(answer.raw()), |code| refused(code, sentence(), answer.raw().status().as_u16()))
        }
        // It came whole, and is nothing that this service says.
        AnySdkError::ResponseError(answer) if answer.raw().body().bytes().is_some() => unreadable(answer.raw()),
        AnySdkError::ResponseError(answer) => Fault::retry(Code::AwsBusy, format!("HTTP {} {}", answer.raw().status(), chain(&error))),
        AnySdkError::TimeoutError(_) => Fault::retry(Code::AwsUnreachable, chain(&error)),
        _ => {
            let chain = chain(&error);
            untrusted(&chain).unwrap_or_else(|| unsent(&chain))
        }
    }
}

/// The answer, or `None` when AWS answered one of these codes: what was looked for, or was to be deleted, is not there.
pub(super) fn unless<T, E>(answer: Result<T, SdkError<E>>, codes: &[&str]) -> Result<Option<T>, Fault>
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code().is_some_and(|code| codes.contains(&plain(code))) => Ok(None),
        Err(error) => Err(fault(error)),
    }
}

/// A member that AWS always sends; when it did not, the answer was no good and asking again may do.
pub(super) fn need<T>(member: Option<T>, name: &str) -> Result<T, Fault> {
    member.ok_or_else(|| Fault::retry(Code::AwsBusy, format!("no {name} in the answer")))
}

/// A request that the SDK would not even build: our mistake.
pub(super) fn unbuilt(error: BuildError) -> Fault {
    Fault::internal(error.to_string())
}

/// Something stands under our name that is not ours; `what` shows which.
pub(super) fn not_ours(what: impl AsRef<str>) -> Fault {
    Fault::person(Code::NotOurs, Remedy::ChooseOtherName, what)
}

/// AWS has just refused to make a second one, and its list does not show the first yet: another computer made it.
pub(super) fn not_shown(what: impl AsRef<str>) -> Fault {
    Fault::retry(Code::NotYetVisible, what)
}

/// An error and what caused it, in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |e| (*e).source());
    let mut wording: Vec<String> = causes.map(ToString::to_string).collect();
    wording.dedup();
    wording.join(": ")
}

#[cfg(test)]
#[path = "faults_tests.rs"]
mod tests;
