//! A variable that the settings need and the service has not: the person types it, or gives a file that has it, or mends it by hand.

use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::Op;
use crate::engine::op::host::{HostOp, LogCauseKind, VariableSeen};
use crate::engine::queries::{server, service, variable};
use crate::engine::question::{Answer, Question};
use crate::engine::state::World;
use crate::site::ServerId;

/// What a server's part of the step wants, where that is not already that a variable is missing; else what may end it. The fault and its
/// remedy stand beside the question: whoever declines has that.
pub(super) fn offered(w: &World, id: &ServerId, wanted: Directive) -> Vec<Directive> {
    let Directive::Fail(fault) = &wanted else { return vec![wanted] };
    let Some((name, look)) = missing(w, id, fault).and_then(|name| Some((name, variable::look(w, id, name)?))) else {
        return vec![wanted];
    };
    let Some(seen) = w.observed.variable(&look) else {
        // Nothing can be offered where nobody could look.
        return vec![if w.observed.failure(&look).is_some() { wanted } else { Directive::Do(look) }];
    };
    match chosen(w, id, name, seen) {
        Some(file) => vec![next(w, id, name, &file, seen).unwrap_or(wanted)],
        None => vec![wanted, Directive::Ask(question(w, id, name, seen))],
    }
}

/// The variable that this fault is about. A mere look offers nothing: nobody could take it.
fn missing<'a>(w: &'a World, id: &ServerId, fault: &Fault) -> Option<&'a str> {
    let state = w.observed.service(id, &service::unit(w, id), w.site.fqdn().as_str())?;
    match state.cause.as_ref().map(|cause| &cause.kind) {
        Some(LogCauseKind::VariableMissing(name)) if fault.code == Code::VariableMissing && !w.looking() => Some(name),
        _ => None,
    }
}

fn question(w: &World, id: &ServerId, name: &str, seen: &VariableSeen) -> Question {
    let odd = seen.dotenv.clone().filter(|dotenv| !dotenv.differs.is_empty());
    let (unit, file) = (service::unit(w, id), variable::file(w));
    Question::Variable { server: id.clone(), name: name.to_owned(), unit, file, ready: ready(w, seen), odd }
}

/// A file that has the variable, as it is meant.
fn ready(w: &World, seen: &VariableSeen) -> Option<String> {
    let alike = seen.dotenv.as_ref().filter(|dotenv| dotenv.differs.is_empty());
    let ours = seen.in_file.then(|| variable::file(w));
    ours.or_else(|| alike.map(|dotenv| dotenv.path.clone()))
}

/// The file from which the person wants the service to have it.
fn chosen(w: &World, id: &ServerId, name: &str, seen: &VariableSeen) -> Option<String> {
    let typed = w.answered(&Answer::TypeVariable { server: id.clone(), name: name.to_owned() });
    let given = |path: &String| w.answered(&Answer::GiveFile { server: id.clone(), path: path.clone() });
    if typed { Some(variable::file(w)) } else { ready(w, seen).filter(given) }
}

