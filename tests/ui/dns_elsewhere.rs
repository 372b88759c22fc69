//! A domain whose DNS stays where it runs: chosen on the second step's screen, its records copied key by key, made, and listed at the end.

use crossterm::event::KeyCode;
use landfall::engine::directive::Errand;
use landfall::engine::step_id::StepId;
use landfall::site::DnsHost;
use landfall::site::options::OptionId;
use landfall::text::Language;
use landfall::ui::model::{Choice, Row};

use super::bench::Wizard;

impl Wizard {
    /// To where the records of this step are to be made.
    async fn until_records(&mut self, step: StepId) {
        self.show(step);
        self.down_to(Row::Do);
        self.press(KeyCode::Enter);
        self.until("the records", |w| w.site().their_records().is_some() && w.site().screen == step).await;
    }

    /// What a key has copied.
    fn copies(&mut self, key: &str) -> String {
        self.keys(key);
        self.model.copied.clone().unwrap()
    }
}

#[tokio::test]
async fn the_records_are_copied_made_and_listed_as_the_persons() {
    for language in Language::ALL {
        let mut w = Wizard::over("dns-elsewhere", language);
        w.built(StepId::Service).await;
        w.show(StepId::Domain);
        assert_eq!(w.site().site.dns, DnsHost::Route53, "nobody is chosen for");
        w.down_to(Row::Choice(Choice::Option(OptionId::Dns)));
        w.press(KeyCode::Right);
        w.until_told().await;
        shows!(w, "elsewhere-domain");
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until_done(StepId::Domain).await;
        shows!(w, "elsewhere-domain-done");
        w.show(StepId::NameServers);
        w.until_done(StepId::NameServers).await;
        shows!(w, "elsewhere-nameservers-done");
        w.address().await;
        w.show(StepId::Address);
        shows!(w, "elsewhere-address-done");
        w.until_records(StepId::Certificate).await;
        shows!(w, "elsewhere-certificate");
        let Some(Errand::Records { records, .. }) = w.site().their_records().cloned() else { panic!("no records") };
        assert!(w.copies("1").ends_with(".www"));
        assert_eq!(w.copies("2"), records[0].0.target.to_string());
        w.keys("o");
        w.until_done(StepId::Certificate).await;
        shows!(w, "elsewhere-certificate-done");
        w.balance().await;
        w.until_records(StepId::Live).await;
        shows!(w, "elsewhere-live");
        assert_eq!(w.copies("1"), "www");
        w.keys("o");
        w.until_done(StepId::Live).await;
        shows!(w, "elsewhere-live-done");
        assert!(!w.site().rows().contains(&Row::Pause), "nobody but the person leads the name back");
        w.confirm_teardown();
        w.until("over", |w| w.site().standing.done).await;
        shows!(w, "elsewhere-teardown-over");
    }
}
