//! Looks at many bytes of a text at once.
//!
//! Within a block there is no early way out, so that the compiler compares all of its bytes in a few steps. Short texts are
//! put into a block too: most values are.

/// How many bytes are looked at in one go.
const WIDTH: usize = 32;

/// A table that says of each byte whether it is among `signs`.
pub const fn table(signs: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
}

/// Whether `odd` says so of any byte. It must not say so of a full stop, with which blocks are filled up.
pub fn any(text: &[u8], odd: impl Fn(u8) -> bool) -> bool {
    any_pair(text, |byte, _| odd(byte))
}

/// Whether `odd` says so of any byte and the one after it; the last byte is paired with a full stop. It must not say so of
/// two full stops.
pub fn any_pair(text: &[u8], odd: impl Fn(u8, u8) -> bool) -> bool {
    let in_block = |block: &[u8; WIDTH + 1]| {
        let mut found = 0;
        for at in 0..WIDTH {
            found |= u8::from(odd(block[at], block[at + 1]));
        }
        found != 0
    };
    let mut rest = text;
    while let Some(block) = rest.first_chunk() {
        if in_block(block) {
            return true;
        }
        rest = &rest[WIDTH..];
    }
    let mut last = [b'.'; WIDTH + 1];
    last[..rest.len()].copy_from_slice(rest);
    in_block(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_is() {
        for length in 0..100 {
            let mut text = vec![b'a'; length];
            assert!(!any(&text, |byte| byte == b'x') && !any_pair(&text, |byte, next| (byte == b'x') & (next == b'x')));
            for at in 0..length {
                text[at] = b'x';
                assert!(any(&text, |byte| byte == b'x'), "{at} of {length}");
                assert!(!any_pair(&text, |byte, next| (byte == b'x') & (next == b'x')), "{at} of {length}");
                let pair = |byte, next| (byte == b'x') & (next == if at + 1 == length { b'.' } else { b'a' });
                assert!(any_pair(&text, pair), "{at} of {length}");
                text[at] = b'a';
            }
        }
    }
}
