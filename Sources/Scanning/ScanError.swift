/// Why a file's header is not read, or not read further.
public enum ScanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The source failed; nothing is known of the file.
    case unreadable(file: String, reason: String)
    /// None of the formats that are known here.
    case unrecognized(file: String)
    /// It ends before what it announces.
    case truncated(file: String, reason: String)
    /// It breaks a rule of its own format.
    case malformed(file: String, reason: String)
    /// It goes beyond what any honest file has: counts, depths, lengths.
    case tooMuch(file: String, reason: String)
    /// Reading on would take more requests or bytes than the caller allows.
    case overBudget(file: String, reason: String)
    /// The task was cancelled.
    case cancelled(file: String)

    /// Whether the bytes are to blame, not the source or the budget.
    var isOfContent: Bool {
        switch self {
        case .unrecognized, .truncated, .malformed, .tooMuch: true
        case .unreadable, .overBudget, .cancelled: false
        }
    }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) can't be read: \(reason)"
        case .unrecognized(let file): "\(file) is in no format of weights that is known here"
        case .truncated(let file, let reason): "\(file) is cut off: \(reason)"
        case .malformed(let file, let reason): "\(file) is malformed: \(reason)"
        case .tooMuch(let file, let reason): "\(file) announces too much: \(reason)"
        case .overBudget(let file, let reason): "\(file) is not read further: \(reason)"
        case .cancelled(let file): "reading \(file) was cancelled"
        }
    }
}

/// The same without the file's name, for parsers that see bytes only.
enum HeaderFault: Error {
    /// More bytes are needed, counted from the start of what the parser was given.
    case needs(Int)
    case malformed(String)
    case tooMuch(String)

    func error(in file: String) -> ScanError {
        switch self {
        case .needs(let count): .truncated(file: file, reason: "it lacks some of the first \(count) bytes of its header")
        case .malformed(let reason): .malformed(file: file, reason: reason)
        case .tooMuch(let reason): .tooMuch(file: file, reason: reason)
        }
    }
}
