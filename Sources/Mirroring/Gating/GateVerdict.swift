public import Scanning

/// What the gate knows of one file.
public enum GateVerdict: Hashable, Sendable {
    case scanned(FileScan)
    /// The file could not be looked into, so nothing is known of it. Not kept: the next look tries again.
    case unscannable(reason: String)

    /// `clean`, `suspicious`, `dangerous` or `unscannable`.
    public var word: String {
        switch self {
        case .scanned(let scan): scan.verdict.rawValue
        case .unscannable: "unscannable"
        }
    }

    /// How it is to be treated: what could not be looked into is never clean.
    public var severity: ScanVerdict {
        switch self {
        case .scanned(let scan): scan.verdict
        case .unscannable: .suspicious
        }
    }

    /// Why, in words, the worst first.
    public var reasons: [String] {
        switch self {
        case .scanned(let scan): scan.reasons.map { "\($0.code.rawValue): \($0.detail)" + ($0.place.map { " (\($0))" } ?? "") }
        case .unscannable(let reason): ["it can't be looked into: \(reason)"]
        }
    }
}

extension ScanPolicy {
    /// What is done about a file with this verdict.
    public func action(on verdict: GateVerdict) -> Action {
        switch verdict.severity {
        case .clean: .serve
        case .suspicious: suspicious
        case .dangerous: dangerous
        }
    }
}
