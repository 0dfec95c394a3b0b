//! stub
pub mod article;
pub mod citation;
pub mod format;
pub mod formats;
pub mod key;
pub mod log;
pub mod markup;
pub mod split;
