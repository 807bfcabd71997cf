//! Content digests: the only notion of "changed" in Reprint.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use highway::{HighwayHash, HighwayHasher, Key};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::pack_in_pieces;

/// The first 128 bits of a BLAKE3 hash, or a hash under a [`Secret`]. It serialises in one piece, since every key holds several;
/// [`bare`] is the other way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Digest([u8; 16]);

impl Digest {
    /// Hashes bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self::truncate(blake3::hash(bytes.as_ref()))
    }

    /// Hashes bytes that come in parts.
    pub fn of_parts<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> Self {
        let mut hashing = Hashing::default();
        parts.into_iter().for_each(|part| hashing.add(part));
        hashing.digest()
    }

    /// Hashes a value through its serialised form, so that a field added to the type is part of the digest.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        // Nearly every value is one piece, which takes less than two that are as long together.
        let mut hashing: Option<Hashing> = None;
        let left = pack_in_pieces(value, &mut |piece| hashing.get_or_insert_default().add(piece));
        match hashing {
            Some(mut hashing) => {
                hashing.add(&left);
                hashing.digest()
            }
            None => Self::of(left),
        }
    }

    /// A digest that stands for this one where nobody knows the secret: no two are alike that were not before.
    #[must_use]
    pub fn under(self, secret: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] ^ secret.0[at]))
    }

    /// The bytes, to be part of another digest.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    fn truncate(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Self(short)
    }
}

impl From<[u8; 16]> for Digest {
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Digest;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("sixteen bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Digest, E> {
                bytes.try_into().map(Digest).map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

/// A digest as sixteen values of a byte each, with no number before them: what other versions of the program read, and what
/// addresses are made of.
pub mod bare {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Digest;

    /// Writes the sixteen values.
    pub fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        digest.0.serialize(serializer)
    }

    /// Reads them again.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        <[u8; 16]>::deserialize(deserializer).map(Digest)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 32];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair[0] = HEX[usize::from(byte >> 4)];
            pair[1] = HEX[usize::from(byte & 15)];
        }
        f.write_str(str::from_utf8(&text).expect("hexadecimal digits are ASCII"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A random number of 256 bits that digests are made under which are compared on this machine alone. `HighwayHash` keeps apart
/// what strangers wrote as long as they do not know the number, and is a fraction of BLAKE3's work.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret([u64; 4]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Default for Secret {
    /// Another one each time.
    fn default() -> Self {
        let random = RandomState::new();
        Self(std::array::from_fn(|at| random.hash_one(at)))
    }
}

impl Secret {
    /// Hashes bytes.
    pub fn digest(self, bytes: &[u8]) -> Digest {
        Self::end(self.begin(), bytes)
    }

    /// Hashes a value through its serialised form, as [`Digest::of_value`] does.
    pub fn digest_of_value<T: Serialize + ?Sized>(self, value: &T) -> Digest {
        let mut hasher = self.begin();
        let left = pack_in_pieces(value, &mut |piece| hasher.append(piece));
        Self::end(hasher, &left)
    }

    fn begin(self) -> HighwayHasher {
        HighwayHasher::new(Key(self.0))
    }

    fn end(mut hasher: HighwayHasher, rest: &[u8]) -> Digest {
        hasher.append(rest);
        let [low, high] = hasher.finalize128();
        Digest((u128::from(low) | u128::from(high) << 64).to_le_bytes())
    }
}

/// A digest in the making.
#[derive(Debug, Default)]
pub struct Hashing(blake3::Hasher);

impl Hashing {
    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all that was added.
    pub fn digest(&self) -> Digest {
        Digest::truncate(self.0.finalize())
    }
}

/// A shared value together with its digest.
///
/// It serialises as the digest alone. A struct of `Keyed` fields is therefore a cache key and, through the values, all that
/// may be shown from it: what is not in the key cannot be reached.
///
/// Both stand in one place, so that a page of a list holds no more than a pointer for each card.
#[derive(Debug)]
pub struct Keyed<T>(Arc<(Digest, T)>);

impl<T> Keyed<T> {
    /// Pairs a value with the digest of its serialised form under a secret.
    pub fn new(value: T, secret: Secret) -> Self
    where
        T: Serialize,
    {
        Self(Arc::new((secret.digest_of_value(&value), value)))
    }

    /// The digest of the value.
    pub fn digest(&self) -> Digest {
        self.0.0
    }
}

impl<T> Clone for Keyed<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> std::ops::Deref for Keyed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0.1
    }
}

impl<T> Serialize for Keyed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.digest().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_value_changes_the_digest_of_what_holds_it() {
        let secret = Secret::default();
        let key = |text: &str| secret.digest_of_value(&(1u8, Keyed::new(text.to_owned(), secret)));
        assert_eq!(key("a"), key("a"));
        assert_ne!(key("a"), key("b"));
    }

    #[test]
    fn under_a_secret_digests_are_others_and_stay_apart() {
        let [a, b, one, two] = ["a", "b", "one", "two"].map(Digest::of);
        let under = [a.under(one), b.under(one), a.under(two), b.under(two), a, b];
        assert!((0..under.len()).all(|at| !under[..at].contains(&under[at])), "{under:?}");
    }

    #[test]
    fn each_secret_makes_digests_of_its_own() {
        let (one, other) = (Secret::default(), Secret::default());
        let texts: Vec<Vec<u8>> = (0..200).map(|len| vec![b'a'; len]).chain([b"b".to_vec()]).collect();
        let digests = |secret: Secret| texts.iter().map(move |text| secret.digest(text));
        let all: std::collections::BTreeSet<_> = digests(one).chain(digests(other)).collect();
        assert_eq!(all.len(), 2 * texts.len());
        let kept: Secret = postcard::from_bytes(&crate::base::pack(&one, Vec::new())).expect("a secret");
        assert!(digests(kept).eq(digests(one)));
    }

    #[test]
    fn a_large_value_is_hashed_as_its_bytes_are() {
        for count in [1, 100, 20_000] {
            let value: Vec<String> = (0..count).map(|n| format!("/articles/{n}/")).collect();
            let (packed, secret) = (crate::base::pack(&value, Vec::new()), Secret::default());
            assert_eq!(secret.digest_of_value(&value), secret.digest(&packed));
            assert_eq!(Digest::of_value(&value), Digest::of(packed));
        }
    }

    #[test]
    fn where_bytes_are_parted_makes_no_difference() {
        assert_eq!(Digest::of_parts([&b"ab"[..], b"", b"c"]), Digest::of("abc"));
        assert_ne!(Digest::of_parts([&b"ab"[..]]), Digest::of("abc"));
    }
}
