//! What is told of this computer. The engine looks at nothing: whoever runs it told it what was found.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::net::Why;
use crate::engine::preflight::{CheckCode, Found, Terminal};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, PreflightCheck};

/// The screens want this much (README, "It needs a terminal of 80x24 or more").
const SMALLEST: (u16, u16) = (80, 24);

pub(super) fn checks(w: &World) -> Vec<PreflightCheck> {
    let machine = &w.machine;
    let found = |code, found: &Option<Found>| found.as_ref().map(|found| of_found(code, found));
    let terminal = machine.terminal.as_ref().map(terminal);
    // Once the server let us in, the key is as it should be.
    let key = found(CheckCode::KeyFile, &machine.key_file).filter(|_| w.site.server.manage);
    [found(CheckCode::StateDirectory, &machine.state_directory), key, terminal].into_iter().flatten().collect()
}

fn of_found(code: CheckCode, found: &Found) -> PreflightCheck {
    let result = found.fault.clone().map_or(CheckResult::Pass, CheckResult::Fail);
    PreflightCheck { code, step: StepId::Service, evidence: found.evidence.clone(), reads: Vec::new(), result }
}

/// Whatever it is, lines can be written to it: it only warns.
fn terminal(terminal: &Terminal) -> PreflightCheck {
    let (evidence, result) = match terminal {
        Terminal::None => (String::new(), CheckResult::Unknown(Why::NoneHere)),
        Terminal::Of { columns, rows, utf8, colours } => {
            let size = format!("{columns}x{rows}");
            let letters = if *utf8 { "UTF-8" } else { "-" };
            let (small_columns, small_rows) = (*columns < SMALLEST.0, *rows < SMALLEST.1);
            let result = if !utf8 {
                CheckResult::Warn(Fault::person(Code::TerminalNotUtf8, Remedy::SetUtf8, ""))
            } else if small_columns || small_rows {
                CheckResult::Warn(Fault::person(Code::TerminalSmall, Remedy::EnlargeTerminal, &size))
            } else {
                CheckResult::Pass
            };
            let colours = if *colours { "" } else { " NO_COLOR" };
            (format!("{size} {letters}{colours}"), result)
        }
    };
    PreflightCheck { code: CheckCode::Terminal, step: StepId::Service, evidence, reads: Vec::new(), result }
}
