public import Vocabulary

/// Bytes that are held and not served, or that were until somebody released them.
public struct QuarantineItem: Hashable, Sendable {
    /// Somebody's word that the bytes may be served.
    public struct Release: Hashable, Sendable {
        public let at: Timestamp
        /// Why; at most `remarkLimit` characters.
        public let remark: String

        public init(at: Timestamp, remark: String) {
            self.at = at
            self.remark = String(remark.prefix(QuarantineItem.remarkLimit))
        }
    }

    public static let remarkLimit = 1_000
    static let reasonLimit = 32

    public let blob: Digest
    /// The kind of name under which a scan judged them (`*.pkl`); nil: somebody put them here, whatever they are called.
    public let kind: String?
    /// Where the bytes were met first, `org/name path`; nil: unknown.
    public let file: String?
    /// Why they are here, the worst first; at most 32, each of at most 1,000 characters.
    public let reasons: [String]
    public let at: Timestamp
    /// nil: not released.
    public internal(set) var release: Release?

    public init(blob: Digest, kind: String?, file: String?, reasons: [String], at: Timestamp, release: Release? = nil) {
        self.blob = blob
        self.kind = kind
        self.file = file.map { String($0.prefix(2_000)) }
        self.reasons = reasons.prefix(Self.reasonLimit).map { String($0.prefix(Self.remarkLimit)) }
        self.at = at
        self.release = release
    }
}
