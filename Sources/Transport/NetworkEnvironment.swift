/// How this machine reaches the network: proxies and private certificate authorities. Read once, at the edge.
public struct NetworkEnvironment: Sendable, Hashable {
    /// For `http` addresses; nil: straight.
    public var httpProxy: Proxy?
    /// For `https` addresses; nil: straight.
    public var httpsProxy: Proxy?
    /// Who is reached without a proxy.
    public var exceptions: ProxyExceptions
    /// PEM file of the authorities to trust, instead of the system's; nil: the system's.
    public var certificateFile: String?
    /// Directory of hashed certificates; nil: the system's.
    public var certificateDirectory: String?

    /// Straight to the network, with the system's authorities.
    public init() {
        exceptions = ProxyExceptions("")
    }

    /// From the usual variables. Lower case goes before upper case, an empty value counts as unset, and the first of
    /// `CURL_CA_BUNDLE`, `REQUESTS_CA_BUNDLE` and `SSL_CERT_FILE` counts. `isDirectory` tells whether a path is a folder.
    public init(variables: [String: String], isDirectory: (String) -> Bool = { _ in false }) throws(Fault) {
        func value(_ names: String...) -> (name: String, value: String)? {
            for name in names {
                if let value = variables[name], !value.isEmpty { return (name, value) }
            }
            return nil
        }
        func proxy(_ found: (name: String, value: String)?) throws(Fault) -> Proxy? {
            guard let found else { return nil }
            guard let proxy = Proxy(found.value) else { throw Fault(variable: found.name) }
            return proxy
        }
        // A CGI server puts a request's `Proxy` header into HTTP_PROXY (CVE-2016-5385).
        let isCGI = variables["REQUEST_METHOD"] != nil
        let all = value("all_proxy", "ALL_PROXY")
        httpProxy = try proxy((isCGI ? value("http_proxy") : value("http_proxy", "HTTP_PROXY")) ?? all)
        httpsProxy = try proxy(value("https_proxy", "HTTPS_PROXY") ?? all)
        exceptions = ProxyExceptions(value("no_proxy", "NO_PROXY")?.value ?? "")
        certificateDirectory = value("SSL_CERT_DIR")?.value
        if let bundle = value("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")?.value {
            if isDirectory(bundle) { certificateDirectory = bundle } else { certificateFile = bundle }
        }
    }

    /// The proxy to speak to for `origin`.
    public func proxy(for origin: WebURL.Origin) -> Proxy? {
        guard let proxy = origin.scheme == "https" ? httpsProxy : httpProxy else { return nil }
        return exceptions.contains(origin) ? nil : proxy
    }

    /// A variable that names no proxy. Its value is not told: it may hold a password.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let variable: String

        public var description: String { "\(variable): not the address of a proxy (http://host:port)" }
    }
}
