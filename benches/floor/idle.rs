//! What the cockpit costs while nobody touches it, and how much memory it ever took.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::book::Size;
use crate::{meter, start};

/// How long it is left alone.
const IDLE: Duration = Duration::from_secs(3);

pub(crate) fn measure(book: &Path, size: Size) {
    let running = start::start(&start::cockpit(book), "Today");
    let Some(pid) = running.child.process_id().filter(|_| Path::new("/proc/self/stat").exists())
    else {
        meter::plain("idle, memory", "not on this system", "-");
        start::finish(running, Duration::from_mins(1));
        return;
    };
    settle(pid);
    let before = Tally::of(pid);
    sleep(IDLE);
    let after = Tally::of(pid);
    let peak = status(pid, "VmHWM:") as f64 / 1024.0;
    start::finish(running, Duration::from_mins(1));
    let cpu = (after.cpu_ticks - before.cpu_ticks) * 10;
    meter::plain("idle 3 s: CPU", &format!("{cpu} ms"), "0 ms");
    meter::plain("idle 3 s: wake-ups", &(after.switches - before.switches).to_string(), "0");
    meter::plain("idle 3 s: bytes written", &(after.written - before.written).to_string(), "0");
    let most = match size {
        Size::Small => "25 MiB",
        Size::Large => "80 MiB",
    };
    meter::plain("peak memory", &format!("{peak:.1} MiB"), most);
}

/// Waits until the program has done nothing for a second: the book is judged.
fn settle(pid: u32) {
    let mut before = Tally::of(pid);
    loop {
        sleep(Duration::from_secs(1));
        let now = Tally::of(pid);
        if now.cpu_ticks == before.cpu_ticks && now.switches == before.switches {
            return;
        }
        before = now;
    }
}

struct Tally {
    cpu_ticks: u64,
    switches: u64,
    written: u64,
}

impl Tally {
    fn of(pid: u32) -> Self {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let number = |at: usize| fields[at].parse::<u64>().unwrap();
        let switches = std::fs::read_dir(format!("/proc/{pid}/task"))
            .unwrap()
            .filter_map(|it| std::fs::read_to_string(it.ok()?.path().join("status")).ok())
            .map(|it| field(&it, "voluntary_ctxt_switches:"))
            .sum();
        let io = std::fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
        Self { cpu_ticks: number(11) + number(12), switches, written: field(&io, "wchar:") }
    }
}

fn status(pid: u32, name: &str) -> u64 {
    field(&std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap(), name)
}

fn field(text: &str, name: &str) -> u64 {
    text.lines()
        .find_map(|it| it.strip_prefix(name))
        .and_then(|it| it.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
