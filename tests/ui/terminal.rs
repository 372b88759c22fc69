//! The program in a real terminal, by its keyboard alone.

use landfall::text::{Language, Words};
use landfall::ui::Screen;
use tempfile::TempDir;

use super::pty::Terminal;

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const ESC: &str = "\x1b";
const PASTE: &str = "\x16";
const BIN: &str = env!("CARGO_BIN_EXE_landfall");
/// In this test binary's child, below.
const PANICS: &str = "LANDFALL_TEST_PANICS";

/// Somebody at the keyboard, in their language.
struct Person {
    terminal: Terminal,
    words: Words,
    language: Language,
}

impl Person {
    fn opens(room: &TempDir, language: Language) -> Self {
        let args = ["practice", "--speed", "600", "--lang", language.tag()];
        let terminal = Terminal::open(BIN, &args, room.path(), &[]);
        Self { terminal, words: Words::new(language), language }
    }

    /// A letter, as it comes from the keyboard while the Korean layout is on.
    fn letter(&mut self, letter: &str) {
        let jamo = [("a", "ㅁ"), ("o", "ㅐ"), ("q", "ㅂ"), ("y", "ㅛ")];
        let typed = match self.language {
            Language::En => letter,
            Language::Ko => jamo.iter().find(|(latin, _)| *latin == letter).unwrap().1,
        };
        self.terminal.keys(typed);
    }

    fn see(&self, id: &str) {
        // The beginning of it: the rest may stand on the next line.
        let wanted: String = self.words.get(id).chars().take(12).collect();
        self.terminal.see(id, |text| text.contains(wanted.trim()));
    }

    /// Waits until this step's screen stands so.
    fn sees(&self, number: usize, step: &str, state: &str) {
        let name = self.words.get(&format!("step-{step}"));
        let title = if number > 0 { format!("{number} {name}") } else { name };
        let state = self.words.get(&format!("ui-state-{state}"));
        let wanted = |line: &str| line.trim_end_matches('▲').trim_end().ends_with(&state) && line.matches(&title).count() > 0;
        self.terminal.see(&format!("{title}: {state}"), |text| text.lines().any(wanted));
    }

    fn sees_row(&self, id: &str) {
        let row: String = self.words.get(id).chars().take(20).collect();
        self.terminal.see(id, |text| text.lines().any(|line| line.contains(&format!("▸ {}", row.trim()))));
    }

    /// Does the step whose button is under the cursor, answers one question, and goes on to the next screen.
    fn does(&mut self, number: usize, step: &str, asked: bool) {
        self.sees_row(&format!("ui-do-{step}"));
        self.terminal.keys(ENTER);
        if asked {
            self.answers();
        }
        self.goes_on(number, step);
    }

    fn answers(&mut self) {
        self.sees_row("ui-yes");
        self.letter("y");
    }

    fn goes_on(&mut self, number: usize, step: &str) {
        let next = if step == "live" { "ui-to-teardown" } else { "ui-next" };
        self.sees_row(next);
        assert!(self.terminal.text().contains(&format!("✔ {number} ")), "{}", self.terminal.text());
        self.terminal.keys(ENTER);
    }

