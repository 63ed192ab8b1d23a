/// Resolves "made from" into numbers of models, both ways; a base model that the catalog does not know becomes a ghost behind the last model.
struct LineageBuilder {
    private var edges: [(child: UInt32, path: UInt32, relation: UInt8)] = []
    private var paths = StringTable()

    /// `hub` is the child's: a base model without a hub is on the same one.
    mutating func add(child: Int, hub: UnsafeBufferPointer<UInt8>, path: String, relation: String?) {
        var key = Array(hub)
        key.append(UInt8(ascii: ":"))
        key += path.utf8
        let number = key.withUnsafeBufferPointer { paths.number(of: $0) }
        edges.append((UInt32(child), number, Relation(relation).rawValue))
    }

    struct Result {
        var parentOffsets: [UInt32] = [0]
        var parents: [UInt32] = []
        var parentRelations: [UInt8] = []
        var childOffsets: [UInt32] = [0]
        var children: [UInt32] = []
        var childRelations: [UInt8] = []
        var ghostOffsets: [UInt32] = [0]
        var ghostBytes: [UInt8] = []
    }

    /// `ordinal` finds a model by hub and path (`huggingface:org/name`).
    func result(count: Int, ordinal: (UnsafeBufferPointer<UInt8>) -> UInt32?) -> Result {
        var result = Result()
        var nodes = [UInt32](repeating: 0, count: paths.count)
        var ghosts = 0
        paths.bytes.withUnsafeBufferPointer { bytes in
            for path in 0..<paths.count {
                let text = UnsafeBufferPointer(rebasing: bytes[Int(paths.offsets[path])..<Int(paths.offsets[path + 1])])
                if let known = ordinal(text) {
                    nodes[path] = known
                } else {
                    nodes[path] = UInt32(count + ghosts)
                    ghosts += 1
                    result.ghostBytes += text
                    result.ghostOffsets.append(UInt32(result.ghostBytes.count))
                }
            }
        }
        let all = count + ghosts
        // A model that names itself is its own parent nowhere but in its card.
        let kept = edges.filter { nodes[Int($0.path)] != $0.child }
        (result.parentOffsets, result.parents, result.parentRelations) = Self.lists(
            all, kept.map { (from: $0.child, to: nodes[Int($0.path)], relation: $0.relation) })
        (result.childOffsets, result.children, result.childRelations) = Self.lists(
            all, kept.map { (from: nodes[Int($0.path)], to: $0.child, relation: $0.relation) })
        return result
    }

    private static func lists(
        _ count: Int, _ edges: [(from: UInt32, to: UInt32, relation: UInt8)]
    ) -> (offsets: [UInt32], values: [UInt32], relations: [UInt8]) {
        var offsets = [UInt32](repeating: 0, count: count + 1)
        for edge in edges { offsets[Int(edge.from) + 1] += 1 }
        for index in 0..<count { offsets[index + 1] += offsets[index] }
        var next = offsets
        var values = [UInt32](repeating: 0, count: edges.count)
        var relations = [UInt8](repeating: 0, count: edges.count)
        for edge in edges {
            let place = Int(next[Int(edge.from)])
            values[place] = edge.to
            relations[place] = edge.relation
            next[Int(edge.from)] += 1
        }
        return (offsets, values, relations)
    }
}
