internal import JSONReading
internal import Yams

/// A node of a YAML file, with its line.
struct YAMLNode: SourceNode {
    static let isMadeByPeople = true
    let node: Node

    /// Files of ours have a few kilobytes; more is a mistake.
    static let sizeLimit = 256 << 10

    /// The one document of a file. Throws for syntax errors, for keys that are given twice and for empty files.
    static func parse(_ text: String, file: String) throws(LicenseFault) -> YAMLNode {
        guard text.utf8.count <= sizeLimit else { throw LicenseFault(file: file, line: nil, reason: "more than \(sizeLimit) bytes") }
        do {
            guard let root = try Yams.compose(yaml: text) else { throw LicenseFault(file: file, line: 1, reason: "the file is empty") }
            return YAMLNode(node: root)
        } catch let fault as LicenseFault {
            throw fault
        } catch let error as YamlError {
            switch error {
            case .duplicatedKeysInMapping(let duplicates, let context):
                let keys = duplicates.sorted().map { "'\($0)'" }.joined(separator: ", ")
                throw LicenseFault(file: file, line: context.mark.line, reason: "\(keys) given twice in one mapping")
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
                throw LicenseFault(file: file, line: mark.line, reason: problem)
            default:
                throw LicenseFault(file: file, line: nil, reason: "\(error)")
            }
        } catch {
            throw LicenseFault(file: file, line: nil, reason: "not YAML")
        }
    }

    var line: Int? { node.mark?.line }
    var text: String? { node.scalar?.string }
    var elements: [YAMLNode]? { node.sequence.map { $0.map(YAMLNode.init) } }

    var members: [SourceMember<YAMLNode>]? {
        guard let mapping = node.mapping else { return nil }
        var members: [SourceMember<YAMLNode>] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { return nil }
            members.append(SourceMember(key: name, line: key.mark?.line, value: YAMLNode(node: value)))
        }
        return members
    }

    /// As JSON with every scalar as text: the compiled form of the same value. Keys keep the order of the file.
    func write(to json: inout JSONWriter) {
        if let members {
            json.object { json in
                for member in members {
                    json.key(member.key)
                    member.value.write(to: &json)
                }
            }
        } else if let elements {
            json.array { json in
                for element in elements { element.write(to: &json) }
            }
        } else {
            json.string(text ?? "")
        }
    }
}
