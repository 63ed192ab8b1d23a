import Foundation

/// Lines of standard input.
enum InputLines {
    /// Bytes that are not UTF-8 are replaced, for what is piped in comes from strangers.
    static func read() -> [String] {
        let bytes = FileHandle.standardInput.readDataToEndOfFile()
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        if lines.last == "" { lines.removeLast() }
        return lines.map { $0.hasSuffix("\r") ? String($0.dropLast()) : $0 }
    }
}
