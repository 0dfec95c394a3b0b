//! The small HTML that CSL and web clients use in texts.
