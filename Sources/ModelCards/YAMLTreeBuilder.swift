internal import Vocabulary

/// Makes a tree of libyaml's events, and stops at the first event that would make it too deep or too large. Aliases are expanded, so
/// what they repeat counts each time.
struct YAMLTreeBuilder {
    /// Something odd that did not stop the reading.
    struct Note {
        let code: Finding.Code
        let line: Int
        let reason: String
    }

    private(set) var notes: [Note] = []
    private let firstLine: Int
    private let maxDepth: Int
    private let maxValues: Int
    private var values = 0
    private var anchors: [String: Built] = [:]
    private var open: [Frame] = []
    private var root: CardValue?

    init(firstLine: Int, maxDepth: Int, maxValues: Int) {
        self.firstLine = firstLine
        self.maxDepth = maxDepth
        self.maxValues = maxValues
    }

    /// The first document of `yaml`; null where there is none.
    mutating func build(_ yaml: ArraySlice<UInt8>) throws(YAMLFault) -> CardValue {
        var outcome = Result<CardValue, YAMLFault>.success(.null)
        yaml.withUnsafeBufferPointer { bytes in
            guard var events = YAMLEvents(bytes, firstLine: firstLine) else {
                outcome = .failure(YAMLFault(.cardFrontMatter, line: firstLine, "memory ran out"))
                return
            }
            do throws(YAMLFault) {
                outcome = .success(try read(&events))
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    private mutating func read(_ events: inout YAMLEvents) throws(YAMLFault) -> CardValue {
        while true {
            let event = try events.next()
            let line = events.line
            switch event {
            case .streamEnd: return root ?? .null
            case .documentStart where root != nil:
                note(.cardFrontMatter, line, "a second YAML document in the front matter is not read")
                return root ?? .null
            case .documentStart, .documentEnd, .nothing: break
            case .scalar(let scalar, let anchor, let tag):
                let value = resolve(scalar, tag: tag, line: line)
                let isMerge = scalar.isPlain && tag == nil && scalar.text == "<<"
                try take(Built(value, text: scalar.text, isMerge: isMerge), anchor: anchor, line: line)
            case .listStart(let anchor, let tag): try push(Frame(isMap: false, anchor: anchor, line: line), tag: tag)
            case .mapStart(let anchor, let tag): try push(Frame(isMap: true, anchor: anchor, line: line), tag: tag)
            case .alias(let name): try repeatAnchor(name, line: line)
            case .end: try pop()
            }
        }
    }

    private mutating func push(_ frame: Frame, tag: String?) throws(YAMLFault) {
        guard open.count < maxDepth else { throw tooDeep(frame.line) }
        noteUnknown(tag, frame.line)
        try count(1, line: frame.line, code: .cardTooLarge)
        open.append(frame)
    }

    private mutating func pop() throws(YAMLFault) {
        guard let frame = open.popLast() else { return }
        try add(frame.finished(), anchor: frame.anchor, line: frame.line)
    }

    private mutating func take(_ built: Built, anchor: String?, line: Int) throws(YAMLFault) {
        try count(1, line: line, code: .cardTooLarge)
        try add(built, anchor: anchor, line: line)
    }

    private mutating func repeatAnchor(_ name: String, line: Int) throws(YAMLFault) {
        guard let built = anchors[name] else {
            throw YAMLFault(.cardFrontMatter, line: line, "the alias '*\(name)' stands for nothing written before it")
        }
        guard open.count + built.height <= maxDepth else { throw tooDeep(line) }
        try count(built.weight, line: line, code: .cardAliasBomb)
        try add(built, anchor: nil, line: line)
    }

    private mutating func add(_ built: Built, anchor: String?, line: Int) throws(YAMLFault) {
        if let anchor { anchors[anchor] = built }
        guard !open.isEmpty else {
            root = built.value
            return
        }
        if let note = open[open.count - 1].add(built, line: line) { self.note(note.code, note.line, note.reason) }
    }

    private mutating func count(_ more: Int, line: Int, code: Finding.Code) throws(YAMLFault) {
        values += more
        guard values <= maxValues else {
            let what = code == .cardAliasBomb ? "aliases repeat more than" : "the front matter has more than"
            throw YAMLFault(code, line: line, "\(what) \(maxValues) values")
        }
    }

    private func tooDeep(_ line: Int) -> YAMLFault {
        YAMLFault(.cardTooDeep, line: line, "more than \(maxDepth) lists or mappings inside one another")
    }

    private mutating func resolve(_ scalar: YAMLEvent.Scalar, tag: String?, line: Int) -> CardValue {
        guard let tag else { return scalar.isPlain ? YAMLScalar.value(of: scalar.text) : .string(scalar.text) }
        noteUnknown(tag, line)
        switch tag {
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
            return YAMLScalar.value(of: scalar.text)
        default: return .string(scalar.text)
        }
    }

    /// No tag is ever obeyed beyond the kinds of JSON: a tag that names a type of some language is text from outside.
    private mutating func noteUnknown(_ tag: String?, _ line: Int) {
        let known = ["int", "float", "bool", "null", "str", "seq", "map", "set", "omap", "binary", "timestamp"]
        guard let tag, tag != "!", !known.contains(where: { tag == "tag:yaml.org,2002:\($0)" }) else { return }
        note(.cardFrontMatter, line, "the tag '\(tag.prefix(100))' is not obeyed; its value is taken as it is written")
    }

    private mutating func note(_ code: Finding.Code, _ line: Int, _ reason: String) {
        if notes.count < 100 { notes.append(Note(code: code, line: line, reason: reason)) }
    }
}

extension YAMLTreeBuilder {
    /// A finished value, and what it costs to have it once more.
    fileprivate struct Built {
        let value: CardValue
        /// A scalar as written, for use as a key; nil: it is none.
        let text: String?
        let isMerge: Bool
        let weight: Int
        let height: Int

        init(_ value: CardValue, text: String?, isMerge: Bool = false, weight: Int = 1, height: Int = 0) {
            self.value = value
            self.text = text
            self.isMerge = isMerge
            self.weight = weight
            self.height = height
        }
    }

    /// A list or mapping that is not finished.
    fileprivate struct Frame {
        private enum Key {
            case none, merge, unusable
            case text(String)
        }

        let isMap: Bool
        let anchor: String?
        let line: Int
        private var elements: [CardValue] = []
        private var members: [CardMember] = []
        private var places: [String: Int] = [:]
        private var merged: [CardMember] = []
        private var key = Key.none
        private var weight = 1
        private var height = 0

        init(isMap: Bool, anchor: String?, line: Int) {
            self.isMap = isMap
            self.anchor = anchor
            self.line = line
        }

        mutating func add(_ built: Built, line: Int) -> Note? {
            weight += built.weight
            height = max(height, built.height)
            guard isMap else {
                elements.append(built.value)
                return nil
            }
            switch key {
            case .none:
                key = built.isMerge ? .merge : built.text.map { .text($0) } ?? .unusable
                guard case .unusable = key else { return nil }
                return Note(
                    code: .cardFrontMatter, line: line,
                    reason: "a key is a list or a mapping (a template that was not filled in?); it is left out")
            case .unusable: key = .none
            case .merge:
                key = .none
                merge(built.value)
            case .text(let name):
                key = .none
                return set(name, built.value, line: line)
            }
            return nil
        }

        private mutating func set(_ name: String, _ value: CardValue, line: Int) -> Note? {
            guard let place = places[name] else {
                places[name] = members.count
                members.append(CardMember(key: name, value: value))
                return nil
            }
            let isSame = members[place].value == value
            members[place] = CardMember(key: name, value: value)
            let reason = "'\(name.prefix(100))' is given twice" + (isSame ? "" : " with different values; the last one counts")
            return Note(code: .cardDuplicateKey, line: line, reason: reason)
        }

        /// `<<` (yaml.org/type/merge.html): members that the mapping does not have itself; of several sources the first wins.
        private mutating func merge(_ value: CardValue) {
            switch value {
            case .map(let members): merged += members
            case .list(let values):
                for case .map(let members) in values { merged += members }
            default: break
            }
        }

        func finished() -> Built {
            guard isMap else { return Built(.list(elements), text: nil, weight: weight, height: height + 1) }
            var all = members
            var known = places
            for member in merged where known[member.key] == nil {
                known[member.key] = all.count
                all.append(member)
            }
            return Built(.map(all), text: nil, weight: weight, height: height + 1)
        }
    }
}
