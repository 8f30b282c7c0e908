//! The cost of one program.
//!
//! In: a program with its arguments. Out: the CPU time of it and of what it started, the time until
//! it ended, and the most memory it held. Unix sums these over all children of a process, so each
//! program gets a process of its own that waits for it: this one, started anew with [`MEASURE`].
//! Deliberately absent: what the program prints; it goes nowhere.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

/// The first argument of a process that only waits for the program in the arguments behind it.
pub(crate) const MEASURE: &str = "--measure-child";

/// What a run cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// CPU time, of the user and of the system.
    pub cpu: Duration,
    /// Time by the clock.
    pub wall: Duration,
    /// The most memory that it held, in KiB.
    pub peak: u64,
}

/// Runs a program under a process that does nothing but wait for it. `data` is the data folder, for
/// git-headway.
pub(crate) fn measure(
    program: &str,
    arguments: &[OsString],
    data: Option<&Path>,
) -> anyhow::Result<Cost> {
    let this = std::env::current_exe().context("could not find this program")?;
    let mut waiter = Command::new(this);
    waiter.arg(MEASURE).arg(program).args(arguments);
    // Settings of the person who measures would make figures that nobody else gets.
    waiter.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    waiter.envs(data.map(|data| ("HEADWAY_DATA_DIR", data)));
    let output = waiter.stderr(Stdio::inherit()).output().context("could not start a process")?;
    anyhow::ensure!(output.status.success(), "`{program}` failed");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [cpu, wall, peak] = numbers[..] else { anyhow::bail!("could not read `{text}`") };
    Ok(Cost { cpu: Duration::from_micros(cpu), wall: Duration::from_micros(wall), peak })
}

/// The other side of [`measure`]: runs the program and prints microseconds of CPU, microseconds by
/// the clock, and KiB.
pub(crate) fn wait_for(mut arguments: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let program = arguments.next().context("no program to measure")?;
    let start = Instant::now();
    let mut child = Command::new(&program);
    child.args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    let status =
        child.status().with_context(|| format!("could not start {}", program.display()))?;
    let wall = start.elapsed();
    anyhow::ensure!(status.success(), "{} ended with {status}", program.display());
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    // Linux counts memory in KiB, macOS in bytes.
    let unit = if cfg!(target_vendor = "apple") { 1024 } else { 1 };
    let cpu = micros(usage.user_time()) + micros(usage.system_time());
    println!("{cpu} {} {}", wall.as_micros(), usage.max_rss() / unit);
    Ok(())
}

/// CPU time of this process so far, all threads.
pub(crate) fn own_cpu() -> anyhow::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok(Duration::from_micros(micros(usage.user_time()) + micros(usage.system_time())))
}

fn micros(time: TimeVal) -> u64 {
    time.num_microseconds().unsigned_abs()
}
