//! The hops of a visitor's request, as codes: each is one thing that has to be right for the site to be seen.

use crate::codes::codes;

codes! {
    /// What a hop is about.
    HopCode {
        /// The server block of nginx that answers the site's name.
        ServerBlock = "server-block",
        /// Where it hands on to, and who listens there.
        Listener = "listener",
        /// The directory that is served.
        Project = "project",
        /// The certificates of the site's hosts on the way.
        Certificate = "certificate",
        /// From `https://NAME/` to its end.
        Https = "https-visit",
        /// Whose page it is.
        Page = "page",
        /// From `http://NAME/` to its end.
        Http = "http-visit",
        /// Forms that are sent from the site's own page.
        Forms = "forms",
        /// The page's first script of its own origin.
        Script = "static-script",
        /// The page's first style of its own origin.
        Style = "static-style",
    }
}
