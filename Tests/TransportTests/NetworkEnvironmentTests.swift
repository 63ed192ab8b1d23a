import Testing

@testable import Transport

@Suite struct NetworkEnvironmentTests {
    private func proxy(_ variables: [String: String], for address: String) throws -> String? {
        try NetworkEnvironment(variables: variables).proxy(for: url(address).origin)?.address
    }

    @Test("each scheme has its proxy, and ALL_PROXY stands in for both")
    func schemes() throws {
        let variables = ["HTTP_PROXY": "http://a:3128", "https_proxy": "b:8080"]
        #expect(try proxy(variables, for: "http://x/") == "http://a:3128")
        #expect(try proxy(variables, for: "https://x/") == "http://b:8080")
        #expect(try proxy(["ALL_PROXY": "https://c"], for: "http://x/") == "https://c:443")
        #expect(try proxy([:], for: "http://x/") == nil)
    }

    @Test("lower case goes before upper case, and empty means unset")
    func precedence() throws {
        #expect(try proxy(["http_proxy": "http://low:1", "HTTP_PROXY": "http://up:2"], for: "http://x/") == "http://low:1")
        #expect(try proxy(["http_proxy": "", "HTTP_PROXY": "http://up:2"], for: "http://x/") == "http://up:2")
    }

    @Test("in a CGI process HTTP_PROXY is a stranger's header")
    func httpoxy() throws {
        #expect(try proxy(["REQUEST_METHOD": "GET", "HTTP_PROXY": "http://evil:1"], for: "http://x/") == nil)
        #expect(try proxy(["REQUEST_METHOD": "GET", "http_proxy": "http://good:1"], for: "http://x/") == "http://good:1")
    }

    @Test("a proxy's user and password are decoded and never printed")
    func credentials() throws {
        let proxy = try #require(Proxy("http://us%40er:p%3A:w@host:3128/ignored"))
        #expect(proxy.user == "us@er")
        #expect(proxy.password == "p::w")
        #expect("\(proxy)" == "http://host:3128")
        #expect(Proxy("host")?.address == "http://host:1080")
        #expect(Proxy("http://[::1]:3128")?.address == "http://[::1]:3128")
    }

    @Test(
        "a value that is no proxy is refused by its variable's name, without its secret",
        arguments: ["socks5://u:secret@x:1", "http://u:secret%@x", "http://u:secret@", "http://u:secret%0A@x"])
    func refused(value: String) {
        let error = #expect(throws: NetworkEnvironment.Fault.self) { try NetworkEnvironment(variables: ["HTTPS_PROXY": value]) }
        #expect(error?.variable == "HTTPS_PROXY")
        #expect(error.map { "\($0)".contains("secret") } == false)
    }

    @Test("certificate variables, in order; a bundle may be a folder")
    func certificates() throws {
        let all = ["SSL_CERT_FILE": "/c", "REQUESTS_CA_BUNDLE": "/b", "CURL_CA_BUNDLE": "/a", "SSL_CERT_DIR": "/d"]
        let environment = try NetworkEnvironment(variables: all)
        #expect(environment.certificateFile == "/a")
        #expect(environment.certificateDirectory == "/d")
        let folder = try NetworkEnvironment(variables: ["REQUESTS_CA_BUNDLE": "/b"]) { $0 == "/b" }
        #expect(folder.certificateFile == nil)
        #expect(folder.certificateDirectory == "/b")
    }

    @Test(
        "NO_PROXY matches names and all below them, ports, addresses and networks",
        arguments: [
            ("example.com", "http://example.com/"), (".example.com", "http://example.com/"), ("*.example.com", "https://a.b.example.com/"),
            ("EXAMPLE.com", "http://example.com./"), ("x, example.com:8080", "http://example.com:8080/"), ("*", "http://anything/"),
            ("127.0.0.1", "http://127.0.0.1:99/"), ("10.0.0.0/8", "http://10.9.8.7/"), ("10.1.2.128/25", "http://10.1.2.200/"),
            ("::1", "http://[::1]/"),
            ("[::1]:80", "http://[::1]/"), ("fd00::/8", "http://[fd12::1]/"), ("0.0.0.0/0", "http://8.8.8.8/"), ("a b\tc", "http://c/"),
        ])
    func excepted(rule: String, address: String) {
        #expect(ProxyExceptions(rule).contains(url(address).origin))
    }

    @Test(
        "NO_PROXY matches nothing else",
        arguments: [
            ("", "http://x/"), ("example.com", "http://badexample.com/"), ("example.com", "http://example.com.evil/"),
            ("example.com:81", "http://example.com/"),
            ("10.0.0.0/8", "http://11.0.0.1/"), ("10.1.2.128/25", "http://10.1.2.100/"), ("10.0.0.0/33", "http://10.0.0.0/"),
            ("10.0.0.0/-1", "http://10.0.0.0/"),
            ("0.0.0.0/0", "http://[::1]/"), ("0.0.0.0/0", "http://name/"), ("1", "http://127.0.0.1/"), (".", "http://x/"),
            ("::1", "http://x/"),
        ])
    func notExcepted(rule: String, address: String) {
        #expect(!ProxyExceptions(rule).contains(url(address).origin))
    }
}
