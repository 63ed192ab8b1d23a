/// One value of a data file, written as YAML by people or as JSON by the compiler: both are read by the same strict reader.
protocol SourceNode {
    /// Whether faults are read by people who edit the file; the compiled form is made by the program.
    static var isMadeByPeople: Bool { get }
    /// Of the source text, from 1; nil in the compiled form, which has no lines that people read.
    var line: Int? { get }
    /// nil unless it is a scalar. Never converted: `yes` stays `yes`, `2023-07-18` stays text.
    var text: String? { get }
    /// nil unless it is a list.
    var elements: [Self]? { get }
    /// nil unless it is a mapping with texts for keys.
    var members: [SourceMember<Self>]? { get }
}

struct SourceMember<Node> {
    let key: String
    let line: Int?
    let value: Node
}
