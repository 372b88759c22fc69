//! Read-only look-ups over the [`World`](crate::engine::state::World), each where everybody may reach it: what stands as ours, what
//! was observed, and what follows from both.
//!
//! A query is called by the noun that it gives. Nothing here decides what is done next, and nothing changes anything.

pub mod authorities;
pub mod balancer;
pub mod beside;
pub mod certificate;
pub mod delegation;
pub mod dns_elsewhere;
pub mod elsewhere;
pub mod entered;
pub mod hand_over;
pub mod health;
pub mod holders;
pub mod host_key;
pub mod leftovers;
pub mod mail;
pub mod name_servers;
mod no_route;
mod no_subnet;
pub mod old_records;
pub mod own_group;
pub mod paused;
pub mod port_eighty;
pub mod reach;
pub mod read;
pub mod records;
pub mod registration;
pub mod server;
pub mod service;
pub mod settings;
pub mod side_door;
pub mod signature;
pub mod subnets;
pub mod timeline;
pub mod twice;
pub mod unread;
pub mod validation;
pub mod variable;
pub mod visit;
pub mod web;
pub mod zone;
