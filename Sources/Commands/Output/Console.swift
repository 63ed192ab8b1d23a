import Foundation

/// Where a command prints: documents to standard output, everything else to standard error.
struct Console: Sendable {
    let format: OutputFormat
    let isQuiet: Bool
    /// Whether standard error is a terminal, so that a line may be redrawn.
    let isTerminal: Bool

    init(format: OutputFormat, isQuiet: Bool) {
        self.format = format
        self.isQuiet = isQuiet
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    func show(_ document: Document) {
        Self.write(document.text(in: format) + "\n", to: STDOUT_FILENO)
    }

    /// A line for a person; not printed with `--quiet`.
    func note(_ line: String) {
        guard !isQuiet else { return }
        Self.write(line + "\n", to: STDERR_FILENO)
    }

    /// A line that `--quiet` does not silence.
    func warn(_ line: String) {
        Self.write(line + "\n", to: STDERR_FILENO)
    }

    /// Writes all of it or, where the reader has gone, nothing more.
    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
