//! The wizard in the terminal, over life or over a practice world, and from one to the other.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::args::{Common, Practice};
use crate::cli::practice::{self, Stand};
use crate::cli::refusal::Refusal;
use crate::cli::workspace::{PracticeWorkspace, RealWorkspace};
use crate::headless::Exit;
use crate::practice::Speed;
use crate::text::Words;
use crate::ui::{self, Keyboard, Leave, Screen, Workspace};

/// A clock that jumps has nothing to jump to while a person thinks: this is the fastest that one can follow.
const FASTEST: Speed = Speed::Times(600);

/// `landfall`.
pub(super) async fn in_life(common: &Common, words: &Arc<Words>) -> ExitCode {
    if !terminal() {
        eprintln!("landfall: {}", words.get("wizard-how"));
        return ExitCode::from(Exit::Usage as u8);
    }
    let usual = Practice { world: crate::practice::USUAL.to_owned(), speed: Speed::Times(60), reset: false, listen: None, command: vec![] };
    open(true, common, &usual, words).await
}

/// `landfall practice`.
pub(super) async fn in_practice(asked: &Practice, words: &Arc<Words>) -> ExitCode {
    open(false, &Common::default(), asked, words).await
}

/// Whether there is a terminal to draw on and to read keys from.
pub(super) fn terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

async fn open(mut life: bool, common: &Common, asked: &Practice, words: &Arc<Words>) -> ExitCode {
    let mut words = Arc::clone(words);
    let mut screen: Option<Screen> = None;
    let mut keyboard: Option<Keyboard> = None;
    loop {
        // Whatever is refused before the screens open is told as plain lines.
        let workspace = match workspace(life, common, asked).await {
            Ok(workspace) => workspace,
            Err(refusal) => {
                drop(screen);
                return refusal.report(&words, false);
            }
        };
        let taken = match &mut screen {
            Some(taken) => taken,
            None => match Screen::take(std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())) {
                Ok(taken) => screen.insert(taken),
                Err(error) => {
                    eprintln!("landfall: {error}");
                    return ExitCode::from(Exit::Failed as u8);
                }
            },
        };
        let keyboard = keyboard.get_or_insert_with(Keyboard::new);
        match ui::run(workspace, &mut words, taken, keyboard).await {
            Ok(Leave::Elsewhere) => life = !life,
            Ok(Leave::Quit) => return ExitCode::SUCCESS,
            Ok(Leave::Stopped) => return ExitCode::from(143),
            Err(error) => {
                drop(screen);
                eprintln!("landfall: {error}");
                return ExitCode::from(Exit::Failed as u8);
            }
        }
    }
}

async fn workspace(life: bool, common: &Common, asked: &Practice) -> Result<Arc<dyn Workspace>, Refusal> {
    if life {
        return Ok(Arc::new(RealWorkspace::new(common)?));
    }
    let asked = Practice { speed: if asked.speed == Speed::Instant { FASTEST } else { asked.speed }, ..asked.clone() };
    let Stand { world, stage, dir } = practice::stand(&asked, true)?;
    let serving = practice::listen(asked.listen, &stage).await?;
    Ok(Arc::new(PracticeWorkspace::new(world, stage, dir).serving(serving)))
}
