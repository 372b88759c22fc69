//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    landfall::cli::main(std::env::args_os().collect())
}
