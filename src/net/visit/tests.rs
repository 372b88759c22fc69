//! Visits to real servers on loopback. `lab` is the server and the browser, the others are what they meet.

mod forms;
mod hostile;
mod lab;
mod leading;
mod pages;
mod ways;
