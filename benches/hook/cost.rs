//! The cost of one git command with all that it starts.
//!
//! In: the command. Out: its CPU time and its time by the clock, and what it left on the terminal, where it had
//! one. Unix sums the CPU time over all children that were waited for, so nothing else may be started meanwhile.
//! Deliberately absent: memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

use super::figures::spread;
use super::screen::Screen;

/// What a command cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// CPU time, of the user and of the system, in milliseconds.
    pub cpu: f64,
    /// Time by the clock, in milliseconds.
    pub wall: f64,
}

/// Runs a command on a terminal, or where nobody reads. Returns what stood on the terminal.
pub(crate) fn measure(mut command: Command, on_terminal: bool) -> anyhow::Result<(Cost, String)> {
    command.stdin(Stdio::null());
    let (cpu, start) = (children_cpu()?, Instant::now());
    let (shown, status) = if on_terminal {
        let screen = Screen::new(40, 120);
        command.stdout(screen.open()).stderr(screen.open());
        screen.run(command)
    } else {
        let output = command.output()?;
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status)
    };
    let (cpu, wall) = (children_cpu()?.saturating_sub(cpu), start.elapsed());
    anyhow::ensure!(status.success(), "git ended with {status}: {}", shown.trim());
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    Ok((Cost { cpu: milliseconds(cpu), wall: milliseconds(wall) }, shown))
}

fn children_cpu() -> anyhow::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(time(usage.user_time()) + time(usage.system_time()))
}

fn time(time: TimeVal) -> Duration {
    Duration::from_micros(time.num_microseconds().unsigned_abs())
}

/// One way to do something, with what it cost each time.
pub(crate) struct Way {
    /// What the way is.
    pub name: &'static str,
    /// Its costs, a turn each.
    pub costs: Vec<Cost>,
    /// How often something was said.
    pub spoke: usize,
}

impl Way {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, costs: Vec::new(), spoke: 0 }
    }
}

/// Prints a line for each way, with the difference to one of them turn by turn.
pub(crate) fn table(ways: &[Way], baseline: usize) {
    let heads = ["CPU ms", "wall ms", "CPU more, turn by turn", "wall more", "spoke"];
    println!(
        "  {:<44} {:>22} {:>24} {:>24} {:>22} {:>6}",
        "", heads[0], heads[1], heads[2], heads[3], heads[4]
    );
    for way in ways {
        let figures = |figure: fn(&Cost) -> f64| {
            let of_way: Vec<f64> = way.costs.iter().map(figure).collect();
            let pairs = of_way.iter().zip(ways[baseline].costs.iter().map(figure));
            let more: Vec<f64> = pairs.map(|(ours, other)| ours - other).collect();
            (spread(&of_way, 1), spread(&more, 1))
        };
        let ((cpu, cpu_more), (wall, wall_more)) =
            (figures(|cost| cost.cpu), figures(|cost| cost.wall));
        println!(
            "  {:<44} {cpu:>22} {wall:>24} {cpu_more:>24} {wall_more:>22} {:>6}",
            way.name, way.spoke
        );
    }
}