    /// Copies the names that are shown and types them in at the registrar.
    fn hands_over(&mut self) {
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

    fn fills_the_form(&mut self) {
        self.sees_row("ui-start-new-practice");
        self.terminal.keys(ENTER);
        self.terminal.see("whose account", |text| text.contains("111122223333"));
        (0..8).for_each(|_| self.terminal.keys(DOWN));
        self.sees_row("ui-form-begin");
        self.terminal.keys(ENTER);
    }
}

/// From the start page to Live and through the teardown, killed and resized on the way.
fn walks(language: Language) {
    let room = TempDir::new().unwrap();
    let mut person = Person::opens(&room, language);
    person.fills_the_form();
    person.sees(1, "service", "to-do");
    person.does(1, "service", true);
    person.does(2, "domain", true);
    person.hands_over();
    person.goes_on(3, "nameservers");
    person.does(4, "address", true);
    person.sees_row("ui-do-certificate");
    person.terminal.keys(ENTER);
    person.sees(5, "certificate", "under-way");
    person.see("ui-certificate-requested");

    person.terminal.signal("KILL");
    drop(person);
    let mut person = Person::opens(&room, language);
    person.terminal.see("the site", |text| text.lines().any(|line| line.contains('▸') && line.contains("www.heestagram.com")));
    person.terminal.keys(ENTER);
    person.sees_row("ui-carry-on");
    person.sees(5, "certificate", "to-do");
    person.terminal.keys(ENTER);
    person.goes_on(5, "certificate");

    person.sees_row("ui-do-balancer");
    person.terminal.resize(60, 20);
    person.terminal.see("too small", |text| text.contains("60") && !text.contains('▸'));
    person.terminal.resize(120, 36);
    person.see("ui-why-balancer");
    person.terminal.resize(80, 24);
    person.does(6, "balancer", true);
    person.does(7, "live", false);

    person.terminal.see("the typed domain", |text| text.contains("▸ ") && text.contains("heestagram-LB") | text.contains("heestagram.com"));
    person.terminal.keys("heestagram.com");
    person.terminal.keys(ENTER);
    person.sees_row("ui-tear-down");
    person.terminal.keys(ENTER);
    person.hands_over();
    person.see("headless-done-down");
    person.letter("q");
    let Person { terminal, .. } = person;
    let (code, left) = terminal.ended();
    assert_eq!((code, left.taken), (0, false), "{}", left.text);
}

#[test]
fn from_start_to_live_and_back_by_keyboard_in_english() {
    walks(Language::En);
}

#[test]
fn from_start_to_live_and_back_by_keyboard_in_korean() {
    walks(Language::Ko);
}

/// Runs something in a shell in a terminal: whatever it does, the shell says how the terminal is set afterwards.
fn in_a_shell(room: &TempDir, program: &str, args: &[&str], env: &[(&str, &str)]) -> Terminal {
    let script = r#""$@"; code=$?; stty -a; echo "ended with $code""#;
    let mut all = vec!["-c", script, "sh", program];
    all.extend(args);
    Terminal::open("/bin/sh", &all, room.path(), env)
}

/// The shell's terminal echoes and edits lines again, on its own screen with a cursor.
fn given_back(terminal: Terminal, code: u32) {
    let (_, left) = terminal.ended();
    assert!(left.text.contains(&format!("ended with {code}")), "{}", left.text);
    let set = |flag: &str| left.text.split_whitespace().any(|word| word == flag);
    assert!(set("icanon") && set("echo") && set("isig") && !left.taken, "{}", left.text);
}

#[test]
fn ctrl_c_gives_the_terminal_back() {
    let room = TempDir::new().unwrap();
    let mut terminal = in_a_shell(&room, BIN, &["practice"], &[]);
    terminal.see("the start page", |text| text.contains('▸'));
    terminal.keys("\x03");
    given_back(terminal, 0);
}

#[test]
fn a_signal_gives_the_terminal_back() {
    let room = TempDir::new().unwrap();
    let mut terminal = Terminal::open(BIN, &["practice"], room.path(), &[]);
    terminal.see("the start page", |text| text.contains('▸'));
    terminal.signal("TERM");
    let (code, left) = terminal.ended();
    assert_eq!((code, left.taken), (143, false), "{}", left.text);
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_told_there() {
    let room = TempDir::new().unwrap();
    let myself = std::env::current_exe().unwrap();
    let args = ["--exact", "terminal::a_child_that_panics", "--nocapture", "--test-threads=1"];
    let terminal = in_a_shell(&room, myself.to_str().unwrap(), &args, &[(PANICS, "1")]);
    terminal.see("the panic", |text| text.contains("on purpose"));
    given_back(terminal, 101);
}

/// Does nothing but in the process that the test above begins.
#[test]
fn a_child_that_panics() {
    if std::env::var_os(PANICS).is_some() {
        let _screen = Screen::take(true).unwrap();
        panic!("on purpose");
    }
}

#[test]
fn what_is_pasted_arrives_in_one_piece_and_a_site_is_carried_on_where_it_was_left() {
    let room = TempDir::new().unwrap();
    let mut person = Person::opens(&room, Language::Ko);
    person.sees_row("ui-start-new-practice");
    person.terminal.keys(ENTER);
    person.terminal.see("whose account", |text| text.contains("111122223333"));
    (0..5).for_each(|_| person.terminal.keys(DOWN));
    person.terminal.keys("\x15");
    // A Mac's clipboard gives Hangul as separate letters, and a line break that must press nothing.
    person.terminal.keys("\x1b[200~\u{1112}\u{1161}\u{11ab}국.com\n\x1b[201~");
    person.terminal.see("the domain", |text| text.lines().any(|line| line.contains("▸") && line.contains("한국.com")));
    person.terminal.keys("\x03");
    assert_eq!(person.terminal.ended().0, 0);

    let mut person = Person::opens(&room, Language::En);
    person.terminal.see("the start page", |text| text.contains('▸'));
    person.terminal.keys(ENTER);
    person.terminal.see("what was typed", |text| text.contains("한국.com") || text.contains("xn--"));
    person.terminal.keys("\x03");
    let (code, left) = person.terminal.ended();
    assert_eq!((code, left.taken), (0, false), "{}", left.text);
}
