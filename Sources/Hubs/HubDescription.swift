internal import CatalogData
public import Foundation
public import Transport
public import Vocabulary
internal import Yams

/// What we know of a hub before we have spoken to it: a file of `catalog/hubs/`.
public struct HubDescription: Sendable, Hashable {
    /// A file that does not say what it has to.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public let file: String
        /// Counted from 1; nil: the file as a whole.
        public let line: Int?
        public let reason: String

        public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)" }
    }

    /// The name of the file.
    public let id: HubID
    /// For a person.
    public let name: String
    public let endpoint: WebURL
    /// Models asked for in one page.
    public let pageSize: Int
    /// Requests to one origin at a time.
    public let concurrency: Int
    /// How many may come at once before `requests` in `window` counts.
    public let burst: Int
    public let requests: Int
    public let window: Duration
    /// Goes behind our own name in the User-Agent.
    public let userAgent: String

    /// The same for the transport.
    public var politeness: Politeness { Politeness(concurrency: concurrency, interval: window / requests, burst: burst) }

    private enum Key: String, CaseIterable {
        case name, endpoint, concurrency, burst, requests
        case pageSize = "page_size"
        case window = "window_seconds"
        case userAgent = "user_agent"
    }

    /// Reads a file strictly: every key is there once, and none that we do not know.
    public init(contentsOf file: URL) throws(Fault) {
        let text: String
        do { text = try String(contentsOf: file, encoding: .utf8) } catch {
            throw Fault(file: file.lastPathComponent, line: nil, reason: "can't be read: \(error.localizedDescription)")
        }
        try self.init(yaml: text, file: file.lastPathComponent)
    }

    /// `file` is its name: `huggingface.yaml`.
    public init(yaml: String, file: String) throws(Fault) {
        guard file.hasSuffix(".yaml"), let id = HubID(String(file.dropLast(5))) else {
            throw Fault(file: file, line: nil, reason: "the file is not named after a hub")
        }
        let fields = try Fields(yaml, file)
        self.id = id
        name = try fields.text(.name) { $0.isEmpty ? nil : $0 }
        endpoint = try fields.text(.endpoint) { WebURL($0) }
        pageSize = try fields.number(.pageSize, 1...10_000)
        concurrency = try fields.number(.concurrency, 1...1_000)
        burst = try fields.number(.burst, 1...100_000)
        requests = try fields.number(.requests, 1...1_000_000)
        window = .seconds(try fields.number(.window, 1...86_400))
        userAgent = try fields.text(.userAgent) { text in
            let isToken = text.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
            return !text.isEmpty && isToken ? text : nil
        }
    }

    /// The top level of the file.
    private struct Fields {
        private let file: String
        private let values: [Key: Node]

        init(_ yaml: String, _ file: String) throws(Fault) {
            let root: Node?
            do { root = try Yams.compose(yaml: yaml) } catch { throw Fault(file: file, line: nil, reason: "not YAML: \(error)") }
            guard let mapping = root?.mapping else { throw Fault(file: file, line: nil, reason: "not keys and values") }
            var values: [Key: Node] = [:]
            for (node, value) in mapping {
                let name = node.scalar?.string ?? ""
                guard let key = Key(rawValue: name) else { throw Fault(file: file, line: node.mark?.line, reason: "unknown key '\(name)'") }
                values[key] = value
            }
            for key in Key.allCases where values[key] == nil { throw Fault(file: file, line: nil, reason: "'\(key.rawValue)' is missing") }
            self.file = file
            self.values = values
        }

        func text<Value>(_ key: Key, _ read: (String) -> Value?) throws(Fault) -> Value {
            let node = values[key]
            guard let text = node?.scalar?.string, let value = read(text) else {
                throw Fault(file: file, line: node?.mark?.line, reason: "'\(key.rawValue)' is not what it has to be")
            }
            return value
        }

        func number(_ key: Key, _ range: ClosedRange<Int>) throws(Fault) -> Int {
            guard let number = values[key]?.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
                throw Fault(
                    file: file, line: values[key]?.mark?.line,
                    reason: "'\(key.rawValue)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }
}
