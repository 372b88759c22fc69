//! What only the person can decide, with all that is needed to decide it.

use crate::engine::op::cloud::ConsoleSays;
use crate::engine::question::Question;
use crate::ui::model::Row;
use crate::ui::paint::Paint;
use crate::ui::widgets::{bill, rows};

/// The questions of this screen.
pub fn fill(paint: &mut Paint) {
    let asks: Vec<(usize, Question)> =
        paint.page.asks().filter(|(_, q)| !matches!(q, Question::Pause(_))).map(|(place, q)| (place, q.clone())).collect();
    for (place, question) in asks {
        paint.sheet.gap();
        let theme = paint.theme;
        paint.sheet.marked("? ", theme.busy, &paint.words.question(&question), theme.strong);
        details(paint, &question);
        answers(paint, place, &question);
    }
}

fn details(paint: &mut Paint, question: &Question) {
    match question {
        Question::Costs(costs) => bill::fill(paint, costs),
        Question::StartServer { bill, .. } => bill::fill(paint, bill),
        Question::DeleteLeftover { bill, .. } if !bill.lines.is_empty() => bill::fill(paint, bill),
        Question::ReplaceUnit { diff, .. } | Question::Settings { diff, .. } => paint.sheet.diff(diff),
        Question::Nginx { change, .. } => paint.sheet.diff(&change.diff),
        Question::HostKey { check, .. } => host_key(paint, question, check.says),
        Question::SideDoor { .. } => paint.words.side_door(question).iter().for_each(|told| paint.note(told)),
        Question::ReopenDoor { .. } => paint.words.reopened(question).iter().for_each(|told| paint.note(told)),
        Question::OwnGroup(offer) => paint.words.own_group(offer).iter().for_each(|told| paint.note(told)),
        Question::LeadsToBalancer(sets) => sets.iter().for_each(|set| paint.note(&set.label())),
        Question::Variable { odd: Some(dotenv), .. } => paint.note(&paint.words.odd_dotenv(dotenv)),
        Question::RequestAnew { reason, .. } if !reason.is_empty() => {
            paint.words.acm_reason_whole(reason).iter().for_each(|told| paint.note(told));
        }
        _ => {}
    }
}

/// What EC2's console says of the key: the very same, another, or nothing.
fn host_key(paint: &mut Paint, question: &Question, says: ConsoleSays) {
    let Some([said, then]) = paint.words.host_key_check(question) else { return };
    let theme = paint.theme;
    match says {
        ConsoleSays::Same => paint.good(&said),
        ConsoleSays::Another => paint.sheet.marked("✖ ", theme.bad, &said, theme.bad),
        ConsoleSays::OtherKinds
        | ConsoleSays::NotKept
        | ConsoleSays::NoKeys
        | ConsoleSays::NotInEc2
        | ConsoleSays::NotAllowed
        | ConsoleSays::NotRead => paint.sheet.marked("○ ", theme.dim, &said, theme.plain),
    }
    paint.note(&then.replace('\n', " "));
}

fn answers(paint: &mut Paint, place: usize, question: &Question) {
    paint.sheet.gap();
    // What is deleted for good is typed, in a row of its own.
    let count = if matches!(question, Question::DeleteLeftover { .. }) { 1 } else { question.choices().len() };
    for n in 0..count {
        let row = Row::Answer(place, n);
        let text = label(paint, question, n).unwrap_or_else(|| paint.words.get("ui-yes"));
        let key = if count > 1 { (n + 1).to_string() } else { row.shown_key() };
        rows::line(paint, row, &text, &key);
    }
}

/// What one of several answers stands for.
fn label(paint: &Paint, question: &Question, n: usize) -> Option<String> {
    let words = paint.words;
    Some(match question {
        Question::Instance(_, all) if all.len() > 1 => {
            let i = all.get(n)?;
            let address = i.public_address.map(|a| a.to_string()).unwrap_or_default();
            format!("{}  {}  {address}", i.id, i.name)
        }
        Question::Project(_, all) if all.len() > 1 => return words.candidates(all).into_iter().nth(n),
        Question::AdoptZone { zones, delegated } => {
            let zone = zones.get(n)?;
            let records = words.with("headless-records", &[("count", &zone.record_count)]);
            let here = if delegated.as_ref() == Some(&zone.id) { words.get("ui-delegated") } else { String::new() };
            format!("{}  {records}  {here}", zone.id)
        }
        Question::DeleteLeftover { .. }
        | Question::UnknownPrior(_)
        | Question::AdoptCertificate(_)
        | Question::LeadsToBalancer(_)
        | Question::SideDoor { .. }
        | Question::OwnGroup(_)
        | Question::HostKey { .. }
        | Question::Variable { .. } => {
            return words.answers(question).into_iter().nth(n);
        }
        _ => return None,
    })
}
