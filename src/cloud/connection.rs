//! AWS as the person is signed in now: where a sign-in is over, the next op begins with what stands in the files then.
//!
//! The SDK reads a profile once and keeps what came of it. So a new sign-in is seen only by a new configuration; and it may be one
//! to another account, in which nothing may be done.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::Aws;
use super::connect::signed_in;
use super::credentials::Source;
use crate::engine::fault::{Again, Code, Fault, Remedy};
use crate::engine::op::{CloudFact, CloudOp, Fact};
use crate::engine::state::Token;
use crate::ports::{Clock, Cloud};
use crate::site::Site;

/// What signs in.
#[async_trait]
pub(super) trait SignIn: Send + Sync {
    /// AWS with the credentials of now, and whence they come.
    async fn sign_in(&self) -> Result<(Aws, Source), Fault>;
}

/// [`Cloud`] over the account that the person is signed in to.
pub struct Connection {
    sign_in: Box<dyn SignIn>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    live: Option<Live>,
    /// How often was signed in.
    times: u64,
    /// Whose account it was when that was first asked.
    account: Option<String>,
}

#[derive(Clone)]
struct Live {
    aws: Aws,
    source: Arc<Source>,
    number: u64,
}

/// AWS in the site's region, by the profiles and the environment of this machine. Nothing is read before the first op.
pub fn connect(site: &Site, clock: Arc<dyn Clock>) -> Connection {
    Connection::new(FromFiles { site: site.clone(), clock })
}

/// From the files and the environment of this machine.
struct FromFiles {
    site: Site,
    clock: Arc<dyn Clock>,
}

#[async_trait]
impl SignIn for FromFiles {
    async fn sign_in(&self) -> Result<(Aws, Source), Fault> {
        signed_in(&self.site, &self.clock).await
    }
}

impl Connection {
    pub(super) fn new(sign_in: impl SignIn + 'static) -> Self {
        Self { sign_in: Box::new(sign_in), state: Mutex::default() }
    }

    /// The sign-in that holds; after one that is over a new one, to the same account.
    async fn live(&self) -> Result<Live, Fault> {
        let mut state = self.state.lock().await;
        if let Some(live) = &state.live {
            return Ok(live.clone());
        }
        let (aws, source) = self.sign_in.sign_in().await?;
        if let Some(account) = &state.account {
            same_account(&aws, account).await.map_err(|fault| source.explained(fault))?;
        }
        state.times += 1;
        let live = Live { aws, source: Arc::new(source), number: state.times };
        state.live = Some(live.clone());
        Ok(live)
    }

    async fn remember(&self, fact: &Fact) {
        if let Fact::Cloud(CloudFact::Identity { account, .. }) = fact {
            self.state.lock().await.account.get_or_insert_with(|| account.clone());
        }
    }

    /// This sign-in is over, unless there is a newer one.
    async fn over(&self, number: u64) {
        let mut state = self.state.lock().await;
        if state.live.as_ref().is_some_and(|live| live.number == number) {
            state.live = None;
        }
    }
}

async fn same_account(aws: &Aws, account: &str) -> Result<(), Fault> {
    match aws.look_identity().await? {
        Fact::Cloud(CloudFact::Identity { account: now, .. }) if now != account => {
            Err(Fault::person(Code::OtherAccount, Remedy::UseThatAccount, format!("{account} / {now}")))
        }
        _ => Ok(()),
    }
}

#[async_trait]
impl Cloud for Connection {
    async fn perform(&self, op: &CloudOp, token: &Token) -> Result<Fact, Fault> {
        let live = self.live().await?;
        match live.aws.perform(op, token).await {
            Ok(fact) => {
                self.remember(&fact).await;
                Ok(fact)
            }
            Err(fault) => {
                if fault.code.again() == Again::Account {
                    self.over(live.number).await;
                }
                Err(live.source.explained(fault))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::canned;
    use super::super::profiles::ProfileKind;
    use super::*;
    use crate::engine::fault::Disposition;

    const EXPIRED: (u16, &str) = (
        403,
        "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>",
    );

    fn account(number: &str) -> (u16, String) {
        let who = format!("<Arn>arn:aws:iam::{number}:user/hee</Arn><UserId>A</UserId><Account>{number}</Account>");
        (200, format!("<GetCallerIdentityResponse><GetCallerIdentityResult>{who}</GetCallerIdentityResult></GetCallerIdentityResponse>"))
    }

    /// The person's files: each time they are read, the next sign-in stands in them.
    struct Files {
        sessions: Vec<Aws>,
        read: Arc<AtomicUsize>,
    }

    #[async_trait]
    impl SignIn for Files {
        async fn sign_in(&self) -> Result<(Aws, Source), Fault> {
            let number = self.read.fetch_add(1, Ordering::SeqCst);
            Ok((self.sessions[number].clone(), Source::Profile("work".into(), ProfileKind::Sso)))
        }
    }

    fn connection(sessions: Vec<Vec<(u16, String)>>) -> (Connection, Arc<AtomicUsize>) {
        let read = Arc::new(AtomicUsize::new(0));
        let sessions = sessions.iter().map(|answers| canned::aws(answers)).collect();
        (Connection::new(Files { sessions, read: Arc::clone(&read) }), read)
    }

    async fn ask(connection: &Connection) -> Result<Fact, Fault> {
        connection.perform(&CloudOp::LookIdentity, &Token(String::new())).await
    }

    fn expired() -> (u16, String) {
        (EXPIRED.0, EXPIRED.1.to_owned())
    }

    #[tokio::test]
    async fn a_session_that_ended_is_told_by_its_profile_and_a_new_one_is_taken_up() {
        let (connection, read) = connection(vec![
            vec![account("111111111111"), account("111111111111"), expired()],
            vec![expired()],
            vec![account("111111111111"), account("111111111111")],
        ]);
        ask(&connection).await.unwrap();
        ask(&connection).await.unwrap();
        assert_eq!(read.load(Ordering::SeqCst), 1, "a good session is kept");
        let fault = ask(&connection).await.unwrap_err();
        assert_eq!((fault.code, fault.disposition), (Code::ExpiredCredentials, Disposition::Person(Remedy::LoginSso)));
        assert!(fault.detail.starts_with("[work] "), "{fault}");
        assert!(ask(&connection).await.is_err_and(|fault| fault.code == Code::ExpiredCredentials), "not signed in yet");
        ask(&connection).await.unwrap();
        assert_eq!(read.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn a_new_session_of_another_account_does_nothing() {
        let (connection, _) = connection(vec![vec![account("111111111111"), expired()], vec![account("222222222222")]]);
        ask(&connection).await.unwrap();
        ask(&connection).await.unwrap_err();
        let fault = ask(&connection).await.unwrap_err();
        assert_eq!((fault.code, fault.detail.as_str()), (Code::OtherAccount, "111111111111 / 222222222222"));
    }
}
