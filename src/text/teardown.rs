//! A teardown that was begun, in words: how far it is, and the command that carries on with it.

use super::Words;
use crate::engine::goal::{Goal, Scope};
use crate::engine::queries;
use crate::engine::removal::{self, Fate};
use crate::engine::state::World;
use crate::engine::status::Gone;

/// What `landfall` and `down` are typed with to tear this much down.
pub fn flags(scope: Scope) -> String {
    let server = if scope.with_server { " --with-server" } else { "" };
    let delegation = if scope.abandon_delegation { " --abandon-delegation" } else { "" };
    format!("{server}{delegation}")
}

/// The same for a run that is about this world: what it tears down itself, or else what a teardown that was begun was told.
pub fn flags_of(world: &World) -> String {
    let begun = || world.ledger.teardown.map(flags).unwrap_or_default();
    if let Goal::TearDown(scope) = world.options.goal { flags(scope) } else { begun() }
}

impl Words {
    /// What is to be done with a server that stands still, before a teardown of this scope can put back what lies on it. `None`: it runs, or
    /// nothing does.
    pub fn needs_server(&self, world: &World, scope: Scope) -> Option<String> {
        let needs = removal::fates(world, scope).iter().any(|(fate, _)| *fate == Fate::NeedsServer);
        let (id, _) = world.site.servers().find(|(id, _)| needs && queries::server::stands_still(world, id))?;
        let instance = queries::server::instance_id(world, &id).map_or_else(|| "i-…".to_owned(), ToString::to_string);
        let (again, with_server) = (flags(scope), flags(Scope { with_server: true, ..scope }));
        let region = &world.site.region;
        let args: [(&str, &dyn std::fmt::Display); 4] =
            [("instance", &instance), ("region", region), ("again", &again), ("with_server", &with_server)];
        Some(self.with("teardown-start-server", &args))
    }

    /// How many of all are gone, and how many of them before this start.
    pub fn gone(&self, gone: Gone) -> String {
        let before = match gone.before {
            0 => "none".to_owned(),
            before if before == gone.gone => "all".to_owned(),
            before => before.to_string(),
        };
        self.with("headless-gone", &[("all", &gone.all), ("gone", &gone.gone), ("before", &before)])
    }

    /// That a teardown was begun and is not through, how far it is, and what goes on with it, typed after `program`. `None`: none was.
    pub fn teardown_begun(&self, world: &World, gone: Option<Gone>, program: &str) -> Option<String> {
        let scope = world.begun_teardown()?;
        let command = format!("{program} down{}", flags(scope));
        let server = if scope.with_server { "yes" } else { "no" };
        let (all, gone) = gone.map(|gone| (gone.all, gone.gone)).unwrap_or_default();
        Some(self.with("teardown-begun", &[("all", &all), ("gone", &gone), ("server", &server), ("command", &command)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{a, world};
    use crate::engine::question::Question;
    use crate::text::Language;

    #[test]
    fn who_is_told_to_run_it_again_is_told_what_it_was_typed_with() {
        let set = a("www.heestagram.com", [203, 0, 113, 10]);
        let scope = Scope { with_server: true, abandon_delegation: false };
        let mut w = world();
        let domain = w.site.domain.clone();
        let questions = [
            Question::UnknownPrior(set.clone()),
            Question::LeadsToBalancer(vec![set]),
            Question::TearDown { domain, scope, resources: vec![], servers: 1 },
        ];
        for (goal, begun) in [(Goal::TearDown(scope), None), (Goal::LOOK, Some(scope))] {
            (w.options.goal, w.ledger.teardown) = (goal, begun);
            for (language, question) in Language::ALL.into_iter().flat_map(|language| questions.iter().map(move |q| (language, q))) {
                let stop = Words::new(language).question_stop(question, &flags_of(&w));
                assert!(stop.contains("`landfall down --with-server`") && !stop.contains("`landfall down`"), "{stop}");
            }
        }
        w.options.goal = Goal::TearDown(Scope::default());
        assert!(Words::new(Language::En).question_stop(&questions[0], &flags_of(&w)).contains("`landfall down`"), "this run leaves it");
    }

    #[test]
    fn a_teardown_that_was_begun_is_told_with_the_command_that_goes_on_with_it_as_it_was_begun() {
        let gone = Some(Gone { all: 15, gone: 9, before: 9 });
        for language in Language::ALL {
            let words = Words::new(language);
            let mut w = world();
            w.options.goal = Goal::LOOK;
            assert_eq!(words.teardown_begun(&w, gone, "landfall"), None);
            w.ledger.teardown = Some(Scope::default());
            let said = words.teardown_begun(&w, gone, "landfall practice --world happy --").unwrap();
            assert!(said.contains("`landfall practice --world happy -- down`") && said.contains('9') && said.contains("15"), "{said}");
            w.ledger.teardown = Some(Scope { with_server: true, abandon_delegation: true });
            let said = words.teardown_begun(&w, gone, "landfall").unwrap();
            assert!(said.contains("`landfall down --with-server --abandon-delegation`"), "{said}");
            w.options.goal = Goal::TearDown(Scope::default());
            assert_eq!(words.teardown_begun(&w, gone, "landfall"), None, "it is under way");
        }
    }
}
