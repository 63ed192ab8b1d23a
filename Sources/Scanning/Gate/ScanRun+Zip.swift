extension ScanRun {
    func zip(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        let directory = try await ZipDirectory.read(reader)
        for oddity in directory.oddities { note(oddity, subject) }
        try await checkLayout(reader, directory, subject)
        let names = Set(directory.entries.map(\.name))
        let pickles = directory.entries.filter { $0.lastName == "data.pkl" }.map { $0.name.dropLast("data.pkl".count) }
        let hasCode = directory.entries.contains { $0.name.contains("/code/") && $0.name.hasSuffix(".py") }
        if hasCode { note(.torchScriptCode, "it is a TorchScript archive with code of its own", subject) }
        let isKeras = names.contains("config.json") && (names.contains("metadata.json") || names.contains("model.weights.h5"))
        // Entries of an honest archive fit in it, one beside the other; many on the same bytes would be looked at many times.
        var left = 2 * reader.size + 1 << 20
        for entry in directory.entries where !entry.isFolder {
            entries += 1
            left -= max(0, min(entry.packedSize, reader.size))
            guard left > 0 else { return note(.archiveTooMuch, "its entries take more bytes than it has", subject) }
            guard entries <= limits.entries else { return note(.archiveTooMuch, "more than \(limits.entries) entries", subject) }
            if hasCode, entry.name.contains("/code/") { continue }
            let isRaw = pickles.contains { root in entry.name.hasPrefix("\(root)data/") }
            let part = subject.entry(entry.name, isRaw: isRaw, hasCode: hasCode)
            guard let content = try await open(entry, reader, part) else { continue }
            if isKeras, entry.name == "config.json" {
                try await kerasJSON(content, part)
            } else {
                try await look(at: content, part)
            }
        }
    }

    /// The bytes of an entry as a file of its own; nil where nothing can be looked at.
    private func open(_ entry: ZipEntry, _ reader: RangeReader, _ part: Subject) async throws(ScanError) -> RangeReader? {
        guard let local = try await entry.local(reader) else {
            note(.zipLocalDiffers, "it is not where the directory says", part)
            return nil
        }
        if entry.isStored {
            if entry.size != entry.packedSize { note(.zipSize, "it is stored, and its two sizes differ", part) }
            if !part.isRaw, local.content.count <= limits.unpacked { try await checkSum(entry, reader, local.content, part) }
            return RangeReader(name: name, source: SliceSource(whole: reader.source, range: local.content), budget: .whole)
        }
        guard entry.isDeflated else {
            note(.archiveUnread, "it is packed by method \(entry.method)", part)
            return nil
        }
        guard unpacked < limits.unpackedTotal else {
            note(.archiveTooMuch, Self.tooMuchInAll(limits), Subject(name: name))
            return nil
        }
        guard let result = try await reader.inflated(local.content, .raw, limit: limits.unpacked) else {
            note(.archiveBroken, "it can't be unpacked", part)
            return nil
        }
        unpacked += Int64(result.bytes.count)
        try await check(entry, result, part)
        return RangeReader(name: name, source: MemorySource(result.bytes), budget: .whole)
    }

    private func check(
        _ entry: ZipEntry, _ result: (bytes: [UInt8], isWhole: Bool, consumed: Int64), _ part: Subject
    ) async throws(ScanError) {
        guard result.isWhole else {
            // Numbers may be many; their header has been seen.
            let isNumbers = (try? NumPyHeader(Array(result.bytes.prefix(1 << 16)))).map { !$0.isObject } ?? false
            if result.bytes.count < limits.unpacked {
                note(.archiveBroken, "it breaks off while it is unpacked", part)
            } else if !isNumbers {
                note(.archiveTooMuch, "it unpacks to more than \(limits.unpacked) bytes", part)
            }
            return
        }
        if Int64(result.bytes.count) != entry.size { note(.zipSize, "it unpacks to \(result.bytes.count) bytes, not \(entry.size)", part) }
        var sum = CRC32()
        sum.add(result.bytes)
        if sum.checksum != entry.checksum { note(.zipChecksum, "its check sum is wrong", part) }
    }

    private func checkSum(_ entry: ZipEntry, _ reader: RangeReader, _ range: Range<Int64>, _ part: Subject) async throws(ScanError) {
        var sum = CRC32()
        var position = range.lowerBound
        while position < range.upperBound {
            let count = Int(min(Int64(RangeReader.piece), range.upperBound - position))
            sum.add(try await reader.bytes(at: position, count: count))
            position += Int64(count)
        }
        if sum.checksum != entry.checksum { note(.zipChecksum, "its check sum is wrong", part) }
    }

    /// Every entry where and what the directory says, one behind the other, and nothing between.
    private func checkLayout(_ reader: RangeReader, _ directory: ZipDirectory, _ subject: Subject) async throws(ScanError) {
        var places: [(range: Range<Int64>, hasDescriptor: Bool)] = []
        for entry in directory.entries {
            try reader.step()
            guard let local = try await entry.local(reader) else { continue }
            if local.name != entry.name || local.method != entry.method || local.flags != entry.flags {
                note(.zipLocalDiffers, "its own header names or packs it differently", subject.entry(entry.name))
            }
            places.append((local.place, entry.flags & 8 != 0))
        }
        var end = directory.shift
        var slack: Int64 = 0
        for place in places.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if place.range.lowerBound < end { note(.zipOverlap, "entries share the bytes at \(place.range.lowerBound)", subject) }
            if place.range.lowerBound - end > slack {
                note(.zipHiddenBytes, "\(place.range.lowerBound - end) bytes at \(end) belong to no entry", subject)
            }
            end = max(end, place.range.upperBound)
            // Sizes that follow the data take up to 24 bytes.
            slack = place.hasDescriptor ? 24 : 0
        }
        if directory.place.lowerBound - end > slack {
            note(.zipHiddenBytes, "\(directory.place.lowerBound - end) bytes at \(end) belong to no entry", subject)
        }
    }

    private func note(_ oddity: ZipOddity, _ subject: Subject) {
        switch oddity {
        case .prefix(let count): note(.zipPrefix, "\(count) bytes are before the archive", subject)
        case .suffix(let count): note(.zipSuffix, "\(count) bytes are behind the archive", subject)
        case .twoDirectories: note(.zipTwoDirectories, "it has two end records", subject)
        case .wrongCount: note(.zipWrongCount, "its directory is not what its end record says", subject)
        case .repeatedName(let name): note(.zipRepeatedName, "\(name) occurs twice", subject)
        case .flags(let name): note(.zipFlags, "\(name) is marked as encrypted or patched", subject)
        case .unsafeName(let name): note(.zipUnsafeName, "\(name) leads out of the folder", subject)
        }
    }
}
