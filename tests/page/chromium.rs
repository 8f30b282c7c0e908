//! A browser without a window, led by its debugging pipe.
//!
//! In: a file to open, how wide, in which colours and on which medium. Out: what scripts of the tests say of
//! the page, what the browser complained of, every request, the pages as they would be printed.
//! Deliberately absent: a port; the browser is spoken to over two pipes, and reaches no host.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::TestEnv;

/// The names under which it is installed.
const PROGRAMS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// No answer takes as long; a busy machine is meant to stay below.
const PATIENCE: Duration = Duration::from_secs(90);

const SWITCHES: [&str; 15] = [
    "--headless",
    // It is asked to show what this program wrote, and containers seldom let it have a sandbox.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    // As on a phone, where they take no room.
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules='MAP * ~NOTFOUND'",
    "--remote-debugging-pipe",
];

/// Where a browser is; `None`, said on stderr, where there is none and nobody insists.
pub(crate) fn find() -> Option<PathBuf> {
    let variable = |name: &str| std::env::vars_os().find(|(key, _)| key == name);
    let path = variable("PATH").map(|(_, path)| path).unwrap_or_default();
    let found = std::env::split_paths(&path)
        .flat_map(|folder| PROGRAMS.map(|program| folder.join(program)))
        .find(|program| program.is_file());
    if found.is_none() {
        assert!(
            variable("HEADWAY_NEEDS_BROWSER").is_none(),
            "HEADWAY_NEEDS_BROWSER is set and there is none of {PROGRAMS:?}"
        );
        // Past the capture of tests, which shows what one says only when it fails.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: pages are looked at in a browser, and there is none of {PROGRAMS:?}"
        );
    }
    found
}

/// A browser with one page; killed with all its processes when dropped.
pub(crate) struct Browser {
    process: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    log: PathBuf,
    session: Option<String>,
    page: String,
    number: u64,
    events: VecDeque<Value>,
}

impl Browser {
    pub(crate) fn start(program: &Path, env: &TestEnv) -> Self {
        let log = env.root().join("browser.log");
        // The pipe is expected at 3 and 4, where only a shell can put it.
        let line = format!(
            "exec \"$1\" {} \"--user-data-dir=$2\" about:blank 3<&0 4>&1 </dev/null >&2",
            SWITCHES.join(" ")
        );
        let mut command = env.command("sh", env.root());
        command.args(["-c", &line, "sh"]).arg(program).arg(env.root().join("browser"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        let mut process = command.process_group(0).spawn().unwrap();
        let to = process.stdin.take().unwrap();
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let (sender, from) = channel();
        // Ends when the browser does, or with the first answer after this was dropped.
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while answers.read_until(0, &mut message).is_ok_and(|read| read > 0) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { break };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        let events = VecDeque::new();
        let mut browser =
            Self { process, to, from, log, session: None, page: String::new(), number: 0, events };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        // As if its window were the one that a person looks at: else no key goes to the page.
        browser.call("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        browser
    }

    /// The next message, until a moment.
    fn receive(&self, until: Instant, why: &str) -> Value {
        let left = until.saturating_duration_since(Instant::now());
        self.from.recv_timeout(left).unwrap_or_else(|error| {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            panic!("no answer from the browser to {why}: {error}\n{log}")
        })
    }

    /// Asks, and waits for the answer. One question is under way at a time, and none fills a pipe.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        assert!(bytes.len() < 60_000, "{method} is {} bytes long", bytes.len());
        if let Err(error) = self.to.write_all(&bytes) {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            panic!("the browser has gone before {method}: {error}\n{log}");
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let mut answer = self.receive(until, method);
            if answer["id"] == self.number {
                assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.events.push_back(answer);
        }
    }

    /// Opens a page and waits until it stands.
    pub(crate) fn open(&mut self, file: &Path) {
        self.page = format!("file://{}", file.display());
        let url = json!({ "url": self.page });
        let opened = self.call("Page.navigate", &url);
        assert!(opened.get("errorText").is_none(), "{}", opened["errorText"]);
        let until = Instant::now() + PATIENCE;
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.receive(until, "the page to load");
            self.events.push_back(event);
        }
        self.evaluate("document.fonts.ready.then(() => '')");
    }

    /// What the browser complained of since it was started, and what it asked for beyond the document.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        for event in &self.events {
            let said = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Log.entryAdded" => complaints.push(said["entry"]["text"].to_string()),
                "Runtime.exceptionThrown" => complaints.push(said["exceptionDetails"].to_string()),
                "Runtime.consoleAPICalled" => complaints.push(said["args"].to_string()),
                "Network.requestWillBeSent" if said["request"]["url"] != self.page.as_str() => {
                    complaints.push(format!("asks for {}", said["request"]["url"]));
                }
                _ => {}
            }
        }
        complaints
    }

    /// The value of an expression in the page; of a promise, what it comes to.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let how = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.call("Runtime.evaluate", &how);
        assert!(answer.get("exceptionDetails").is_none(), "{}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// A window of so many CSS pixels, as on a screen of that size.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
        });
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// `screen` or `print`, `light` or `dark`.
    pub(crate) fn medium(&mut self, medium: &str, colours: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": colours }]);
        self.call("Emulation.setEmulatedMedia", &json!({ "media": medium, "features": features }));
    }

    /// The colours of a system that lets no page have its own, on a light or a dark ground.
    pub(crate) fn force_colours(&mut self, colours: &str) {
        let features = json!([
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-color-scheme", "value": colours },
        ]);
        self.call(
            "Emulation.setEmulatedMedia",
            &json!({ "media": "screen", "features": features }),
        );
    }

    /// Presses the tab key, as a person does.
    pub(crate) fn press_tab(&mut self) {
        for sort in ["rawKeyDown", "keyUp"] {
            let key = json!({
                "type": sort, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9
            });
            self.call("Input.dispatchKeyEvent", &key);
        }
    }

    /// The PDF on paper of so many inches.
    pub(crate) fn print(&mut self, width: f64, height: f64) -> Vec<u8> {
        let paper = json!({ "paperWidth": width, "paperHeight": height, "printBackground": true });
        let printed = self.call("Page.printToPDF", &paper);
        from_base64(printed["data"].as_str().unwrap())
    }

    /// A picture of the whole page, as PNG.
    pub(crate) fn picture(&mut self) -> Vec<u8> {
        let whole = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.call("Page.captureScreenshot", &whole);
        from_base64(picture["data"].as_str().unwrap())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let group = i32::try_from(self.process.id()).ok().and_then(rustix::process::Pid::from_raw);
        if let Some(group) = group {
            // It fails only where nothing of it is left.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.process.wait();
    }
}

/// Bytes from base64 with padding.
fn from_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for letter in text.bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    bytes
}
