//! The real window on a display of its own, and a real browser for the person in front of it.

mod binaries;
mod browser;
mod journey;
mod process;
mod scan;
mod session;
mod window;

pub use binaries::command_line;
pub use browser::Browser;
pub use journey::{call_service, pause};
pub use process::{memory_of, output_of};
pub use scan::find_in_files;
pub use session::{SecretService, Session};
pub use window::Window;
