/// Measurements of one name, as Prometheus reads them.
public struct MetricFamily: Sendable, Hashable {
    /// How a value moves.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Only grows, until the process ends. Its name ends in `_total`.
        case counter
        case gauge
    }

    /// One value. Labels in the order in which they are written.
    public struct Sample: Sendable, Hashable {
        public let labels: [Label]
        public let value: Double

        public init(_ value: Double, _ labels: [Label] = []) {
            self.value = value
            self.labels = labels
        }
    }

    /// `name="value"`.
    public struct Label: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public let name: String
    /// A sentence for people; line ends are escaped.
    public let help: String
    public let kind: Kind
    public var samples: [Sample]

    public init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// One value without labels.
    public init(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        self.init(name, kind, help, [Sample(value)])
    }

    /// Letters, digits and underscores, no digit first: what is a name in every version of the format.
    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 200 else { return false }
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F }
    }
}
