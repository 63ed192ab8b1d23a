internal import JSONReading

/// A node of the compiled form.
struct JSONNode: SourceNode {
    static let isMadeByPeople = false
    let value: JSONValue

    var line: Int? { nil }
    var text: String? { value.string }
    var elements: [JSONNode]? { value.array.map { $0.map { JSONNode(value: $0) } } }
    var members: [SourceMember<JSONNode>]? {
        value.object.map { $0.map { SourceMember(key: $0.key.string ?? "", line: nil, value: JSONNode(value: $0.value)) } }
    }
}
