//! A real terminal: a pty with the program on one side, and an emulator on the other.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The longest that anything may take to be seen: practice runs 600 times as fast as life.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the emulator shows, and whether the program still writes.
struct Shown {
    parser: vt100::Parser,
    open: bool,
}

/// A terminal with a program in it.
pub struct Terminal {
    shown: Arc<(Mutex<Shown>, Condvar)>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    reader: Option<JoinHandle<()>>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn some(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Terminal {
    /// Runs a program in a terminal of 80x24, in this directory, which is its home too.
    pub fn open(program: &str, args: &[&str], room: &Path, env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", "xterm-256color");
        command.env("HOME", room);
        command.env("LANDFALL_STATE_DIR", room.join("state"));
        env.iter().for_each(|(key, value)| command.env(key, value));
        command.cwd(room);
        let child = pair.slave.spawn_command(command).unwrap();
        let shown = Arc::new((Mutex::new(Shown { parser: vt100::Parser::new(some(24), some(80), 0), open: true }), Condvar::new()));
        let (mut output, to) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&shown));
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                to.0.lock().unwrap().parser.process(&bytes[..count]);
                to.1.notify_all();
            }
            to.0.lock().unwrap().open = false;
            to.1.notify_all();
        });
        let writer = pair.master.take_writer().unwrap();
        Self { shown, master: Some(pair.master), writer: Some(writer), child, reader: Some(reader) }
    }

    pub fn text(&self) -> String {
        self.shown.0.lock().unwrap().parser.screen().contents()
    }

    /// Waits until what is shown is as wanted.
    pub fn see(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut shown = self.shown.0.lock().unwrap();
        loop {
            let text = shown.parser.screen().contents();
            if wanted(&text) {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || !shown.open {
                drop(shown);
                panic!("never seen: {what}\n{text}");
            }
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    pub fn keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.shown.0.lock().unwrap().parser.set_size(some(rows), some(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    pub fn signal(&mut self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits for the program's end: its exit code, and the screen that it leaves behind.
    pub fn ended(mut self) -> (u32, Left) {
        let code = self.child.wait().unwrap().exit_code();
        let deadline = Instant::now() + PATIENCE;
        let mut shown = self.shown.0.lock().unwrap();
        while shown.open {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the program has ended, and somebody still writes");
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
        let screen = shown.parser.screen();
        let left = Left { text: screen.contents(), taken: screen.alternate_screen() || screen.hide_cursor() || screen.bracketed_paste() };
        (code, left)
    }
}

/// What a program leaves behind.
pub struct Left {
    pub text: String,
    /// The terminal was not given back.
    pub taken: bool,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.writer = None;
        self.master = None;
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}
