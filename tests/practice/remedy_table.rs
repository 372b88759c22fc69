//! Who followed which remedy to the letter: each has a row, so that a new one does not compile without.

use landfall::engine::fault::Remedy;

/// Where a remedy was followed.
enum Followed {
    /// By a test of this name, which does what the remedy says and sees the fault end.
    By(&'static str),
    /// By nobody yet, and why.
    Not(&'static str),
}

const AWS: &str = "done in AWS's console or by AWS, which practice has no hand in";
const HERE: &str = "done on the person's own machine, in a browser or by its own tools";
const NGINX: &str = "edits nginx by hand; tests/lab/shapes.rs meets the fault with a real nginx, and mends it by undoing the cause";

fn followed(remedy: Remedy) -> Followed {
    use Followed::{By, Not};
    match remedy {
        // The domain.
        Remedy::FixCaa | Remedy::ValidateByDns | Remedy::SwitchDnssecOff | Remedy::SwitchDnssecOffNow => {
            By("every_world_comes_to_its_expected_end_in_both_languages")
        }
        Remedy::WaitForParents => Not("nothing to do; engine/steps/name_servers.rs waits for it, and goes on once it follows"),
        Remedy::WaitForZone => Not("a zone's own name servers fail in AWS alone"),
        Remedy::CorrectNameServers => By("every_world_comes_to_its_expected_end_in_both_languages"),
        Remedy::WriteValidation | Remedy::MoveValidation | Remedy::EnterNameServers => {
            Not("an editor of records, or the registrar's form; engine/queries/validation.rs sees each end once the record is right")
        }
        Remedy::ApproveRenewal => Not("months pass before Amazon writes; practice's person approves the first mails"),
        Remedy::ServeCertificate => By("with_the_server_the_site_is_off_and_its_new_address_is_followed"),
        Remedy::MakeAgain | Remedy::FollowAddress => By("what_is_not_as_it_was_left_is_told_by_status_and_mended_by_up"),
        Remedy::CarryRecordsOver => Not("engine/steps/domain_checks.rs: a record that stands in our zone is not told to go dark"),
        Remedy::LookWhatAnswers => Not("says where to look: the person knows whose page it is"),
        Remedy::FixCaaElsewhere | Remedy::RemoveCriticalCaa | Remedy::MendNameServers => Not("done in DNS that others run"),
        Remedy::RemoveWhatLeadsPast => By("a_record_that_leads_past_ours_stops_the_build_until_it_is_gone"),
        Remedy::SwitchProxyOff => By("a_record_that_went_wrong_is_named_and_the_site_is_live_once_it_was_mended"),
        Remedy::MakeTheirRecord => By("a_record_that_is_gone_is_told_and_made_again_by_the_remedy"),
        Remedy::PutDnsBack => By("a_site_that_stands_is_not_built_on_with_its_dns_somewhere_else"),
        Remedy::TakeDownInstead => By("a_site_whose_name_only_the_person_leads_is_not_paused"),
        Remedy::TellNameServers => Not("done at a registrar that practice has no hand in; engine/steps/dns_elsewhere.rs meets the fault"),
        // The first step: the project and its service.
        Remedy::QuietShell => By("a_shell_that_ends_before_every_command_lets_them_through_by_the_remedy"),
        Remedy::InstallGunicorn => By("a_project_of_asgi_alone_is_served_once_the_named_environment_has_the_worker"),
        Remedy::ReinstallGunicorn => By("a_gunicorn_that_is_gone_comes_back_by_the_environment_s_own_tool"),
        Remedy::MakeEnvironment => By("a_project_without_an_environment_gets_one_by_the_remedy"),
        Remedy::InstallModule
        | Remedy::MendCode
        | Remedy::ConvertToUtf8
        | Remedy::GiveFile
        | Remedy::StartDatabase
        | Remedy::AddMemory
        | Remedy::FreeDisk => By("each_cause_of_a_crash_loop_is_told_and_ended_by_its_remedy_to_the_letter"),
        Remedy::SetVariable => By("a_variable_of_the_shell_is_given_to_the_service_by_the_remedy_and_stays_after_the_teardown"),
        Remedy::GiveProject => By("a_checkout_of_root_s_is_warned_of_and_runs_as_a_plain_user_once_it_is_given_away"),
        Remedy::TellProject => By("a_project_that_lies_too_deep_is_told_in_landfall_toml"),
        Remedy::FixWsgi => By("a_wrong_name_of_the_application_is_corrected_in_landfall_toml"),
        Remedy::FixPaths => Not("the directory must go between the survey and the start"),
        Remedy::FixUser => Not("a unit of the person's with such a user is offered to be written anew"),
        Remedy::ReadServiceLog | Remedy::ReadReason => Not("says where to read: the cause is none that is known"),
        Remedy::OpenDirectory => Not("practice's nginx may enter everywhere; the lab's case 08 (a home of mode 750) follows it"),
        Remedy::FreeThePort | Remedy::StopTheUnit => Not("tests/lab/shapes.rs stops the process by its number, or the unit by its name"),
        Remedy::StopInSupervisor | Remedy::StopTheContainer => Not("neither supervisor nor docker is in practice or the lab"),
        Remedy::InstallPython | Remedy::UseSystemdServer => Not("another machine is needed"),
        Remedy::UseTerminalForSudo | Remedy::GiveSudo => Not("practice's user may use sudo without a password"),
        Remedy::RunAgain => Not("trying again is what every other test does"),
        Remedy::RestoreUnitByHand | Remedy::TakeNamesOutByHand => Not("a person's own judgement of what others changed"),
        // nginx, and what answers the site's name.
        Remedy::InstallNginx
        | Remedy::StartNginx
        | Remedy::MendNginxConfig
        | Remedy::ReloadNginx
        | Remedy::FreePortEighty
        | Remedy::AddServerBlock
        | Remedy::AddNameToBlock
        | Remedy::ChangeThatBlock
        | Remedy::FixNginx
        | Remedy::LetItLinger
        | Remedy::NameTheBlock => Not(NGINX),
        Remedy::RestoreNginxByHand => By("a_file_of_nginx_that_others_changed_goes_back_or_stays_as_the_person_chooses"),
        // Settings, the health check, and what a visitor sees.
        Remedy::TellHealthPath => By("an_api_is_asked_for_its_path_and_with_it_is_live"),
        Remedy::AddAddressToBlock => By("a_health_check_that_another_site_answers_is_told_before_anything_bills"),
        Remedy::AllowHealthCheck | Remedy::EditSettingsByHand | Remedy::AddToSettingsByHand | Remedy::TrustOrigin => {
            Not("edits settings by hand; tests/lab/settings.rs has each shape with a real Django")
        }
        Remedy::HandOnProto => By("the_headers_of_the_remedy_end_the_loop"),
        Remedy::ServeStatic => By("a_site_that_only_warns_is_done_and_its_remedy_ends_the_warning"),
        Remedy::FixRedirect | Remedy::AnswerAtRoot | Remedy::LeaveRootAsItIs | Remedy::SendUnpacked | Remedy::WritePage => {
            Not("changes the project's own code")
        }
        // This machine, and the way to the server.
        Remedy::FixUnit => By("the_remedy_names_the_line_and_the_file_of_ones_own_and_ends_the_fault"),
        Remedy::FindEnvironmentFile => Not("a mere look says it; `up` tries to start the service, and then names line and file (fix-unit)"),
        Remedy::MendEnvironmentFile => Not("an editor, in the person's own file"),
        Remedy::RemoveDropInByHand => Not("a person's own judgement of what others changed"),
        // Why AWS does not take the credentials, the account or the request.
        Remedy::SetClock => By("a_wrong_clock_is_mended_by_the_clock_and_stops_nothing_until_then"),
        Remedy::EnterKeyAnew | Remedy::CheckKey | Remedy::ChooseRegion | Remedy::CheckBetween => Not(HERE),
        Remedy::OpenOtherRegion => Not(AWS),
        Remedy::LiftHold => By("the_person_does_what_the_remedy_says_and_the_same_command_comes_to_its_end"),
        Remedy::LookFromElsewhere => By("where_port_53_is_shut_the_zone_waits_for_another_network"),
        Remedy::RenewDomain | Remedy::UnlockDomain => {
            Not("done where the domain was bought, which practice plays only as a form for name servers")
        }
        Remedy::EnableRegion | Remedy::AskOrganization => By("the_person_does_what_the_remedy_says_and_the_same_command_comes_to_its_end"),
        Remedy::FinishSignUp
        | Remedy::WaitForVerification
        | Remedy::AskToUnblock
        | Remedy::AskAdministrator
        | Remedy::AskForNameServers => Not(AWS),
        Remedy::LoginInBrowser
        | Remedy::LoginSso
        | Remedy::FetchSessionKeys
        | Remedy::ExportNewKeys
        | Remedy::RunCredentialProcess
        | Remedy::ChooseProfile
        | Remedy::MendProfile
        | Remedy::PassMfaOn
        | Remedy::MendCaBundle => Not(HERE),
        Remedy::AttachServerPolicy => Not(HERE),
        Remedy::SignIn | Remedy::SetUpCredentials | Remedy::AttachPolicy | Remedy::UseThatAccount | Remedy::CheckNetwork => Not(HERE),
        Remedy::CopyKey | Remedy::TakeKey => By("copies_that_the_remedies_make_are_taken"),
        Remedy::ChmodKey | Remedy::ConvertKey => By("a_closed_key_is_taken_and_a_converted_one_too"),
        Remedy::CheckKeyPath | Remedy::CheckPassphrase | Remedy::NameKey => By("what_lists_keys_and_what_tries_a_passphrase_do_so"),
        Remedy::LetKeySuffice => By("a_server_that_takes_no_keys_says_so_and_the_remedy_lets_the_key_in"),
        Remedy::NameOneKey => By("an_agent_with_too_many_keys_is_told_as_one_and_a_named_key_is_offered_alone"),
        Remedy::CheckUserAndKey
        | Remedy::ComeAsOther
        | Remedy::NameKeyFile
        | Remedy::NamePrivateHalf
        | Remedy::RewriteKey
        | Remedy::WriteServerKeys
        | Remedy::UseTerminalOrAgent
        | Remedy::ConfirmHostKey
        | Remedy::CheckHostKey
        | Remedy::StartSshd => Not(HERE),
        Remedy::UpgradePlan => Not(AWS),
        Remedy::GiveStateDirectory | Remedy::EnlargeTerminal | Remedy::SetUtf8 => Not(HERE),
        Remedy::StartInstance => By("a_stopped_server_is_named_and_started_by_the_remedys_command"),
        Remedy::TakeHstsBack | Remedy::TakeRedirectOut => By("a_site_that_sends_browsers_to_https_is_not_paused_until_the_remedy"),
        Remedy::BringUpFirst => Not("says to bring the site up, which is what every build does"),
        Remedy::OpenPortEighty => By("a_server_that_lets_nobody_in_is_not_paused_until_the_remedy_s_command"),
        Remedy::LeaveUnpaused => Not("nothing is to be done"),
        Remedy::LiftStopProtection => Not(AWS),
        Remedy::NewServer => Not(AWS),
        Remedy::StartPaused => By("a_stopped_server_stands_still_until_up_starts_it_and_down_says_so"),
        Remedy::OpenSshPort => By("a_closed_group_is_named_and_opened_by_the_remedys_command"),
        Remedy::AddMyAddress => By("whom_the_group_lets_in_is_named_and_the_remedy_adds_the_person"),
        Remedy::WriteNewAddress => By("a_server_that_moved_is_found_and_its_new_address_is_the_remedy"),
        Remedy::FindAddress => Not("says where to look: what is wrong is not known"),
        // Where the subnet explains it; else it says where to look.
        Remedy::LookAtServer => By("a_subnet_without_a_way_out_explains_silence_and_is_led_out_as_the_remedy_says"),
        Remedy::RebootInstance | Remedy::WaitForBoot => Not(AWS),
        Remedy::AddSubnet => By("a_missing_subnet_is_made_as_the_remedy_says"),
        Remedy::LiftPublicAccessBlock | Remedy::MoveServer => Not(AWS),
        Remedy::WriteZones => Not("an editor; src/engine/queries/subnets.rs sees that two zones are always to be had"),
        Remedy::CloseSideDoor => By("a_way_around_is_closed_by_the_remedy_and_opened_again_at_the_end"),
        Remedy::TakeOwnGroup => By("a_server_in_a_group_that_others_use_is_given_one_of_its_own_on_a_persons_yes"),
        Remedy::NarrowRule | Remedy::LeaveSharedGroup | Remedy::StayInSharedGroup => {
            Not("a person's own judgement of rules, in AWS's console")
        }
        Remedy::FindOtherWay => Not("says where to look: what is wrong is not known"),
        Remedy::LeavePortEighty => Not("nothing is to be done: the run goes on"),
        // What keeps something of ours from being deleted.
        Remedy::ReleaseCertificate | Remedy::ReleaseGroup | Remedy::RemoveForeignRecords => {
            By("what_others_hold_is_named_at_once_and_goes_once_the_remedies_are_followed")
        }
        Remedy::GiveAnotherGroup => By("where_the_shared_groups_are_gone_the_server_is_given_another_by_the_remedy"),
        Remedy::ReleaseTargetGroup | Remedy::EndSigning => Not(AWS),
        // AWS.
        Remedy::AskForQuota
        | Remedy::OpenSupportCase
        | Remedy::LiftProtection
        | Remedy::ChooseOtherName
        | Remedy::ChooseInstance
        | Remedy::SetPublicAddress
        | Remedy::FixRecordClash
        | Remedy::ReadAwsMessage
        | Remedy::RequestAnew
        | Remedy::ReplaceCertificate
        | Remedy::ForwardToTargets
        | Remedy::WriteRecordAnew
        | Remedy::RegisterDomain => Not(AWS),
        Remedy::Report => Not("nothing is to be mended"),
    }
}

#[test]
fn each_remedy_was_followed_by_a_test_that_is_there_or_says_why_not() {
    let tests = [
        include_str!("remedies.rs"),
        include_str!("own_unit.rs"),
        include_str!("reach.rs"),
        include_str!("beforehand.rs"),
        include_str!("network.rs"),
        include_str!("side_door.rs"),
        include_str!("own_group.rs"),
        include_str!("pause.rs"),
        include_str!("holders.rs"),
        include_str!("dns_elsewhere.rs"),
        include_str!("leads_past.rs"),
        include_str!("worlds.rs"),
        include_str!("drift.rs"),
        include_str!("../ssh/remedies.rs"),
        include_str!("../ssh/refusals.rs"),
    ]
    .concat();
    for remedy in Remedy::ALL {
        match followed(*remedy) {
            Followed::By(test) => assert!(tests.contains(&format!("fn {test}(")), "{remedy}: {test}"),
            Followed::Not(why) => assert!(!why.is_empty(), "{remedy}"),
        }
    }
}
