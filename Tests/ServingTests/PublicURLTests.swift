import Testing

@testable import Serving

@Suite struct PublicURLTests {
    @Test("a public address is a scheme, a host and perhaps a prefix, and nothing that could break out of a header")
    func publicURL() {
        #expect(PublicURL("http://hub.example")?.description == "http://hub.example")
        #expect(PublicURL("https://hub.example:8443/hf/")?.description == "https://hub.example:8443/hf")
        #expect(PublicURL("https://hub.example:8443/hf/")?.prefix == "/hf")
        #expect(PublicURL("http://[::1]:8090")?.prefix == "")
        for bad in [
            "", "hub.example", "ftp://x", "http://", "http:///p", "http://a b", "http://u:p@h", "http://h/?q", "http://h/#f",
            "http://h/\r\nX: y", "http://h//x", "http://h/>",
        ] {
            #expect(PublicURL(bad) == nil, "\(bad)")
        }
    }
}
