/// Who signs a request by AWS signature version 4, and for what.
///
/// The signature holds for the query as it is written: names in order, everything but unreserved characters escaped, and a name without
/// a value followed by `=` (measured with libcurl 7.88.1, which does not put it right).
public struct RequestSigning: Sendable, Hashable {
    public let accessKey: String
    let secretKey: String
    let sessionToken: String?
    public let region: String
    public let service: String

    /// nil where a part has characters that can't be in a header, or the access key is empty or has a colon.
    public init?(accessKey: String, secretKey: String, sessionToken: String? = nil, region: String, service: String = "s3") {
        func isPlain(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
        let names = [accessKey, region, service]
        guard names.allSatisfy({ isPlain($0) && !$0.contains(":") }), isPlain(secretKey), sessionToken.map(isPlain) ?? true else {
            return nil
        }
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
        self.region = region
        self.service = service
    }
}

extension RequestSigning: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without any secret.
    public var description: String { "\(service) in \(region) as \(accessKey.prefix(4))…" }
    public var debugDescription: String { description }
    /// Nothing: whoever prints a request must not print what is in here.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
