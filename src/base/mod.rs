//! The small value types that every stage shares. None of them does I/O.

mod digest;
mod lang;
mod packed;
mod path;
mod span;
mod text;
mod when;

pub use digest::{Digest, Hashing, Keyed, Secret, bare};
pub use lang::{Dir, Lang};
pub use packed::{pack, pack_in_pieces};
pub use path::{RelPath, RelPathError, Route, slug};
pub use span::Span;
pub use text::{WebUrl, escape_html, fold, squash};
pub use when::{When, Zone};
