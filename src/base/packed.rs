//! Values as bytes, in postcard's format.

use std::fmt;
use std::marker::PhantomData;

use postcard::ser_flavors::Flavor;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serialize};

/// Appends a value's bytes.
///
/// # Panics
///
/// For a sequence that does not know its length. No type of Reprint holds one.
pub fn pack<T: Serialize + ?Sized>(value: &T, bytes: Vec<u8>) -> Vec<u8> {
    postcard::serialize_with_flavor(value, Appended(bytes)).expect("memory has room, and every length is known")
}

/// Hands out a value's bytes in pieces, for one that may be too large to have them all at once, and gives back what is left.
///
/// # Panics
///
/// As [`pack`].
pub fn pack_in_pieces<T: Serialize + ?Sized>(value: &T, take: &mut dyn FnMut(&[u8])) -> Vec<u8> {
    let bytes = Vec::with_capacity(2 << 10);
    postcard::serialize_with_flavor(value, Pieces { bytes, take }).expect("every length is known")
}

/// From how many bytes on a piece is handed out.
const PIECE: usize = 64 << 10;

/// Reads a text into the form that it is kept in. Serde's way to a shared text makes two others first.
pub(super) fn unpack_text<'de, D: Deserializer<'de>, T: for<'a> From<&'a str>>(bytes: D) -> Result<T, D::Error> {
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            Ok(text.into())
        }
    }

    bytes.deserialize_str(Text(PhantomData))
}

/// Postcard's own way to append goes byte by byte, which takes three times as long; its way to copy slices begins empty.
struct Appended(Vec<u8>);

impl Flavor for Appended {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}

struct Pieces<'a> {
    bytes: Vec<u8>,
    take: &'a mut dyn FnMut(&[u8]),
}

impl Flavor for Pieces<'_> {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.bytes.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        // Large values have texts, so this is often enough.
        if self.bytes.len() >= PIECE {
            (self.take)(&self.bytes);
            self.bytes.clear();
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_follows_what_was_there() {
        let value = ("añil", vec![1_u16, 400], Some(true));
        let packed = pack(&value, b"head".to_vec());
        assert_eq!(packed, [&b"head"[..], &postcard::to_allocvec(&value).expect("plain data")].concat());
    }

    #[test]
    fn pieces_are_the_whole() {
        for count in [0, 1, 9_000, 40_000] {
            let value: Vec<(String, u16)> = (0..count).map(|n| (format!("añil {n}"), n)).collect();
            let mut pieces = Vec::new();
            let left = pack_in_pieces(&value, &mut |piece| pieces.push(piece.to_vec()));
            assert!(pieces.iter().all(|piece| (PIECE..PIECE + 99).contains(&piece.len())));
            pieces.push(left);
            assert_eq!(pieces.concat(), pack(&value, Vec::new()));
        }
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        let (lang, route) = (crate::base::Lang::parse("pt-BR").expect("a tag"), crate::base::Route::new("/été/"));
        let packed = pack(&(&lang, &route), Vec::new());
        assert_eq!(postcard::from_bytes(&packed), Ok((lang, route)));
    }
}
