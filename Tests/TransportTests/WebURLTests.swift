import Testing

@testable import Transport

@Suite struct WebURLTests {
    @Test(
        "an address is kept as written, but for what has one form only",
        arguments: [
            ("https://huggingface.co/api/models?a=b&c=%20", "https://huggingface.co/api/models?a=b&c=%20"),
            ("HTTPS://Hub.Test:443", "https://hub.test/"), ("http://127.0.0.1:8080/%2F/../x", "http://127.0.0.1:8080/%2F/../x"),
            ("http://[::1]:80/#top", "http://[::1]/"), ("http://[FE80::1]:8080?q#f", "http://[fe80::1]:8080/?q"),
            ("http://my_host.local./x", "http://my_host.local./x"),
        ])
    func reads(text: String, canonical: String) {
        #expect(WebURL(text)?.description == canonical)
        #expect(WebURL(canonical)?.description == canonical)
    }

    @Test(
        "what different readers read differently is no address",
        arguments: [
            "", "/x", "hub.test", "ftp://x/", "http:/x", "http://", "http:///x", "https://user@x/", "https://u:p@x/", "http://x:0/",
            "http://x:65536/",
            "http://x:+80/", "http://x:-1/", "http://x:/", "http://x:8 0/", "http://a:b:80/", "http://x\\@y/", "http://%6c/",
            "http://[::1/", "http://::1]/",
            "http://[]/", "http://[x]/", "http://é.test/", "http://x/\r\nHost: y", "http://x/\u{0}", "http://x/é", "http://x\t/",
            "http://" + String(repeating: "a", count: 254) + "/", "http://x/" + String(repeating: "a", count: 16_384),
        ])
    func refuses(text: String) {
        #expect(WebURL(text) == nil)
    }

    @Test(
        "references mean what RFC 3986 section 5.4 says",
        arguments: [
            ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q"), ("", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://z/../y", "https://z/../y"), ("g?u=http://x", "http://a/b/c/g?u=http://x"),
        ])
    func resolves(reference: String, whole: String) {
        #expect(url("http://a/b/c/d;p?q").resolving(reference)?.description == whole)
    }

    @Test(
        "references to other schemes, and what is no reference, mean nothing",
        arguments: ["mailto:x", "javascript:1", "file:///x", "g h", "a\nb", "http://u@x/", "//u@x/"])
    func unresolvable(reference: String) {
        #expect(url("http://a/b/c/d").resolving(reference) == nil)
    }

    @Test("paths and queries are added without touching what is there")
    func appending() {
        #expect(url("http://a/b/").appending("/c%20d").description == "http://a/b/c%20d")
        #expect(url("http://a").appending("c", query: [("q", "ä&=/"), ("x", "")]).description == "http://a/c?q=%C3%A4%26%3D%2F&x=")
        #expect(WebURL.encode("a/b c", keepingSlashes: true) == "a/b%20c")
    }
}
