//! Looks at many bytes of a text at once.
//!
//! Within a block there is no early way out, so that the compiler compares all of its bytes in a few steps. Short texts are
//! put into a block too: most values are.

/// How many bytes are looked at in one go.
const WIDTH: usize = 32;

/// How many bytes behind a block are looked at together with its last.
const AFTER: usize = 2;

/// What blocks are filled up with.
const FILLER: u8 = b'.';

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
    find(text, |byte, _, _| odd(byte)).is_some()
}

/// Whether `odd` says so of any byte and the one after it; the last byte is paired with a full stop. It must not say so of
/// two full stops.
pub fn any_pair(text: &[u8], odd: impl Fn(u8, u8) -> bool) -> bool {
    find(text, |byte, next, _| odd(byte, next)).is_some()
}

/// How many bytes stand before the first of which `odd` says so, given with the one after it as in [`any_pair`].
pub fn run(text: &[u8], odd: impl Fn(u8, u8) -> bool) -> usize {
    find(text, |byte, next, _| odd(byte, next)).unwrap_or(text.len())
}

/// Where the first byte stands of which `odd` says so, given with the two after it. Full stops stand in for those behind the
/// end; of three it must not say so.
pub fn find(text: &[u8], odd: impl Fn(u8, u8, u8) -> bool) -> Option<usize> {
    let mut at = 0;
    while let Some(block) = text[at..].first_chunk() {
        if let Some(found) = first_in_block(block, &odd) {
            return Some(at + found);
        }
        at += WIDTH;
    }
    let rest = &text[at..];
    if rest.is_empty() {
        return None;
    }
    let byte = |at: usize| rest.get(at).copied().unwrap_or(FILLER);
    let behind = |at: &usize| odd(byte(*at), byte(at + 1), byte(at + 2));
    let found = first_in_block(&filled(rest), &odd).or_else(|| (WIDTH..rest.len()).find(behind));
    found.map(|found| at + found)
}

/// Where in a block the first such byte stands.
fn first_in_block(block: &[u8; WIDTH + AFTER], odd: impl Fn(u8, u8, u8) -> bool) -> Option<usize> {
    let flags = flags(block, odd);
    let (words, _) = flags.as_chunks();
    let place = words.iter().position(|word| u64::from_le_bytes(*word) != 0)?;
    Some(place * 8 + u64::from_le_bytes(words[place]).trailing_zeros() as usize / 8)
}

/// Of each byte of a block, 1 where `odd` says so. A function of its own: joined with the search for the first, the compiler
/// looks at the bytes one by one.
#[inline(never)]
fn flags(block: &[u8; WIDTH + AFTER], odd: impl Fn(u8, u8, u8) -> bool) -> [u8; WIDTH] {
    std::array::from_fn(|at| u8::from(odd(block[at], block[at + 1], block[at + 2])))
}

/// The end of a text, filled up to a block.
fn filled(rest: &[u8]) -> [u8; WIDTH + AFTER] {
    let mut block = [FILLER; WIDTH + AFTER];
    block[..rest.len()].copy_from_slice(rest);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_is() {
        for length in 0..100 {
            let mut text = vec![b'a'; length];
            assert_eq!(run(&text, |byte, _| byte == b'x'), length);
            assert!(!any(&text, |byte| byte == b'x') && !any_pair(&text, |byte, next| (byte == b'x') & (next == b'x')));
            for at in 0..length {
                text[at] = b'x';
                assert!(any(&text, |byte| byte == b'x'), "{at} of {length}");
                assert_eq!(run(&text, |byte, _| byte == b'x'), at);
                assert_eq!(run(&text, |_, next| next == b'x'), at.checked_sub(1).unwrap_or(length));
                assert!(!any_pair(&text, |byte, next| (byte == b'x') & (next == b'x')), "{at} of {length}");
                let pair = |byte, next| (byte == b'x') & (next == if at + 1 == length { b'.' } else { b'a' });
                assert!(any_pair(&text, pair), "{at} of {length}");
                text[at] = b'a';
            }
        }
    }
}
