//! Times every method on this machine: `bench N` prints its name, how many values it got and its best time in milliseconds
//! of the processor, of fifteen runs or as many as there are in a second.

use bench::{Input, METHODS, Method};
use rustix::time::{ClockId, clock_gettime};
use std::time::Instant;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("--names") {
        METHODS.iter().for_each(|method| println!("{}", method.0));
        return;
    }
    let asked: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let only = std::env::args().nth(2).unwrap_or_default();
    let (mut size, mut input) = (0, Input::default());
    for Method(name, most, run) in METHODS.iter().filter(|method| method.0.contains(&only)) {
        let n = asked.min(*most);
        if n != size {
            (size, input) = (n, Input::new(n));
        }
        let mut best = f64::INFINITY;
        let all = Instant::now();
        for round in 0..15 {
            if round > 1 && all.elapsed().as_secs() > 0 {
                break;
            }
            let begun = processor();
            run(&input);
            best = best.min(processor() - begun);
        }
        println!("{name}\t{n}\t{best:.3}");
    }
}

/// Milliseconds that this thread has had of the processor.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
