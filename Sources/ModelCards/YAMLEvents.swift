internal import CYaml
internal import Vocabulary

/// Why a YAML text gives no tree.
struct YAMLFault: Error {
    let code: Finding.Code
    /// In the card, counted from 1.
    let line: Int
    let reason: String

    init(_ code: Finding.Code, line: Int, _ reason: String) {
        self.code = code
        self.line = line
        self.reason = reason
    }
}

/// What libyaml says of a text, step by step.
enum YAMLEvent {
    struct Scalar {
        let text: String
        /// Written without quotes and not as a block.
        let isPlain: Bool
    }

    case documentStart
    case documentEnd
    case streamEnd
    case alias(String)
    case scalar(Scalar, anchor: String?, tag: String?)
    case listStart(anchor: String?, tag: String?)
    case mapStart(anchor: String?, tag: String?)
    case end
    /// The start of the stream.
    case nothing
}

/// libyaml's parser, one event at a time, so that a caller can stop before anything grows. (Yams composes whole trees by recursion,
/// without a limit of depth or of what aliases repeat; its libyaml is used directly.)
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let firstLine: Int
    private(set) var line: Int

    /// `bytes` must live as long as this does; `firstLine` is where they start in the card.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int) {
        parser = .allocate(capacity: 1)
        self.firstLine = firstLine
        line = firstLine
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    mutating func next() throws(YAMLFault) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
        defer { yaml_event_delete(&event) }
        line = firstLine + Int(event.start_mark.line)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_ALIAS_EVENT: return .alias(Self.text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            return .scalar(.init(text: text, isPlain: isPlain), anchor: Self.text(scalar.anchor), tag: Self.text(scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            return .listStart(anchor: Self.text(event.data.sequence_start.anchor), tag: Self.text(event.data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            return .mapStart(anchor: Self.text(event.data.mapping_start.anchor), tag: Self.text(event.data.mapping_start.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        default: return .nothing
        }
    }

    private func fault() -> YAMLFault {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not YAML"
        // libyaml reads some 1,000 characters ahead and has a limit of its own, which it tells in words only.
        if problem.hasPrefix("Maximum nesting level") {
            return YAMLFault(.cardTooDeep, line: line, "more than 1000 lists or mappings inside one another")
        }
        if parser.pointee.error == YAML_READER_ERROR {
            let code = String(max(0, parser.pointee.problem_value), radix: 16, uppercase: true)
            return YAMLFault(.cardFrontMatter, line: line, "not YAML: \(problem) (U+\(code))")
        }
        let context = parser.pointee.context.map { String(cString: $0) + ", " } ?? ""
        let place = firstLine + Int(parser.pointee.problem_mark.line)
        return YAMLFault(.cardFrontMatter, line: place, "not YAML: \(context)\(problem)")
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
