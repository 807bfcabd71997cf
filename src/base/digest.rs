//! Content digests: the only notion of "changed" in Reprint.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

/// The first 128 bits of a BLAKE3 hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Digest([u8; 16]);

impl Digest {
    /// Hashes bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self::truncate(blake3::hash(bytes.as_ref()))
    }

    /// Hashes a value through its serialised form, so that a field added to the type is part of the digest.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        let hasher = postcard::to_io(value, blake3::Hasher::new())
            .expect("hashing cannot fail: the sink is infallible and every hashed type has a known length");
        Self::truncate(hasher.finalize())
    }

    fn truncate(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Self(short)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A shared value together with its digest.
///
/// It serialises as the digest alone. A struct of `Keyed` fields is therefore a cache key and, through the values, all that
/// may be shown from it: what is not in the key cannot be reached.
#[derive(Debug)]
pub struct Keyed<T> {
    value: Arc<T>,
    digest: Digest,
}

impl<T> Keyed<T> {
    /// Pairs a value with the digest of its serialised form.
    pub fn new(value: T) -> Self
    where
        T: Serialize,
    {
        let digest = Digest::of_value(&value);
        Self { value: Arc::new(value), digest }
    }

    /// The digest of the value.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl<T> Clone for Keyed<T> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), digest: self.digest }
    }
}

impl<T> std::ops::Deref for Keyed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Serialize for Keyed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.digest.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_value_changes_the_digest_of_what_holds_it() {
        let key = |text: &str| Digest::of_value(&(1u8, Keyed::new(text.to_owned())));
        assert_eq!(key("a"), key("a"));
        assert_ne!(key("a"), key("b"));
    }
}
