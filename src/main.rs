//! The command `nutgraph`; see the room `tool` of the library.
use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(not(target_arch = "wasm32"))]
    return nutgraph::tool::main();
    #[cfg(target_arch = "wasm32")]
    return ExitCode::FAILURE;
}
