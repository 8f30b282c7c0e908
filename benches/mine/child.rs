//! The cost of one program.
//!
//! In: a program with its arguments. Out: the CPU time of it and of what it started, the time until
//! it ended, and the most memory it held; and how it ended, when not well. Unix sums these over all
//! children of a process, so each program gets a process of its own that waits for it: this one,
//! started anew with [`MEASURE`].
//! Deliberately absent: what the program prints; it goes nowhere.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

/// The first argument of a process that only waits for the program in the arguments behind it.
pub(crate) const MEASURE: &str = "--measure-child";

/// What a run cost.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    /// CPU time, of the user and of the system.
    pub cpu: Duration,
    /// Time by the clock.
    pub wall: Duration,
    /// The most memory that it held, in KiB, with the parts of files that it had mapped.
    pub peak: u64,
    /// The most that was seen of memory that is no file's, in KiB; where the system tells, and for
    /// runs long enough to be looked at a few times.
    pub anonymous: Option<u64>,
    /// How it ended, when it did not end well.
    pub fault: Option<String>,
}

/// Runs a program under a process that does nothing but wait for it. `data` is the data folder, for
/// git-headway.
pub(crate) fn measure(
    program: &str,
    arguments: &[OsString],
    data: Option<&Path>,
) -> anyhow::Result<Cost> {
    let mut waiter = own_process()?;
    waiter.arg(MEASURE).arg(program).args(arguments);
    waiter.envs(data.map(|data| ("HEADWAY_DATA_DIR", data)));
    // Not the terminal: progress that is drawn costs, and not all who measure have one.
    let output = waiter.output().context("could not start a process")?;
    let says = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "could not measure `{program}`: {}", says.trim());
    let text = String::from_utf8_lossy(&output.stdout);
    let (numbers, fault) = text.split_once('\n').unwrap_or((&text, ""));
    let numbers: Vec<u64> = numbers.split(' ').filter_map(|word| word.parse().ok()).collect();
    let (&[cpu, wall, peak], rest) = numbers
        .split_first_chunk()
        .with_context(|| format!("could not read the figures of `{program}` from `{text}`"))?;
    let first = says.lines().next().unwrap_or_default();
    Ok(Cost {
        cpu: Duration::from_micros(cpu),
        wall: Duration::from_micros(wall),
        peak,
        anonymous: rest.first().copied(),
        fault: (!fault.is_empty()).then(|| format!("{} ({first})", fault.trim())),
    })
}

/// The other side of [`measure`]: runs the program and prints microseconds of CPU, microseconds by
/// the clock, KiB at the peak, and KiB of anonymous memory where they are known; on a second line how
/// the program ended, when it did not end well.
pub(crate) fn wait_for(mut arguments: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let program = arguments.next().context("no program to measure")?;
    let mut command = Command::new(&program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let mut child =
        command.spawn().with_context(|| format!("could not start {}", program.display()))?;
    let (stop, stopped) = channel();
    let process = child.id();
    let watcher = thread::spawn(move || watch(process, &stopped));
    let status = child.wait()?;
    let wall = start.elapsed();
    drop(stop);
    let anonymous = watcher.join().unwrap_or_default();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    // Linux counts memory in KiB, macOS in bytes.
    let unit = if cfg!(target_vendor = "apple") { 1024 } else { 1 };
    let cpu = micros(usage.user_time()) + micros(usage.system_time());
    let anonymous = anonymous.map_or_else(String::new, |kib| format!(" {kib}"));
    println!("{cpu} {} {}{anonymous}", wall.as_micros(), usage.max_rss() / unit);
    if !status.success() {
        println!("{status}");
    }
    Ok(())
}

/// How often a running program is asked for its memory.
const EVERY: Duration = Duration::from_millis(10);
/// Fewer answers say too little about the most.
const ENOUGH: usize = 10;

/// The most anonymous memory that a process was seen with until `stopped`.
fn watch(process: u32, stopped: &Receiver<()>) -> Option<u64> {
    let mut seen = Vec::new();
    watch_memory(process, stopped, |now| seen.push(now));
    seen.iter().copied().max().filter(|_| seen.len() >= ENOUGH)
}

/// Tells `each` how much anonymous memory a process has, again and again until `stopped`.
pub(crate) fn watch_memory(process: u32, stopped: &Receiver<()>, mut each: impl FnMut(u64)) {
    while stopped.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
        // A process that is ending has no memory any more, and may not be gone yet.
        let Some(now) = anonymous_memory(process) else { break };
        each(now);
    }
}

/// KiB of memory of a process that are no file's; only Linux tells.
fn anonymous_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// This program as a process of its own.
pub(crate) fn own_process() -> anyhow::Result<Command> {
    let this = std::env::current_exe().context("could not find this program")?;
    Ok(without_settings(Command::new(this)))
}

/// Keeps the settings of the person who measures from git: they would make figures that nobody else
/// gets.
pub(crate) fn without_settings(mut command: Command) -> Command {
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// CPU time of this process so far, all threads.
pub(crate) fn own_cpu() -> anyhow::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok(Duration::from_micros(micros(usage.user_time()) + micros(usage.system_time())))
}

fn micros(time: TimeVal) -> u64 {
    time.num_microseconds().unsigned_abs()
}
