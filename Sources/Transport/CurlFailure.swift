import CCurl

extension TransportError {
    /// libcurl's result in our words.
    init(_ code: CURLcode, url: WebURL, explanation: String) {
        let general = String(cString: curl_easy_strerror(code))
        self.init(Self.cause(code), url: url, detail: Self.printable(explanation.isEmpty ? general : explanation))
    }

    private static func cause(_ code: CURLcode) -> Cause {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_PROXY,
            CURLE_INTERFACE_FAILED, CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT:
            return .unreachable
        // The only time-out libcurl is given is the one for connecting.
        case CURLE_OPERATION_TIMEDOUT: return .unreachable
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CRL_BADFILE:
            return .untrusted
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_URL_MALFORMAT,
            CURLE_FILESIZE_EXCEEDED:
            return .malformed
        default: return .connectionLost
        }
    }

    /// Some of the words are the server's: plain ASCII and short, so that a terminal and a log can take them.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(240).map { $0.value >= 0x20 && $0.value < 0x7F ? $0 : "?" }))
    }
}
