//! `habeas` itself, built beside the tests so that they can start it as a process and have it end
//! where they choose.

fn main() -> std::process::ExitCode {
    if let Ok(place) = std::env::var(habeas_tests::ABORT_AT) {
        habeas_tests::abort_at(&place);
    }
    habeas::main()
}
