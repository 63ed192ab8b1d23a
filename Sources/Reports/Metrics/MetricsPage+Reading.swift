extension MetricsPage {
    /// Bytes of a document that are read at most.
    public static let longestDocument = 256 << 10
    /// Samples of a document that are taken at most.
    private static let mostSamples = 2_000

    /// Reads what `text` writes, strictly: nil for anything else, so that a damaged document can't break the page it would be put into.
    /// Only names that begin with `weighbridge_` are taken: a document can't speak for anybody else.
    public init?(parsing bytes: [UInt8]) {
        guard bytes.count <= Self.longestDocument, let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n") || text.isEmpty
        else { return nil }
        var page = MetricsPage()
        var help: [Substring: String] = [:]
        var kinds: [Substring: MetricFamily.Kind] = [:]
        var count = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("# HELP ") {
                let parts = line.dropFirst(7).split(separator: " ", maxSplits: 1)
                guard let name = parts.first, Self.isOurs(name) else { return nil }
                guard let words = parts.count > 1 ? Self.unescaped(parts[1]) : "" else { return nil }
                help[name] = words
            } else if line.hasPrefix("# TYPE ") {
                let parts = line.dropFirst(7).split(separator: " ")
                guard parts.count == 2, Self.isOurs(parts[0]), let kind = MetricFamily.Kind(rawValue: String(parts[1])) else { return nil }
                kinds[parts[0]] = kind
            } else {
                count += 1
                guard count <= Self.mostSamples, let (name, sample) = Self.sample(line), Self.isOurs(name), let kind = kinds[name] else {
                    return nil
                }
                page.add(MetricFamily(String(name), kind, help[name] ?? "", [sample]))
            }
        }
        self = page
    }

    private static func isOurs(_ name: Substring) -> Bool { name.hasPrefix("weighbridge_") && MetricFamily.isName(name) }

    /// `name{label="value",…} 1`, without a time.
    private static func sample(_ line: Substring) -> (Substring, MetricFamily.Sample)? {
        let name = line.prefix { $0 != "{" && $0 != " " }
        var rest = line.dropFirst(name.count)
        var labels: [MetricFamily.Label] = []
        if rest.first == "{" {
            rest = rest.dropFirst()
            while rest.first != "}" {
                guard labels.count < 8, let label = label(&rest) else { return nil }
                guard !labels.contains(where: { $0.name == label.name }) else { return nil }
                labels.append(label)
                if rest.first == "," { rest = rest.dropFirst() } else if rest.first != "}" { return nil }
            }
            rest = rest.dropFirst()
        }
        guard rest.first == " ", let value = number(rest.dropFirst()) else { return nil }
        return (name, MetricFamily.Sample(value, labels))
    }

    private static func label(_ rest: inout Substring) -> MetricFamily.Label? {
        let name = rest.prefix { $0 != "=" }
        guard MetricFamily.isName(name) else { return nil }
        rest = rest.dropFirst(name.count + 1)
        guard rest.first == "\"" else { return nil }
        rest = rest.dropFirst()
        var end = rest.startIndex
        var isEscaped = false
        while end < rest.endIndex, isEscaped || rest[end] != "\"" {
            isEscaped = !isEscaped && rest[end] == "\\"
            end = rest.index(after: end)
        }
        guard end < rest.endIndex, let value = unescaped(rest[..<end]), value.utf8.count <= 500 else { return nil }
        rest = rest[rest.index(after: end)...]
        return MetricFamily.Label(String(name), value)
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "NaN": return .nan
        case "+Inf": return .infinity
        case "-Inf": return -.infinity
        default:
            let allowed = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
            return allowed && text.utf8.count <= 32 ? Double(text) : nil
        }
    }

    private static func unescaped(_ text: Substring) -> String? {
        var out = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                switch character {
                case "\\": out += "\\"
                case "\"": out += "\""
                case "n": out += "\n"
                default: return nil
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                out.append(character)
            }
        }
        return isEscaped ? nil : out
    }
}
