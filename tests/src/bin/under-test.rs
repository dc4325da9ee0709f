//! `habeas` itself, built beside the tests so that they can start it as a process.

fn main() -> std::process::ExitCode {
    habeas::main()
}
