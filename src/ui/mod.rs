//! The wizard: the guide as screens. Elm-like: [`update`] takes messages in and gives commands out, [`view`] draws the model.
//!
//! Floors, each using only those below it: `view -> screens -> widgets -> paint -> model -> msg, command -> workspace`; [`update`]
//! stands on `model`; [`runtime`] carries commands out and knows no model. Ops never run on the drawing thread: sessions are tasks,
//! and what may take long is asked of the [`Workspace`] in tasks too.

mod clipboard;
pub mod command;
mod keyboard;
pub mod model;
pub mod msg;
mod paint;
pub mod runtime;
mod screens;
mod terminal;
pub mod theme;
pub mod update;
pub mod view;
mod widgets;
pub mod workspace;

use std::sync::Arc;
use std::time::Duration;

use ratatui::DefaultTerminal;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

pub use command::Leave;
pub use keyboard::Keyboard;
pub use terminal::{Screen, terminal_size};
pub use workspace::Workspace;

use crate::text::Words;
use command::{Command, FileCommand, TerminalCommand};
use model::Model;
use msg::Msg;
use runtime::Runtime;
use theme::Theme;

/// How often the time on the screen moves.
const TICK: Duration = Duration::from_millis(500);

/// Opens the wizard over this workspace and runs it until the person leaves. The language may be another when they do.
///
/// # Errors
/// When the terminal cannot be drawn on.
pub async fn run(
    workspace: Arc<dyn Workspace>,
    words: &mut Arc<Words>,
    screen: &mut Screen,
    keyboard: &mut Keyboard,
) -> std::io::Result<Leave> {
    let (inbox, mut messages) = unbounded_channel();
    let size = screen.terminal.size()?;
    let clock = workspace.clock();
    let mut model = Model::new(Arc::clone(words), workspace.place(), (size.width, size.height), clock.now());
    let mut runtime = Runtime::new(Arc::clone(&workspace), inbox.clone(), Arc::clone(words));
    runtime.file(FileCommand::Find);
    let mut tick = tokio::time::interval(TICK);
    let leave = loop {
        draw(&mut screen.terminal, &mut model, screen.theme)?;
        let first = tokio::select! {
            Some(msg) = messages.recv() => msg,
            Some(msg) = keyboard.next() => msg,
            _ = tick.tick() => Msg::Tick(clock.now()),
        };
        if let Some(leave) = take(&mut model, first, &mut messages, &mut runtime, words) {
            break leave;
        }
    };
    runtime.close().await;
    Ok(leave)
}

/// Takes in one message and all that wait behind it, before anything is drawn again.
fn take(
    model: &mut Model,
    first: Msg,
    messages: &mut UnboundedReceiver<Msg>,
    runtime: &mut Runtime,
    words: &mut Arc<Words>,
) -> Option<Leave> {
    let mut next = Some(first);
    while let Some(msg) = next {
        for command in update::update(model, msg) {
            match command {
                Command::Session(command) => runtime.session(command),
                Command::File(command) => runtime.file(command),
                Command::Outside(command) => runtime.outside(command),
                Command::Log(command) => runtime.log(command),
                Command::Terminal(TerminalCommand::Copy(text)) => clipboard::copy(&text),
                Command::Terminal(TerminalCommand::Language(_)) => {
                    words.clone_from(&model.words);
                    runtime.speak(Arc::clone(&model.words));
                }
                Command::Leave(leave) => return Some(leave),
            }
        }
        next = messages.try_recv().ok();
    }
    None
}

/// Draws when what is shown has changed, and not else.
fn draw(terminal: &mut DefaultTerminal, model: &mut Model, theme: Theme) -> std::io::Result<()> {
    if std::mem::take(&mut model.dirty) {
        terminal.draw(|frame| view::draw(frame, model, theme))?;
    }
    Ok(())
}
