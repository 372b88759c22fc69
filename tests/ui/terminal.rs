//! The program in a real terminal, by its keyboard alone.

use landfall::text::Language;
use landfall::ui::Screen;
use tempfile::TempDir;

use super::person::{DOWN, ENTER, Person};
use super::pty::Terminal;

const BIN: &str = env!("CARGO_BIN_EXE_landfall");
/// In this test binary's child, below.
const PANICS: &str = "LANDFALL_TEST_PANICS";

/// Somebody who opens practice here.
fn opens(room: &TempDir, language: Language) -> Person {
    let args = ["practice", "--speed", "600", "--lang", language.tag()];
    Person::at(Terminal::open(BIN, &args, room.path(), &[]), language)
}

/// From the start page to Live and through the teardown, killed and resized on the way.
fn walks(language: Language) {
    let room = TempDir::new().unwrap();
    let mut person = opens(&room, language);
    person.fills_the_form();
    person.starts();
    person.sees(1, "service", "to-do");
    person.serves();
    person.does(2, "domain", true);
    person.hands_over();
    person.goes_on(3, "nameservers");
    person.does(4, "address", true);
    person.sees_row("ui-do-certificate");
    person.terminal.keys(ENTER);
    person.sees(5, "certificate", "under-way");
    person.see("stage-issued");

    person.terminal.signal("KILL");
    drop(person);
    let mut person = opens(&room, language);
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

    person.takes_down("heestagram.com");
    person.hands_over();
    person.see("headless-done-down");
    let (code, left) = person.leaves();
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

/// The log is opened by its key on the Korean layout, at the cause, and left by another: the screen is the one before, and the program ends.
#[test]
fn a_log_is_read_and_left() {
    let room = TempDir::new().unwrap();
    let args = ["practice", "--world", "gunicorn-crashes", "--speed", "600", "--lang", "ko"];
    let mut person = Person::at(Terminal::open(BIN, &args, room.path(), &[]), Language::Ko);
    person.fills_the_form();
    person.starts();
    person.sees_row("ui-do-meet");
    person.terminal.keys(ENTER);
    person.answers();
    person.sees_row("ui-do-service");
    person.terminal.keys(ENTER);
    person.sees_row("ui-retry");
    person.terminal.keys("ㅣ");
    person.terminal.see("the cause", |text| text.lines().any(|line| line.starts_with("✖ ModuleNotFoundError: ")));
    person.terminal.keys("ㄹ");
    person.see("ui-log-follows");
    person.terminal.keys("ㅂ");
    person.sees_row("ui-retry");
    let (code, left) = person.leaves();
    assert_eq!((code, left.taken), (0, false), "{}", left.text);
}

#[test]
fn what_is_pasted_arrives_in_one_piece_and_a_site_is_carried_on_where_it_was_left() {
    let room = TempDir::new().unwrap();
    let mut person = opens(&room, Language::Ko);
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

    let mut person = opens(&room, Language::En);
    person.terminal.see("the start page", |text| text.contains('▸'));
    person.terminal.keys(ENTER);
    person.terminal.see("what was typed", |text| text.contains("한국.com") || text.contains("xn--"));
    person.terminal.keys("\x03");
    let (code, left) = person.terminal.ended();
    assert_eq!((code, left.taken), (0, false), "{}", left.text);
}
