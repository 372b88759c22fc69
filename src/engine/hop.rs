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
        /// The health check at the path that the person told.
        HealthPath = "health-path",
        /// The health check, to which nginx gives the site's name.
        HealthName = "health-name",
        /// The health check with the server's address as Host.
        HealthAddress = "health-address",
        /// The site by plain http at the server's own address, from outside.
        PlainHttp = "plain-http",
        /// The site's name leads to our balancer.
        Alias = "alias",
        /// The balancer is at work.
        BalancerState = "balancer-state",
        /// Its https listener hands on to our targets.
        Forward = "forward",
        /// The server is among the targets, and well.
        Target = "target",
        /// What the registry says of the domain.
        Registration = "registration",
        /// The name servers that the parent names.
        Delegation = "delegation",
        /// Who runs the domain's DNS, where it stays there.
        DnsHost = "dns-host",
        /// A record that the person makes there.
        TheirRecord = "their-record",
        /// What the parent tells resolvers of the domain's signature.
        Dnssec = "dnssec",
        /// What stands at the name servers that the domain has now.
        OldRecords = "old-records",
        /// Whether all who have a part in the hand-over say the same.
        HandOver = "hand-over",
        /// Whether the domain lets Amazon issue.
        Caa = "caa",
        /// The record that proves the certificate's names.
        ValidationRecord = "validation-record",
        /// Amazon, who issues.
        Issuer = "issuer",
        /// Whether the certificate goes on after its last day.
        Renewal = "renewal",
        /// Whether mail to the domain arrives.
        Mail = "mail",
        /// Something that is not as Landfall left it.
        Drift = "drift",
        /// The certificates of the site's hosts on the way.
        Certificate = "certificate",
        /// From `https://NAME/` to its end.
        Https = "https-visit",
        /// The answer at `/`, where another path was told and that one is visited.
        FrontPage = "front-page",
        /// Whose page it is.
        Page = "page",
        /// From `http://NAME/` to its end.
        Http = "http-visit",
        /// From another of the site's names to the canonical one.
        LeadsOn = "leads-on",
        /// Forms that are sent from the site's own page.
        Forms = "forms",
        /// Whether the world reaches the server past the balancer.
        SideDoor = "side-door",
        /// The page's first script of its own origin.
        Script = "static-script",
        /// The page's first style of its own origin.
        Style = "static-style",
    }
}
