import Scanning
import Variants

/// The facts of a file in memory.
func facts(_ file: [UInt8], name: String = "file", budget: ReadBudget = .header) async throws(ScanError) -> WeightFacts {
    try await WeightScanner(budget: budget).facts(of: name, MemorySource(file))
}

/// What kind of error it was refused with; nil: it was not.
func refusal(_ file: [UInt8], name: String = "file") async -> String? {
    do throws(ScanError) {
        _ = try await facts(file, name: name)
        return nil
    } catch {
        switch error {
        case .malformed(_, let reason): return "malformed: \(reason)"
        case .truncated(_, let reason): return "truncated: \(reason)"
        case .tooMuch(_, let reason): return "too much: \(reason)"
        case .overBudget: return "over budget"
        case .unrecognized: return "unrecognized"
        case .unreadable: return "unreadable"
        case .cancelled: return "cancelled"
        }
    }
}

func scan(_ file: [UInt8], name: String = "file.bin", limits: FileScanner.Limits = .init()) async throws(ScanError) -> FileScan {
    try await FileScanner(limits: limits).scan(name, MemorySource(file))
}

/// Codes of a scan, sorted.
func codes(_ file: [UInt8], name: String = "file.bin", limits: FileScanner.Limits = .init()) async throws(ScanError) -> [ScanCode] {
    Set(try await scan(file, name: name, limits: limits).reasons.map(\.code)).sorted { $0.rawValue < $1.rawValue }
}
