/// A page of metrics in Prometheus's text format 0.0.4, which node_exporter's textfile collector reads as well.
///
/// Families of one name are put together: the format allows each name one group. Of two samples with the same labels the first counts.
public struct MetricsPage: Sendable, Hashable {
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    public private(set) var families: [MetricFamily] = []

    public init(_ families: [MetricFamily] = []) {
        for family in families { add(family) }
    }

    /// A family whose name or labels no reader would take, or that is of another kind than the one of its name, is left out.
    public mutating func add(_ family: MetricFamily) {
        let samples = family.samples.filter { $0.labels.allSatisfy { MetricFamily.isName($0.name) } }
        guard MetricFamily.isName(family.name) else { return }
        guard let place = families.firstIndex(where: { $0.name == family.name }) else {
            var made = MetricFamily(family.name, family.kind, family.help, [])
            Self.merge(samples, into: &made)
            families.append(made)
            return
        }
        guard families[place].kind == family.kind else { return }
        Self.merge(samples, into: &families[place])
    }

    /// All families of another page.
    public mutating func add(_ page: MetricsPage) {
        for family in page.families { add(family) }
    }

    private static func merge(_ samples: [MetricFamily.Sample], into family: inout MetricFamily) {
        var known = Set(family.samples.map { Set($0.labels) })
        for sample in samples where known.insert(Set(sample.labels)).inserted { family.samples.append(sample) }
    }

    // MARK: Text

    public var text: String {
        var out = ""
        for family in families where !family.samples.isEmpty {
            out += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n# TYPE \(family.name) \(family.kind.rawValue)\n"
            for sample in family.samples {
                out += family.name
                if !sample.labels.isEmpty {
                    out += "{" + sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
                }
                out += " \(Self.number(sample.value))\n"
            }
        }
        return out
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\"" where quotes: out += "\\\""
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Whole numbers without a fraction, for people.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }
}
