//! Starts the window.

// A release build opens no console beside the window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    latchkey_desktop::run();
}
