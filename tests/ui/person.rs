//! Somebody at the keyboard, who reads the screen and presses what it says.

use landfall::text::{Language, Words};

use super::pty::{Left, Terminal};

pub const ENTER: &str = "\r";
pub const DOWN: &str = "\x1b[B";
const ESC: &str = "\x1b";
pub const PASTE: &str = "\x16";

/// Somebody at the keyboard, in their language.
pub struct Person {
    pub terminal: Terminal,
    pub words: Words,
    language: Language,
}

impl Person {
    pub fn at(terminal: Terminal, language: Language) -> Self {
        Self { terminal, words: Words::new(language), language }
    }

    /// A letter, as it comes from the keyboard while the Korean layout is on.
    pub fn letter(&mut self, letter: &str) {
        let jamo = [("a", "ㅁ"), ("n", "ㅜ"), ("o", "ㅐ"), ("q", "ㅂ"), ("y", "ㅛ")];
        let typed = match self.language {
            Language::En => letter,
            Language::Ko => jamo.iter().find(|(latin, _)| *latin == letter).unwrap().1,
        };
        self.terminal.keys(typed);
    }

    pub fn see(&self, id: &str) {
        // The beginning of it: the rest may stand on the next line.
        let wanted: String = self.words.get(id).chars().take(12).collect();
        self.terminal.see(id, |text| text.contains(wanted.trim()));
    }

    /// Waits until this step's screen stands so.
    pub fn sees(&self, number: usize, step: &str, state: &str) {
        let name = self.words.get(&format!("step-{step}"));
        let title = if number > 0 { format!("{number} {name}") } else { name };
        let state = self.words.get(&format!("ui-state-{state}"));
        let wanted = |line: &str| line.trim_end_matches('▲').trim_end().ends_with(&state) && line.matches(&title).count() > 0;
        self.terminal.see(&format!("{title}: {state}"), |text| text.lines().any(wanted));
    }

    pub fn sees_row(&self, id: &str) {
        let row: String = self.words.get(id).chars().take(20).collect();
        self.terminal.see(id, |text| text.lines().any(|line| line.contains(&format!("▸ {}", row.trim()))));
    }

    /// Does the step whose button is under the cursor, answers one question, and goes on to the next screen.
    pub fn does(&mut self, number: usize, step: &str, asked: bool) {
        self.sees_row(&format!("ui-do-{step}"));
        self.terminal.keys(ENTER);
        if asked {
            self.answers();
        }
        self.goes_on(number, step);
    }

    /// Meets the server, reads what was found there, and has the service file written.
    pub fn serves(&mut self) {
        self.sees_row("ui-do-meet");
        self.terminal.keys(ENTER);
        self.answers();
        self.does(1, "service", false);
    }

    /// From the checks, where a new site opens, on to the first step. On a busy machine a look may have been given up, and the cursor
    /// then offers to make it again: the letter goes on all the same.
    pub fn starts(&mut self) {
        let step = self.words.get("step-service");
        let row: String = self.words.with("ui-go-on", &[("number", &1), ("step", &step)]).chars().take(20).collect();
        self.terminal.see("ui-go-on", |text| text.lines().any(|line| line.contains(row.trim())));
        self.letter("n");
    }

    /// Says yes by its letter; where that only put the bar on the row, and it says so, by Enter.
    pub fn answers(&mut self) {
        let yes = self.words.get("ui-yes");
        let asks = |text: &str| text.lines().any(|line| line.contains(&yes) && line.trim_end().ends_with(" y"));
        self.terminal.see("ui-yes", asks);
        self.letter("y");
        let [again, alone] = ["ui-letter-again", "ui-enter-alone"].map(|id| self.words.with(id, &[("key", &"y")]));
        let said = |text: &str| [&again, &alone].iter().any(|notice| text.contains(notice.as_str()));
        self.terminal.see("taken, or pointed at", |text| said(text) || !asks(text));
        if said(&self.terminal.text()) {
            self.terminal.keys(ENTER);
        }
    }

    pub fn goes_on(&mut self, number: usize, step: &str) {
        if step == "live" {
            // The bar stands on a new look, not on the way to the teardown.
            self.sees_row("ui-look-again");
            return self.letter("n");
        }
        self.sees_row("ui-next");
        assert!(self.terminal.text().contains(&format!("✔ {number} ")), "{}", self.terminal.text());
        self.terminal.keys(ENTER);
    }

    /// Copies the names that are shown and types them in at the registrar.
    pub fn hands_over(&mut self) {
        self.sees_row("ui-open-registrar");
        self.letter("a");
        self.terminal.see("copied", |text| text.contains("awsdns") || text.contains("gabia"));
        self.letter("o");
        self.see("ui-registrar-why");
        let first = self.words.with("ui-registrar-field", &[("number", &1)]);
        self.terminal.see("the form", |text| text.lines().any(|line| line.contains(&first) && line.contains('.')));
        self.terminal.keys(PASTE);
        self.terminal.keys(DOWN);
        self.terminal.keys(DOWN);
        self.sees_row("ui-registrar-apply");
        self.terminal.keys(ENTER);
        self.see("ui-registrar-taken");
        self.terminal.keys(ESC);
    }

    pub fn fills_the_form(&mut self) {
        self.sees_row("ui-start-new-practice");
        self.terminal.keys(ENTER);
        self.terminal.see("whose account", |text| text.contains("111122223333"));
        (0..8).for_each(|_| self.terminal.keys(DOWN));
        self.sees_row("ui-form-begin");
        self.terminal.keys(ENTER);
    }

    /// Types the domain on the teardown's screen, and has all taken down.
    pub fn takes_down(&mut self, domain: &str) {
        self.see("ui-type-domain");
        self.terminal.keys(domain);
        self.terminal.keys(ENTER);
        self.sees_row("ui-tear-down");
        self.terminal.keys(ENTER);
    }

    /// Quits: the exit code, and how the terminal is left.
    pub fn leaves(mut self) -> (u32, Left) {
        self.letter("q");
        self.terminal.ended()
    }
}
