/// A value where it stands: reads it as what it must be, or says in which file and line it is not.
struct SourceField<Node: SourceNode> {
    let node: Node
    let file: String
    /// The line of its key, where the node itself has none.
    let keyLine: Int?
    /// The key it stands under; empty for the file.
    let name: String
    /// The key that its mapping stands under.
    var container = ""
    /// In a list: its place, from 0.
    var place: Int?

    /// `limits.threshold`, for messages. Made only when asked for, because thousands of fields are read at every start.
    var path: String { (container.isEmpty ? name : "\(container).\(name)") + (place.map { "[\($0)]" } ?? "") }

    func fault(_ reason: String) -> LicenseFault { LicenseFault(file: file, line: node.line ?? keyLine, reason: reason) }

    func text() throws(LicenseFault) -> String {
        guard let text = node.text else { throw fault("'\(path)' must be text") }
        guard !text.isEmpty else { throw fault("'\(path)' is empty") }
        return text
    }

    func integer() throws(LicenseFault) -> Int64 {
        guard let text = node.text, let value = Int64(text), value > 0 else { throw fault("'\(path)' must be a whole number above 0") }
        return value
    }

    /// One of the words of a closed set.
    func choice<Value: RawRepresentable & CaseIterable>(_: Value.Type = Value.self) throws(LicenseFault) -> Value
    where Value.RawValue == String {
        let text = try text()
        guard let value = Value(rawValue: text) else {
            throw fault("'\(text)' is no \(path) (known: \(Value.allCases.map(\.rawValue).joined(separator: ", ")))")
        }
        return value
    }

    /// A day as `2026-11-23`.
    func day() throws(LicenseFault) -> String {
        let text = try text()
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else {
            throw fault("'\(text)' is no day such as 2026-11-23")
        }
        return text
    }

    func list() throws(LicenseFault) -> [SourceField] {
        guard let elements = node.elements else { throw fault("'\(path)' must be a list") }
        guard !elements.isEmpty else { throw fault("'\(path)' is an empty list: leave the key out") }
        return elements.enumerated().map {
            SourceField(node: $1, file: file, keyLine: keyLine, name: name, container: container, place: $0)
        }
    }

    /// A list of texts, none twice.
    func texts() throws(LicenseFault) -> [String] {
        var texts: [String] = []
        for field in try list() {
            let text = try field.text()
            // Lists of ours are short: looking through them costs less than hashing.
            guard !texts.contains(text) else { throw field.fault("'\(text)' given twice in '\(path)'") }
            texts.append(text)
        }
        return texts
    }

    func mapping() throws(LicenseFault) -> SourceMapping<Node> { try SourceMapping(self) }
}
