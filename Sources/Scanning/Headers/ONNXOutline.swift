public import Variants

/// What an ONNX file says of itself, read field by field and over the weights (onnx, `onnx.proto`).
public struct ONNXOutline: Hashable, Sendable {
    /// Version of the file format.
    public internal(set) var irVersion: Int64 = 0
    /// The program that wrote it, with version.
    public internal(set) var producer: String?
    /// Version of the standard operators.
    public internal(set) var opset: Int64?
    /// Files beside it that hold the weights, as written: whoever copies the model needs them, and a name may lead out of the folder.
    public internal(set) var externalFiles: Set<String> = []
    public internal(set) var facts = WeightFacts(format: .onnx)

    var isGraphSeen = false

    /// Texts of interest are names.
    static let textLimit = 4_096
    static let externalLimit = 10_000
    /// Graphs in nodes in graphs: loops and branches.
    static let depthLimit = 8
}

extension ONNXOutline {
    /// The first field of every known file is `ir_version`, a small number.
    static func matches(_ first: some Collection<UInt8>) -> Bool {
        let head = Array(first.prefix(3))
        return head.count == 3 && head[0] == 0x08 && (1...64).contains(head[1])
            && [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42].contains(head[2])
    }

    /// Reads as far as the budget goes: where it ends within the graph, the facts say that they are not the whole.
    static func read(_ reader: RangeReader) async throws(ScanError) -> ONNXOutline {
        var outline = ONNXOutline()
        do throws(ScanError) {
            try await outline.readModel(ProtoReader(reader, 0..<reader.size))
        } catch .overBudget where outline.isGraphSeen {
            outline.facts.isWhole = false
        }
        return outline
    }

    private mutating func readModel(_ model: ProtoReader) async throws(ScanError) {
        var model = model
        var version: String?
        while let field = try await model.next() {
            switch (field.number, field.content) {
            case (1, .varint(let value)): irVersion = Int64(truncatingIfNeeded: value)
            case (2, .bytes(let range)): producer = try await text(model, range)
            case (3, .bytes(let range)): version = try await text(model, range)
            case (7, .bytes(let range)):
                isGraphSeen = true
                try await readGraph(ProtoReader(model.reader, range), depth: 0)
            case (8, .bytes(let range)): try await readOpset(ProtoReader(model.reader, range))
            default: break
            }
        }
        guard irVersion > 0, isGraphSeen else { throw model.malformed("it has no version or no graph") }
        if let producer, let version, !version.isEmpty { self.producer = "\(producer) \(version)" }
    }

    private mutating func readOpset(_ message: ProtoReader) async throws(ScanError) {
        var message = message
        var domain = ""
        var version: Int64 = 0
        while let field = try await message.next() {
            switch (field.number, field.content) {
            case (1, .bytes(let range)): domain = try await text(message, range)
            case (2, .varint(let value)): version = Int64(truncatingIfNeeded: value)
            default: break
            }
        }
        if domain.isEmpty || domain == "ai.onnx" { opset = version }
    }

    /// Initializers of the graph, and the tensors and graphs within its nodes.
    private mutating func readGraph(_ graph: ProtoReader, depth: Int) async throws(ScanError) {
        guard depth <= Self.depthLimit else { throw .tooMuch(file: graph.reader.name, reason: "graphs are nested too deep") }
        var graph = graph
        while let field = try await graph.next() {
            guard case .bytes(let range) = field.content else { continue }
            switch field.number {
            case 1: try await readNode(ProtoReader(graph.reader, range), depth: depth)
            case 2 where depth == 0 && facts.name == nil: facts.name = try await text(graph, range)
            case 5: try await readTensor(ProtoReader(graph.reader, range))
            case 15:
                var sparse = ProtoReader(graph.reader, range)
                while let part = try await sparse.next() {
                    if part.number == 1, case .bytes(let values) = part.content {
                        try await readTensor(ProtoReader(graph.reader, values))
                    }
                }
            default: break
            }
        }
    }

    /// Attributes that are graphs (branches and loops), and those that are tensors: some exporters keep all weights as constants.
    private mutating func readNode(_ node: ProtoReader, depth: Int) async throws(ScanError) {
        var node = node
        while let field = try await node.next() {
            guard field.number == 5, case .bytes(let range) = field.content else { continue }
            var attribute = ProtoReader(node.reader, range)
            while let part = try await attribute.next() {
                guard case .bytes(let content) = part.content else { continue }
                switch part.number {
                // `t`
                case 5: try await readTensor(ProtoReader(node.reader, content))
                // `g`, and `graphs`
                case 6, 11: try await readGraph(ProtoReader(node.reader, content), depth: depth + 1)
                default: break
                }
            }
        }
    }

    func text(_ message: ProtoReader, _ range: Range<Int64>) async throws(ScanError) -> String {
        String(decoding: try await message.bytes(range, limit: Self.textLimit), as: UTF8.self)
    }
}
