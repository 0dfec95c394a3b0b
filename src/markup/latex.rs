//! LaTeX commands and accents.
