/// What is wrong with a data file of the taxonomy, and where: `tasks.yaml:12: unknown key 'lable' …`.
public struct TaxonomyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name without its folders.
    public let file: String
    /// From 1; nil where no line can be named, as for a file that can't be read.
    public let line: Int?
    public let reason: String

    init(file: String, line: Int?, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)" }
}
