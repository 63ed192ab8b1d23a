extension ScanRun {
    /// A JSON file: only if Keras would build a model of it does it matter.
    func kerasJSON(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        // Tokenizers have JSON of up to 40 MB.
        guard reader.size <= Int64(limits.unpacked) else {
            if subject.name.hasSuffix("config.json") { note(.kerasUnread, "it is larger than is looked at", subject) }
            return
        }
        let text = Array(try await reader.bytes(at: 0, count: Int(reader.size)))
        guard let result = KerasConfig.findings(text) else {
            if subject.depth > 0, subject.name == "config.json" { note(.kerasUnread, "its configuration is no JSON", subject) }
            return
        }
        for finding in result.findings { note(finding.code, finding.detail, subject) }
    }

    /// HDF5 keeps the model's JSON as one text somewhere in the file: it is searched for, without reading the file's structure.
    func hdf5(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        var lastEnd: Int64 = 0
        try await search(reader, for: Array("\"class_name\"".utf8), subject) { (place: Int64) throws(ScanError) in
            // Occurrences within a text that has been read are done.
            guard place >= lastEnd else { return true }
            guard let (range, text) = try await self.json(around: place, reader), range.upperBound > place else {
                self.note(.kerasUnread, "its configuration can't be told from other bytes", subject)
                return false
            }
            lastEnd = range.upperBound
            guard let result = KerasConfig.findings(text) else {
                self.note(.kerasUnread, "its configuration is no JSON", subject)
                return true
            }
            for finding in result.findings { self.note(finding.code, finding.detail, subject) }
            return true
        }
        // Whatever the JSON's bounds were taken for: these words are in no other place.
        for word in ["\"class_name\": \"Lambda\"", "\"class_name\":\"Lambda\""] {
            try await search(reader, for: Array(word.utf8), subject) { (_: Int64) throws(ScanError) in
                self.note(.kerasLambda, "a layer is a Lambda: Python code in the file", subject)
                return false
            }
        }
    }

    /// The outermost object around a place: from the first brace after the last byte that no JSON text has.
    private func json(around place: Int64, _ reader: RangeReader) async throws(ScanError) -> (Range<Int64>, [UInt8])? {
        let before = max(0, place - (1 << 16))
        let lead = Array(try await reader.bytes(at: before, count: Int(place - before)))
        let from = lead.lastIndex { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D || $0 >= 0x80 }.map { $0 + 1 } ?? 0
        guard let brace = lead[from...].firstIndex(of: UInt8(ascii: "{")) else { return nil }
        let start = before + Int64(brace)
        var text: [UInt8] = []
        var depth = 0
        var isInString = false
        var isEscaped = false
        while text.count < ZipFacts.configLimit, start + Int64(text.count) < reader.size {
            let piece = try await reader.upTo(1 << 16, at: start + Int64(text.count))
            for (index, byte) in piece.enumerated() {
                if isEscaped {
                    isEscaped = false
                } else if isInString {
                    if byte == UInt8(ascii: "\\") { isEscaped = true }
                    if byte == UInt8(ascii: "\"") { isInString = false }
                } else if byte == UInt8(ascii: "\"") {
                    isInString = true
                } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    depth += 1
                } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                    depth -= 1
                    if depth == 0 {
                        text += piece.prefix(index + 1)
                        return (start..<(start + Int64(text.count)), text)
                    }
                }
            }
            text += piece
        }
        return nil
    }

    /// Calls `found` for every place of a word, until it says no.
    func search(
        _ reader: RangeReader, for word: [UInt8], _ subject: Subject, _ found: (Int64) async throws(ScanError) -> Bool
    ) async throws(ScanError) {
        let end = min(reader.size, limits.searched)
        if end < reader.size { note(.unfinished, "only the first \(end) bytes were searched", subject) }
        var start: Int64 = 0
        while start < end {
            let window = Array(try await reader.upTo(Int(min(4 << 20, end - start)), at: start))
            var position = 0
            while let place = ByteSearch.first(of: word, in: window, from: position) {
                try reader.step()
                guard try await found(start + Int64(place)) else { return }
                position = place + 1
            }
            guard window.count > word.count, start + Int64(window.count) < end else { return }
            start += Int64(window.count - word.count + 1)
        }
    }
}
