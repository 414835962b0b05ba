//! Checks the main job against public data sets that are not part of the repository:
//! `cargo run --release --example check_data -- FOLDER`, where FOLDER holds the sets by name.

mod bench;
mod churnguard;
mod journey;
mod ravenstack;
mod skill;
mod sums;

use std::path::PathBuf;
use std::process::ExitCode;

use bench::Findings;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("name the folder that holds the data sets");
        return ExitCode::from(2);
    };
    let mut findings = Findings::default();
    for (name, check) in [
        ("churnguard_csm_export", churnguard::check as fn(&_, &mut _) -> _),
        ("ravenstack_dmy_dash_lf", ravenstack::check),
        ("common_complete_journey", journey::check),
        ("churnguard_csm_export", sums::churnguard),
        ("ravenstack_dmy_dash_lf", sums::ravenstack),
        ("common_complete_journey", sums::journey),
        ("fightchurn_socialnet7", sums::socialnet),
        ("common_complete_journey", skill::journey),
        ("fightchurn_socialnet7", skill::socialnet),
        ("ravenstack_dmy_dash_lf", skill::noise),
    ] {
        let set = folder.join(name);
        println!("{name}");
        if !set.is_dir() {
            println!("  not there");
        } else if let Err(error) = check(&set, &mut findings) {
            findings.say("runs to its end", Err(error.to_string()));
        }
    }
    findings.verdict()
}
