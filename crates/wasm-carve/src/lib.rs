//! Carves a WebAssembly module into three that come one after the other, by what was seen to run first.
//!
//! A page that is drawn by WebAssembly waits for all of its module, and runs a fraction of it. The order of work is
//!
//! 1. [`watch()`]: a module that says which of its functions, and which places within them, it comes to;
//! 2. run it, once until the page is drawn (`first`), and on until it answers (`later`);
//! 3. [`Watched::list`]: a [`List`] by names, a text file that is kept with the sources;
//! 4. [`carve`]: three modules that share memory, table and globals. What the list does not know stays in the first.
//!
//! The README says what a page does with the three, and what this does not do.
//!
//! ```
//! # fn main() -> anyhow::Result<()> {
//! let module = wat::parse_str(r#"(module
//!     (memory 1)
//!     (table 1 funcref)
//!     (elem (i32.const 0) $draw)
//!     (func $draw (export "draw") (result i32) (i32.const 1))
//!     (func $answer (export "answer") (result i32) (call $draw))
//!     (func $send (export "send") (result i32) (i32.add (call $draw) (call $answer))))"#)?;
//! let list = wasm_carve::List::parse("1 answer\n2 send\n")?;
//! let modules = wasm_carve::carve(&module, &list)?;
//! assert!([&modules.first, &modules.later, &modules.last].iter().all(|module| module.starts_with(b"\0asm")));
//! # Ok(())
//! # }
//! ```

mod list;
mod module;
mod outline;
mod split;
mod watch;

pub use list::List;
pub use split::build::NEED;
pub use split::{Modules, carve};
pub use watch::{Watched, watch};
