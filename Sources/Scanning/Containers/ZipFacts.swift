internal import JSONReading
internal import Variants

/// The facts of weights in a zip archive: those of PyTorch, NumPy and Keras.
enum ZipFacts {
    /// Pickles of checkpoints have up to some ten MB.
    static let pickleLimit = 256 << 20
    static let configLimit = 16 << 20
    /// Arrays in one archive whose headers are read.
    static let arrayLimit = 100_000

    static func read(_ reader: RangeReader) async throws(ScanError) -> WeightFacts {
        let directory = try await ZipDirectory.read(reader)
        if let pickle = directory.entries.first(where: { $0.lastName == "data.pkl" }) {
            return try await torch(reader, directory, pickle)
        }
        if directory.entries.contains(where: { $0.name == "model.weights.h5" }),
            let config = directory.entries.first(where: { $0.name == "config.json" })
        {
            return try await keras(reader, config)
        }
        if !directory.entries.isEmpty, directory.entries.allSatisfy({ $0.name.hasSuffix(".npy") }) {
            return try await numpy(reader, directory)
        }
        throw .unrecognized(file: reader.name)
    }

    private static func torch(_ reader: RangeReader, _ directory: ZipDirectory, _ pickle: ZipEntry) async throws(ScanError) -> WeightFacts {
        let report = try await report(of: pickle, reader)
        guard report.stops > 0 else { throw .malformed(file: reader.name, reason: "its data.pkl breaks off") }
        let root = pickle.name.dropLast("data.pkl".count)
        let sizes = Dictionary(directory.entries.map { ($0.name, $0.size) }) { first, _ in first }
        for storage in report.uniqueStorages {
            guard let size = sizes["\(root)data/\(storage.key)"], size == storage.bytes else {
                throw .malformed(file: reader.name, reason: "data/\(storage.key.shortened) has not the bytes that its tensors take")
            }
        }
        do throws(HeaderFault) {
            var tally = TensorTally()
            try report.add(to: &tally)
            return WeightFacts(format: .pytorch, tensors: tally.totals)
        } catch {
            throw error.error(in: reader.name)
        }
    }

    static func report(of entry: ZipEntry, _ reader: RangeReader) async throws(ScanError) -> PickleReport {
        guard let local = try await entry.local(reader) else {
            throw .malformed(file: reader.name, reason: "\(entry.name.shortened) is not where the directory says")
        }
        if entry.isStored { return try await PickleScan.report(reader, local.content) }
        guard entry.isDeflated, let unpacked = try await reader.inflated(local.content, .raw, limit: pickleLimit), unpacked.isWhole else {
            throw .malformed(file: reader.name, reason: "\(entry.name.shortened) can't be unpacked")
        }
        let inner = RangeReader(name: reader.name, source: MemorySource(unpacked.bytes), budget: .whole)
        return try await PickleScan.report(inner, 0..<inner.size)
    }

    private static func numpy(_ reader: RangeReader, _ directory: ZipDirectory) async throws(ScanError) -> WeightFacts {
        var facts = WeightFacts(format: .numpy)
        var tally = TensorTally()
        do throws(ScanError) {
            for entry in directory.entries.prefix(arrayLimit) {
                guard let head = try await entry.prefix(Int(NumPyHeader.sizeLimit) + 12, reader) else {
                    throw .malformed(file: reader.name, reason: "\(entry.name.shortened) can't be unpacked")
                }
                do throws(HeaderFault) { try NumPyHeader(head).add(to: &tally, name: entry.name) } catch {
                    throw error.error(in: reader.name)
                }
            }
        } catch .overBudget {
            facts.isWhole = false
        } catch {
            throw error
        }
        facts.tensors = tally.totals
        return facts
    }

    private static func keras(_ reader: RangeReader, _ config: ZipEntry) async throws(ScanError) -> WeightFacts {
        var facts = WeightFacts(format: .keras, isWhole: false)
        if let text = try await config.prefix(configLimit, reader),
            let root = try? JSONDocument(parsing: text, limits: .init(size: configLimit, depth: 512)).root
        {
            facts.architecture = root["class_name"]?.string
            facts.name = root["config"]?["name"]?.string
        }
        return facts
    }
}
