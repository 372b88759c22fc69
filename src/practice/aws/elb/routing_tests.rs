use super::*;

fn redirection(from: (&str, u16), [protocol, port, host, path, query]: [&str; 5]) -> Redirection {
    Redirection {
        from: (from.0.to_owned(), from.1),
        protocol: protocol.to_owned(),
        port: port.to_owned(),
        host: host.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
    }
}

#[test]
fn a_location_is_filled_in_and_says_a_port_only_where_it_must() {
    let same = ["#{protocol}", "#{port}", "#{host}", "/#{path}", "#{query}"];
    let [protocol, port, host, path, query] = same;
    for (from, to, expected) in [
        (("HTTP", 80), ["HTTPS", "443", host, path, query], "https://www.a.com/"),
        (("HTTP", 80), ["HTTPS", port, host, path, query], "https://www.a.com:80/"),
        (("HTTP", 80), [protocol, port, "b.com", path, query], "http://b.com/"),
        (("HTTPS", 443), [protocol, "8443", host, path, query], "https://www.a.com:8443/"),
        (("HTTPS", 443), [protocol, port, "x.#{host}", "/new/#{path}", query], "https://x.www.a.com/new/"),
        (("HTTP", 8080), ["HTTPS", "443", host, "/#{host}/#{port}", "from=#{protocol}"], "https://www.a.com/www.a.com/8080?from=http"),
        (("HTTP", 80), ["HTTPS", "443", host, path, ""], "https://www.a.com/"),
    ] {
        assert_eq!(redirection(from, to).location("www.a.com", "/"), expected, "{to:?}");
    }
}

#[test]
fn the_path_and_the_query_go_along_where_they_are_asked_for() {
    let to = |path, query| redirection(("HTTP", 80), ["HTTPS", "443", "#{host}", path, query]).location("a.com", "/x/y?b=1");
    assert_eq!(to("/#{path}", "#{query}"), "https://a.com/x/y?b=1");
    assert_eq!(to("/old/#{path}", ""), "https://a.com/old/x/y");
    assert_eq!(to("/", "#{query}"), "https://a.com/?b=1");
}
