internal import Vocabulary

/// Which word means what.
struct TaskWords: Sendable {
    /// Indices into the taxonomy's lists.
    struct Place: Sendable, Hashable {
        let task: Int
        var subtask: Int?
    }

    private(set) var everywhere: [String: Place] = [:]
    private(set) var search: [String: Place] = [:]
    private(set) var hubs: [HubID: [String: Place]] = [:]
    private(set) var modalities: [String: Int] = [:]
    /// Every word of `everywhere` and `search`, in the order of the file.
    private(set) var all: [(word: String, task: Int)] = []

    /// An id or label: one of them may be the other, folded.
    mutating func name(_ node: DataNode, _ place: Place) throws(TaxonomyFault) {
        let word = try Self.fold(node)
        guard everywhere[word] != place else { return }
        try add(node, place)
    }

    mutating func add(_ node: DataNode, _ place: Place) throws(TaxonomyFault) {
        let word = try Self.fold(node)
        guard everywhere[word] == nil, search[word] == nil else { throw try Self.duplicate(node) }
        everywhere[word] = place
        all.append((word, place.task))
    }

    mutating func addSearch(_ node: DataNode, _ place: Place) throws(TaxonomyFault) {
        let word = try Self.fold(node)
        guard everywhere[word] == nil, search[word] == nil else { throw try Self.duplicate(node) }
        search[word] = place
        all.append((word, place.task))
    }

    mutating func add(_ node: DataNode, _ place: Place, hub: HubID) throws(TaxonomyFault) {
        let word = try Self.fold(node)
        guard hubs[hub, default: [:]].updateValue(place, forKey: word) == nil else { throw try Self.duplicate(node) }
    }

    mutating func addModality(_ node: DataNode, _ index: Int) throws(TaxonomyFault) {
        let word = try Self.fold(node)
        if let owner = modalities.updateValue(index, forKey: word), owner != index { throw try Self.duplicate(node) }
    }

    private static func fold(_ node: DataNode) throws(TaxonomyFault) -> String {
        guard let word = Spelling.fold(try node.text()) else { throw node.fault("'\(try node.text())' has no letters, or too many") }
        return word
    }

    private static func duplicate(_ node: DataNode) throws(TaxonomyFault) -> TaxonomyFault {
        node.fault("'\(try node.text())' is given already")
    }
}
