public import Vocabulary

/// A model in a family tree, or a base model that nobody has seen.
public struct FamilyMember: Sendable, Hashable {
    /// `huggingface:org/name`.
    public let reference: String
    /// Not in the catalog: known only because others name it.
    public let isGhost: Bool
    /// How it was made from the one it is listed under (or, above the model, how the one below was made from it).
    public let relation: Relation
    /// Steps from the model that was asked about.
    public let distance: Int
    /// The member it is listed under.
    public let of: String
    public let downloads: Int64?
    /// How many were made from it, directly.
    public let children: Int
}

/// The family of a model: what it was made from, and what was made from it.
public struct FamilyTree: Sendable {
    /// Nearest first.
    public let ancestors: [FamilyMember]
    /// Nearest first, then the most downloaded.
    public let descendants: [FamilyMember]
    /// Whether there are more descendants than were listed.
    public let isCut: Bool
}

extension SearchIndex {
    /// Chains of real models are a dozen long at most; a longer one is a hub's joke.
    private static let deepest = 32

    /// A model of the catalog, or a base model that others name; nil: nobody knows it.
    func node(of model: ModelID) -> Int? {
        if let ordinal = ordinal(of: model) { return ordinal }
        let key = Array("\(model.hub):\(model.path)".utf8)
        return (0..<lineage.ghosts.count).first { lineage.ghosts.bytes(of: $0).elementsEqual(key) }.map { count + $0 }
    }

    /// By its exact name.
    func ordinal(of model: ModelID) -> Int? {
        ordinals(named: model.path).first { names.text($0) == model.path && table(.hub).values(of: $0) == [model.hub.description] }
    }

    /// The model of that name in any letter case: `huggingface:Org/Name` for `org/name`.
    public func spelling(of model: ModelID) -> ModelID? {
        let alike = ordinals(named: model.path).filter { table(.hub).values(of: $0) == [model.hub.description] }
        guard let found = alike.first(where: { names.text($0) == model.path }) ?? alike.first else { return nil }
        return ModelID(hub: model.hub, path: names.text(found))
    }

    /// Models whose name is this one, letter case of ASCII ignored.
    func ordinals(named path: String) -> [Int] {
        let key = Array(path.utf8).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var place = nameLowerBound(key, in: nameOrder, startingAt: { _ in 0 })
        var found: [Int] = []
        while let ordinal = nameOrder[place].map(Int.init), folded(ordinal, from: 0).elementsEqual(key) {
            found.append(ordinal)
            place += 1
        }
        return found
    }

    /// The family of a model, over at most `limit` descendants; nil: nobody knows it.
    public func family(of model: ModelID, limit: Int = 200) -> FamilyTree? {
        guard let node = node(of: model) else { return nil }
        let (up, _) = walk(from: node, limit: limit, lineage.parents)
        let (down, isCut) = walk(from: node, limit: limit, lineage.children)
        return FamilyTree(ancestors: up, descendants: down, isCut: isCut)
    }

    /// Breadth first, each member once, so that a circle ends.
    private func walk(
        from start: Int, limit: Int, _ next: (Int) -> [(node: Int, relation: Relation)]
    ) -> (members: [FamilyMember], isCut: Bool) {
        var seen: Set<Int> = [start]
        var level = [start]
        var members: [FamilyMember] = []
        for distance in 1...Self.deepest where !level.isEmpty {
            var following: [Int] = []
            for parent in level {
                let edges = next(parent).sorted { downloads($0.node) ?? -1 > downloads($1.node) ?? -1 }
                for edge in edges where seen.insert(edge.node).inserted {
                    if members.count >= limit { return (members, true) }
                    following.append(edge.node)
                    members.append(
                        FamilyMember(
                            reference: reference(of: edge.node), isGhost: edge.node >= count, relation: edge.relation, distance: distance,
                            of: reference(of: parent), downloads: downloads(edge.node), children: lineage.childCount(edge.node)))
                }
            }
            level = following
        }
        return (members, false)
    }

    private func downloads(_ node: Int) -> Int64? { node < count ? IndexNumbers.known(numbers.downloads[node]) : nil }

    /// `huggingface:org/name`.
    func reference(of node: Int) -> String {
        guard node < count else { return lineage.ghosts.text(node - count) }
        return "\(table(.hub).values(of: node).first ?? ""):\(names.text(node))"
    }
}
