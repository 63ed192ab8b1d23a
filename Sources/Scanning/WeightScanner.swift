public import Variants

/// Reads what the header of a weight file says, by a few reads of ranges: over the network the file itself is never fetched.
///
/// The format is told by the first bytes, not by the name. Files that break their own format's rules are refused with a reason, within
/// bounded time and memory.
public struct WeightScanner: Sendable {
    /// What one file may cost.
    public var budget: ReadBudget

    public init(budget: ReadBudget = .header) { self.budget = budget }

    /// The facts of one file; `name` is for messages, and decides where bytes can't. `isWhole` is false where the file says that it is a
    /// part, or where the budget did not reach to its end.
    public func facts(of name: String, _ source: some ByteSource) async throws(ScanError) -> WeightFacts {
        let reader = RangeReader(name: name, source: source, budget: budget)
        let head = try await reader.upTo(FileKind.headLength, at: 0)
        switch FileKind.of(head, name: name, size: reader.size) {
        case .gguf: return try await GGUFHeader.read(reader).facts
        case .safetensors: return try await SafetensorsHeader.read(reader).facts
        case .onnx:
            do throws(ScanError) {
                return try await ONNXOutline.read(reader).facts
            } catch {
                // Without a signature, what breaks the format's rules may be of another.
                if !name.hasSuffix(".onnx"), error.isOfContent { throw .unrecognized(file: name) }
                throw error
            }
        case .tflite: return WeightFacts(format: .tflite, tensors: try await TFLiteHeader.read(reader).tally.totals)
        case .numpy: return try await numpy(reader)
        case .legacyTorch: return try await legacyTorch(reader)
        case .zip: return try await ZipFacts.read(reader)
        case .hdf5:
            // Sizes of tensors are in the file's middle; what is known is that it is Keras's.
            return WeightFacts(format: .keras, isWhole: false)
        default: throw .unrecognized(file: name)
        }
    }

    /// The facts of weights that were cut into files: `shard` hands out each file that the index names. Tensors are added up; what
    /// the files say of the model is taken from the first that says it.
    public func facts(
        of index: SafetensorsIndex, shard: (String) async throws -> any ByteSource
    ) async throws(ScanError) -> WeightFacts {
        var sum: WeightFacts?
        for name in index.shards {
            let source: any ByteSource
            do { source = try await shard(name) } catch { throw .unreadable(file: name, reason: String("\(error)".prefix(500))) }
            let part = try await facts(of: name, source)
            sum = sum?.adding(part) ?? part
        }
        return sum ?? WeightFacts(format: .safetensors)
    }

    /// More of an ONNX file than the facts: what wrote it, and the files that it needs beside it.
    public func onnx(of name: String, _ source: some ByteSource) async throws(ScanError) -> ONNXOutline {
        try await ONNXOutline.read(RangeReader(name: name, source: source, budget: budget))
    }

    private func numpy(_ reader: RangeReader) async throws(ScanError) -> WeightFacts {
        let bytes = Array(try await reader.upTo(Int(NumPyHeader.sizeLimit) + 12, at: 0))
        do throws(HeaderFault) {
            var tally = TensorTally()
            try NumPyHeader(bytes).add(to: &tally, name: reader.name)
            return WeightFacts(format: .numpy, tensors: tally.totals)
        } catch {
            throw error.error(in: reader.name)
        }
    }

    private func legacyTorch(_ reader: RangeReader) async throws(ScanError) -> WeightFacts {
        let report = try await PickleScan.report(reader, 0..<reader.size)
        guard report.isLegacyTorch, report.stops >= 5 else {
            throw .malformed(file: reader.name, reason: "its pickles break off")
        }
        guard report.legacyBytes <= reader.size - report.end else {
            throw .truncated(file: reader.name, reason: "its tensors take \(report.legacyBytes) bytes, which are not all there")
        }
        do throws(HeaderFault) {
            var tally = TensorTally()
            try report.add(to: &tally)
            return WeightFacts(format: .pytorch, tensors: tally.totals)
        } catch {
            throw error.error(in: reader.name)
        }
    }
}
