//! EC2: whether we may make a security group and a rule, asked without making one.
//!
//! A dry run answers what it would have: `DryRunOperation` for yes, `UnauthorizedOperation` for no (Amazon EC2 API reference, "Common
//! query parameters", DryRun). It is used for these two alone, never for what deletes, revokes, stops, releases or terminates: a dry run
//! that a proxy or a mistake made a real one would cost a group here, and there a server.

use aws_sdk_ec2::types::{IpPermission, ResourceType, UserIdGroupPair};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use futures::future::try_join;

use super::faults::{SdkError, fault};
use super::groups::DESCRIPTION;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{GroupId, VpcId};
use crate::engine::op::cloud::Rights;
use crate::engine::op::{CloudFact, Fact};

/// EC2's word for a dry run that would have gone well.
const ALLOWED: &str = "DryRunOperation";
/// EC2's word for a denial.
const DENIED: &str = "UnauthorizedOperation";

impl Aws {
    pub(super) async fn look_rights(&self, name: &str, vpc: &VpcId, group: &GroupId) -> Result<Fact, Fault> {
        let (make_group, add_rule) = try_join(self.may_make_group(name, vpc), self.may_add_rule(group)).await?;
        Ok(reported(CloudFact::Rights(Rights { make_group, add_rule })))
    }

    async fn may_make_group(&self, name: &str, vpc: &VpcId) -> Result<Option<Fault>, Fault> {
        let asked = self.ec2.create_security_group().group_name(name).description(DESCRIPTION).vpc_id(&vpc.0);
        let asked = asked.tag_specifications(self.ec2_tags(ResourceType::SecurityGroup)).dry_run(true);
        told(asked.send().await)
    }

    /// As it will be asked: a rule for port 80, by the group that is let in, which is not made yet.
    async fn may_add_rule(&self, group: &GroupId) -> Result<Option<Fault>, Fault> {
        let pair = UserIdGroupPair::builder().group_id(&group.0).build();
        let rule = IpPermission::builder().ip_protocol("tcp").from_port(80).to_port(80).user_id_group_pairs(pair).build();
        let asked = self.ec2.authorize_security_group_ingress().group_id(&group.0).ip_permissions(rule);
        let asked = asked.tag_specifications(self.ec2_tags(ResourceType::SecurityGroupRule)).dry_run(true);
        told(asked.send().await)
    }
}

/// Why it is denied; `None`: it is allowed.
///
/// # Errors
/// Neither was said.
fn told<T, E>(answer: Result<T, SdkError<E>>) -> Result<Option<Fault>, Fault>
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    match answer {
        Ok(_) => Err(Fault::internal("a dry run was carried out")),
        Err(error) => match error.code() {
            Some(ALLOWED) => Ok(None),
            Some(DENIED) => Ok(Some(fault(error))),
            _ => Err(fault(error)),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::canned::perform;
    use super::*;
    use crate::engine::fault::Code;
    use crate::engine::op::CloudOp;

    fn refusal(code: &str) -> String {
        format!("<Response><Errors><Error><Code>{code}</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>")
    }

    async fn told_of(first: &str, second: &str) -> (Result<Rights, Code>, Vec<String>) {
        let op = CloudOp::LookRights { name: "heestagram-LB-SG".into(), vpc: "vpc-1".into(), group: "sg-server".into() };
        let (first, second) = (refusal(first), refusal(second));
        let (answer, asked) = perform(op, &[(412, &first), (412, &second)]).await;
        match answer {
            Ok(Fact::Cloud(CloudFact::Rights(rights))) => (Ok(rights), asked),
            Ok(other) => panic!("{other:?}"),
            Err(fault) => (Err(fault.code), asked),
        }
    }

    #[tokio::test]
    async fn a_dry_run_tells_what_is_allowed_and_what_is_not() {
        let (rights, asked) = told_of(ALLOWED, ALLOWED).await;
        assert_eq!(rights, Ok(Rights { make_group: None, add_rule: None }));
        assert!(asked.iter().all(|call| call.contains("DryRun=true")), "{asked:#?}");
        let (rights, _) = told_of(ALLOWED, DENIED).await;
        let rights = rights.unwrap();
        assert_eq!((rights.make_group, rights.add_rule.map(|fault| fault.code)), (None, Some(Code::AccessDenied)));
    }

    #[tokio::test]
    async fn another_refusal_tells_nothing_of_rights() {
        assert_eq!(told_of(ALLOWED, "RequestLimitExceeded").await.0, Err(Code::AwsBusy));
    }

    /// A dry run of what takes something away is one mistake from the real thing.
    #[test]
    fn only_these_two_are_ever_tried() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut tried = Vec::new();
        for file in rust_files(&src.join("cloud")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for (at, _) in text.match_indices(concat!("dry_", "run(")) {
                let called = text.get(..at).unwrap().rsplit(concat!("self.", "ec2.")).next().unwrap().split('(').next().unwrap();
                tried.push(called.to_owned());
            }
        }
        tried.sort();
        assert_eq!(tried, ["authorize_security_group_ingress", "create_security_group"]);
        let elsewhere: Vec<_> = rust_files(&src).into_iter().filter(|file| !file.starts_with(src.join("cloud"))).collect();
        let asks = |file: &&std::path::PathBuf| std::fs::read_to_string(file).unwrap().contains(concat!(".dry_", "run("));
        assert_eq!(elsewhere.iter().filter(asks).collect::<Vec<_>>(), Vec::<&std::path::PathBuf>::new());
    }

    fn rust_files(dir: &Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        let each = |path: std::path::PathBuf| if path.is_dir() { rust_files(&path) } else { vec![path] };
        entries.flat_map(each).filter(|path| path.extension().is_some_and(|end| end == "rs")).collect()
    }
}
