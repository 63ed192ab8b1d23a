/// How much may be asked of a source.
public struct ReadBudget: Hashable, Sendable {
    public var requests: Int
    public var bytes: Int64

    public init(requests: Int, bytes: Int64) {
        self.requests = requests
        self.bytes = bytes
    }

    /// For a header over the network. The longest headers known are those of GGUF files with large vocabularies (6 to 20 MB).
    public static let header = ReadBudget(requests: 8, bytes: 64 << 20)
    /// For a header of a file that is on this machine, where a request costs next to nothing.
    public static let local = ReadBudget(requests: 1 << 20, bytes: 1 << 30)
    /// For looking through a whole file that is on this machine.
    public static let whole = ReadBudget(requests: .max, bytes: .max)
}