/// What is still to be done until the service has read the file; `None`: it has, and the variable is missing all the same.
fn next(w: &World, id: &ServerId, name: &str, file: &str, seen: &VariableSeen) -> Option<Directive> {
    let typed = w.answered(&Answer::TypeVariable { server: id.clone(), name: name.to_owned() });
    let did = |pick: &dyn Fn(&HostOp) -> bool| w.observed.has_done(|op| matches!(op, Op::Host(of, _, op) if of == id && pick(op)));
    let is_written = seen.in_file && variable::is_ours(w, id, name);
    let written = || did(&|op| matches!(op, HostOp::WriteVariable { name: of, .. } if of == name));
    let is_given = seen.given.iter().any(|given| given == file);
    let given = || did(&|op| matches!(op, HostOp::WriteDropIn { files, .. } if files.iter().any(|of| of == file)));
    let op = if typed && !is_written && !written() {
        HostOp::WriteVariable { name: name.to_owned(), file: file.to_owned() }
    } else if !is_given && !given() {
        let mut files = variable::in_drop_in(w, id);
        files.extend((!files.iter().any(|held| held == file)).then(|| file.to_owned()));
        HostOp::WriteDropIn { unit: service::unit(w, id), files, theirs: service::unit_is_theirs(w, id) }
    } else if is_given && !did(&|op| matches!(op, HostOp::RestartUnit { .. })) {
        HostOp::RestartUnit { unit: service::unit(w, id) }
    } else {
        return None;
    };
    server::on_host(w, id, op).map(Directive::Do)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Remedy;
    use crate::engine::fixture::{app, chain, running, survey, world};
    use crate::engine::op::Fact;
    use crate::engine::op::host::{ActiveState, Dotenv, HostFact, LogCause, ServiceState};
    use crate::engine::resource::Resource;

    const ID: ServerId = ServerId::MAIN;
    const FILE: &str = "/etc/heestagram.env";
    const DOTENV: &str = "/home/ubuntu/env/django-sample/.env";

    fn fault() -> Fault {
        Fault::person(Code::VariableMissing, Remedy::SetVariable, "KeyError: 'SECRET'")
    }

    /// The service ended for want of `SECRET`, and the server told this of it.
    fn lacking(seen: VariableSeen) -> World {
        let cause = LogCause { kind: LogCauseKind::VariableMissing("SECRET".into()), line: "KeyError: 'SECRET'".into(), first: None };
        let state = ServiceState { active: ActiveState::Failed, cause: Some(cause), ..running() };
        let w = world().sees_survey(survey()).sees_chain(chain("gunicorn.service"));
        let service = service::look(&w, &ID).unwrap();
        let w = w.sees(service, Fact::Host(HostFact::Service(Box::new(state))));
        let look = variable::look(&w, &ID, "SECRET").unwrap();
        w.sees(look, Fact::Host(HostFact::Variable(seen)))
    }

    fn dotenv(differs: &[(u32, &str)]) -> Option<Dotenv> {
        let differs = differs.iter().map(|(line, name)| (*line, (*name).to_owned())).collect();
        Some(Dotenv { path: DOTENV.into(), differs })
    }

    fn typed() -> Answer {
        Answer::TypeVariable { server: ID, name: "SECRET".into() }
    }

    fn wants(w: &World) -> Vec<String> {
        let code = |directive: &Directive| match directive {
            Directive::Do(op) => op.code().to_string(),
            Directive::Ask(question) => question.code().to_owned(),
            Directive::Fail(fault) => fault.code.to_string(),
            other => format!("{other:?}"),
        };
        offered(w, &ID, Directive::Fail(fault())).iter().map(code).collect()
    }

    #[test]
    fn the_fault_and_its_remedy_stand_beside_the_question_and_another_fault_has_none() {
        let w = lacking(VariableSeen::default());
        assert_eq!(wants(&w), ["variable-missing", "variable"]);
        let other = Directive::Fail(Fault::person(Code::ModuleMissing, Remedy::InstallModule, ""));
        assert_eq!(offered(&w, &ID, other.clone()), [other]);
        let mut looks = w.clone();
        looks.options.goal = crate::engine::goal::Goal::LOOK;
        assert_eq!(wants(&looks), ["variable-missing"]);
    }

    #[test]
    fn what_cannot_be_looked_for_is_not_offered() {
        let mut w = lacking(VariableSeen::default());
        w.observed.forget(|op| matches!(op, Op::Host(_, _, HostOp::LookVariable(_))));
        assert_eq!(wants(&w), ["look-variable"]);
        let look = variable::look(&w, &ID, "SECRET").unwrap();
        w.observed.fail(look, Fault::internal("x"));
        assert_eq!(wants(&w), ["variable-missing"]);
    }

    #[test]
    fn a_file_is_offered_only_where_it_has_the_variable_and_is_read_alike() {
        let offers = |seen: VariableSeen| {
            let all = offered(&lacking(seen), &ID, Directive::Fail(fault()));
            let Some(Directive::Ask(question)) = all.get(1) else { panic!("{all:?}") };
            assert_eq!(question.answer_of_yes(), None, "--yes says nothing to it");
            assert_eq!(question.choices().first(), Some(&typed()));
            match question {
                Question::Variable { ready, odd, .. } => (ready.clone(), odd.is_some()),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(offers(VariableSeen::default()), (None, false));
        assert_eq!(offers(VariableSeen { dotenv: dotenv(&[]), ..VariableSeen::default() }), (Some(DOTENV.into()), false));
        assert_eq!(offers(VariableSeen { dotenv: dotenv(&[(3, "A")]), ..VariableSeen::default() }), (None, true));
        let both = VariableSeen { in_file: true, dotenv: dotenv(&[]), ..VariableSeen::default() };
        assert_eq!(offers(both).0, Some(FILE.into()), "what was typed once comes first");
    }

    #[test]
    fn what_was_typed_is_written_given_and_read_and_then_nothing_is_left_but_the_remedy() {
        let with = |seen: VariableSeen| {
            let mut w = lacking(seen);
            w.ledger.answers.push(typed());
            w
        };
        let held = |w: World| w.with_resource(Resource::EnvironmentFile { server: ID, path: FILE.into(), names: vec!["SECRET".into()] });
        let given = || VariableSeen { in_file: true, given: vec![FILE.into()], dotenv: None };
        assert_eq!(wants(&with(VariableSeen::default())), ["write-variable"]);
        assert_eq!(wants(&with(given())), ["write-variable"], "what stands there was not typed by this person: they chose to type");
        let mut w = held(with(VariableSeen { in_file: true, ..VariableSeen::default() }));
        assert_eq!(wants(&w), ["write-drop-in"]);
        let drop_in = HostOp::WriteDropIn { unit: service::unit(&w, &ID), files: vec![FILE.into()], theirs: true };
        w.observed.did(server::on_host(&w, &ID, drop_in).unwrap());
        assert_eq!(wants(&w), ["variable-missing"], "systemd does not give what the drop-in names");
        let mut w = held(with(given()));
        assert_eq!(wants(&w), ["restart-unit"]);
        w.observed.did(server::on_host(&w, &ID, HostOp::RestartUnit { unit: service::unit(&w, &ID) }).unwrap());
        assert_eq!(wants(&w), ["variable-missing"], "read, and missing all the same");
    }

    #[test]
    fn a_given_file_is_added_to_those_that_our_drop_in_names_already() {
        let mut w = lacking(VariableSeen { dotenv: dotenv(&[]), given: vec![FILE.into()], ..VariableSeen::default() })
            .with_resource(Resource::DropIn { server: ID, path: "/d".into(), files: vec![FILE.into()], theirs: true });
        w.ledger.answers.push(Answer::GiveFile { server: ID, path: DOTENV.into() });
        let all = offered(&w, &ID, Directive::Fail(fault()));
        let [Directive::Do(Op::Host(_, _, HostOp::WriteDropIn { files, .. }))] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(*files, [FILE, DOTENV]);
        assert_eq!(app().project.as_str(), DOTENV.trim_end_matches("/.env"));
    }
}
