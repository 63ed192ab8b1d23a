/// A value where it stands: reads it as what it must be, or says in which file and line it is not.
struct SourceField<Node: SourceNode> {
    let node: Node
    let file: String
    /// `limits[0].threshold`, for messages.
    let path: String
    /// The line of its key, where the node itself has none.
    let keyLine: Int?

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
            SourceField(node: $1, file: file, path: "\(path)[\($0)]", keyLine: keyLine)
        }
    }

    /// A list of texts, none twice.
    func texts() throws(LicenseFault) -> [String] {
        var seen: Set<String> = []
        var texts: [String] = []
        for field in try list() {
            let text = try field.text()
            guard seen.insert(text).inserted else { throw field.fault("'\(text)' given twice in '\(path)'") }
            texts.append(text)
        }
        return texts
    }

    func mapping() throws(LicenseFault) -> SourceMapping<Node> { try SourceMapping(self) }
}
