//! The wizard: the guide as screens. Elm-like: [`update`] takes messages in and says what is to be done, [`view`] draws.
//!
//! Ops never run on the drawing thread: sessions are tasks, and what may take long is asked of the [`Backstage`] in tasks too.

pub mod backstage;
mod clipboard;
pub mod director;
mod keyboard;
mod mirror;
pub mod model;
pub mod msg;
mod paint;
mod prompter;
mod screens;
mod scribe;
mod terminal;
pub mod theme;
pub mod update;
pub mod view;
mod widgets;

use std::sync::Arc;
use std::time::Duration;

use ratatui::DefaultTerminal;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub use backstage::Backstage;
pub use keyboard::Keyboard;
pub use msg::Leave;
pub use terminal::Screen;

use crate::text::Words;
use director::Director;
use model::Model;
use msg::{Command, Msg};
use theme::Theme;

/// How often the time on the screen moves.
const TICK: Duration = Duration::from_millis(500);

/// Opens the wizard over this backstage and runs it until the person leaves. The language may be another when they do.
///
/// # Errors
/// When the terminal cannot be drawn on.
pub async fn run(
    backstage: Arc<dyn Backstage>,
    words: &mut Arc<Words>,
    screen: &mut Screen,
    keyboard: &mut Keyboard,
) -> std::io::Result<Leave> {
    let (inbox, mut messages) = unbounded_channel();
    let size = screen.terminal.size()?;
    let clock = backstage.clock();
    let mut model = Model::new(Arc::clone(words), backstage.place(), (size.width, size.height), clock.now());
    let mut director = Director::new(Arc::clone(&backstage), inbox.clone(), Arc::clone(words));
    director.carry_out(Command::Find);
    let mut tick = tokio::time::interval(TICK);
    let leave = loop {
        draw(&mut screen.terminal, &mut model, screen.theme)?;
        let first = tokio::select! {
            Some(msg) = messages.recv() => msg,
            Some(msg) = keyboard.next() => msg,
            _ = tick.tick() => Msg::Tick(clock.now()),
        };
        if let Some(leave) = take(&mut model, first, &mut messages, &mut director, words) {
            break leave;
        }
    };
    director.close().await;
    Ok(leave)
}

/// Takes in one message and all that wait behind it, before anything is drawn again.
fn take(
    model: &mut Model,
    first: Msg,
    messages: &mut UnboundedReceiver<Msg>,
    director: &mut Director,
    words: &mut Arc<Words>,
) -> Option<Leave> {
    let mut next = Some(first);
    while let Some(msg) = next {
        for command in update::update(model, msg) {
            match command {
                Command::Leave(leave) => return Some(leave),
                Command::Language(_) => {
                    words.clone_from(&model.words);
                    director.speak(Arc::clone(&model.words));
                }
                Command::Copy(text) => clipboard::copy(&text),
                command => director.carry_out(command),
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

/// Where messages go.
pub type Inbox = UnboundedSender<Msg>;
