//! The one binary of habeas.

fn main() -> std::process::ExitCode {
    habeas::main()
}
