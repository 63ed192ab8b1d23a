import CCurl
import HTTPTypes

extension CurlHandle {
    /// Fewer, larger reads than libcurl's 16 KiB. Callbacks still come with at most 16 KiB each (`CURL_MAX_WRITE_SIZE`).
    static let largeBuffer = 524_288
    /// For bodies that libcurl inflates. It inflates a whole read even after its reader asked for a pause, so the read bounds
    /// what piles up: DEFLATE gives at most 1,032 times (16 MiB), and libcurl itself stops at 64 MiB for any other coding.
    static let inflatingBuffer = 16_384

    /// Everything libcurl is told for `request`; `isInflated` lets the server compress the answer.
    func configure(_ request: TransportRequest, settings: CurlSettings, isInflated: Bool) {
        set(CURLOPT_URL, request.url.description)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        // Dots in a path are the server's to judge; what is asked for is what was written.
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_NOSIGNAL, 1)
        // Without it, the end of a transfer that still resolves its name blocks the engine's thread until the resolver is done.
        set(CURLOPT_QUICK_EXIT, 1)
        // One connection for each transfer: segments add up only over separate connections, and before libcurl 8 one paused
        // HTTP/2 stream holds up all others on its connection.
        set(CURLOPT_HTTP_VERSION, 2)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout.milliseconds)
        set(CURLOPT_BUFFERSIZE, isInflated ? Self.inflatingBuffer : Self.largeBuffer)
        set(CURLOPT_USERAGENT, settings.userAgent)
        if isInflated { set(CURLOPT_ACCEPT_ENCODING, "gzip, br") }
        setMethod(request)
        if let signing = request.signing { sign(signing) }
        set(headerLines: Self.lines(request, isInflated: isInflated))
        setNetwork(settings.network, for: request.url.origin)
    }

    private func setMethod(_ request: TransportRequest) {
        switch request.method {
        case .get where request.body.isEmpty: set(CURLOPT_HTTPGET, 1)
        case .head: set(CURLOPT_NOBODY, 1)
        case _ where request.upload != nil:
            set(CURLOPT_UPLOAD, 1)
            set(CURLOPT_UPLOAD_BUFFERSIZE, Self.largeBuffer)
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        default:
            // An empty one has a length too: servers refuse a PUT that does not say it.
            if request.method == .post || request.method == .put || !request.body.isEmpty {
                set(CURLOPT_POST, 1)
                set(body: request.body)
            }
            if request.method != .post { set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        }
    }

    /// libcurl makes the signature (AWS signature version 4) when it sends, with the time of that moment. Its options for it come with
    /// 7.75; that it signs our own headers and takes the body's hash from `x-amz-content-sha256` came with 7.87.
    private func sign(_ signing: RequestSigning) {
        set(CURLOPT_AWS_SIGV4, "aws:amz:\(signing.region):\(signing.service)")
        set(CURLOPT_USERNAME, signing.accessKey)
        set(CURLOPT_PASSWORD, signing.secretKey)
    }

    private static func lines(_ request: TransportRequest, isInflated: Bool) -> [String] {
        var lines: [String] = []
        if request.signing == nil {
            // libcurl would wait a second for a 100 that few servers send, and call any body a form.
            lines.append("Expect:")
            if request.headers[.contentType] == nil { lines.append("Content-Type:") }
        } else if request.headers[.contentType] == nil, request.method == .post || request.method == .put, request.upload == nil {
            // libcurl 7.88 signs what it is told to leave out. Stores do send a 100.
            lines.append("Content-Type: application/octet-stream")
        }
        if !isInflated, request.headers[.acceptEncoding] == nil { lines.append("Accept-Encoding: identity") }
        if let range = request.range {
            // An end of `Int64.max` stands for "to the end".
            lines.append("Range: bytes=\(range.lowerBound)-" + (range.upperBound == .max ? "" : "\(range.upperBound - 1)"))
        }
        if let token = request.signing?.sessionToken { lines.append("x-amz-security-token: \(token)") }
        for field in request.headers where !(field.name == .range && request.range != nil) {
            lines.append(field.value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(field.value)")
        }
        return lines
    }

    private func setNetwork(_ network: NetworkEnvironment, for origin: WebURL.Origin) {
        // Both are always set: left alone, libcurl reads the environment by rules of its own.
        set(CURLOPT_NOPROXY, "")
        if let proxy = network.proxy(for: origin) {
            set(CURLOPT_PROXY, proxy.address)
            if let user = proxy.user { set(CURLOPT_PROXYUSERNAME, user) }
            if let password = proxy.password { set(CURLOPT_PROXYPASSWORD, password) }
        } else {
            set(CURLOPT_PROXY, "")
        }
        if let file = network.certificateFile {
            set(CURLOPT_CAINFO, file)
            set(CURLOPT_PROXY_CAINFO, file)
        }
        if let directory = network.certificateDirectory {
            set(CURLOPT_CAPATH, directory)
            set(CURLOPT_PROXY_CAPATH, directory)
        }
    }
}

extension Duration {
    /// Whole milliseconds, cut; within what a C `long` holds.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(clamping: seconds.multipliedReportingOverflow(by: 1_000).partialValue) + Int(attoseconds / 1_000_000_000_000_000)
    }
}
