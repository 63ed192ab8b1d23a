internal import JSONReading

extension ScanRun {
    /// A chat template, or the JSON of a tokenizer that has some.
    func template(_ reader: RangeReader, isJSON: Bool, _ subject: Subject) async throws(ScanError) {
        guard reader.size <= Int64(limits.unpacked) else { return note(.templateSuspicious, "it is larger than is looked at", subject) }
        let bytes = Array(try await reader.bytes(at: 0, count: Int(reader.size)))
        guard isJSON else { return judge(String(decoding: bytes, as: UTF8.self), subject) }
        guard let root = try? JSONDocument(parsing: bytes, limits: .init(size: bytes.count)).root else { return }
        guard let templates = root["chat_template"] else { return }
        if let text = templates.string { judge(text, subject) }
        // Several, each with a name.
        for element in templates.array?.map({ $0 }) ?? [] {
            if let text = element["template"]?.string ?? element.string { judge(text, subject) }
        }
        for (_, member) in templates.object?.map({ $0 }) ?? [] {
            if let text = member.string { judge(text, subject) }
        }
    }

    private func judge(_ text: String, _ subject: Subject) {
        guard text.utf8.count <= TemplateScan.limit else {
            return note(.templateSuspicious, "its chat template is longer than is looked at", subject)
        }
        if let found = TemplateScan.finding(in: text) { note(found.code, found.detail, subject) }
    }

    /// TensorFlow's graphs name each operation as field 2 of its node (tensorflow, `node_def.proto`).
    func savedModel(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        for operation in ["ReadFile", "WriteFile", "PyFunc", "PyFuncStateless", "EagerPyFunc", "LoadLibrary"] {
            let word = [0x12, UInt8(operation.utf8.count)] + Array(operation.utf8)
            try await search(reader, for: word, subject) { (_: Int64) throws(ScanError) in
                self.note(.savedModelOperation, "its graph has the operation \(operation)", subject)
                return false
            }
        }
    }
}
