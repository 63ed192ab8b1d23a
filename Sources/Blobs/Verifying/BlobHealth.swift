public import Vocabulary

/// What a verification found of one blob.
public struct BlobHealth: Sendable, Hashable {
    /// What is wrong, or that nothing is.
    public enum State: Sendable, Hashable {
        case healthy
        /// Other bytes than those of the blob, in order; ends may lie beyond a file that was cut.
        case damaged([Range<Int64>])
        /// Not held, though something refers to it.
        case missing
        /// It could not be read.
        case unreadable(String)
    }

    public let digest: Digest
    /// Bytes the blob has, as its tree or its file says.
    public let size: Int64
    public let state: State
    /// Whether its tree was made, or made anew.
    public let isNewlyTreed: Bool

    init(_ digest: Digest, size: Int64, _ state: State, isNewlyTreed: Bool = false) {
        self.digest = digest
        self.size = size
        self.state = state
        self.isNewlyTreed = isNewlyTreed
    }

    public var isHealthy: Bool { state == .healthy }
}
