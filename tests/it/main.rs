//! Tests of the whole, in one binary: linking is what takes the time.

mod check;
mod command;
mod digits;
mod documents;
mod grammar_document;
mod locales;
mod pictures;
mod record;
mod render;
mod rooms;
mod statements;
mod story;
