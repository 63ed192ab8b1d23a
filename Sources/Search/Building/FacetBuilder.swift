/// Gathers one facet: a code a model, and for each code the values it stands for. A few thousand sets of values serve millions of models.
struct FacetBuilder {
    private var values = StringTable()
    /// Sets by the bytes of their members' numbers; the empty set comes first.
    private var sets = StringTable()
    private(set) var codes: [UInt32] = []
    private var members: [UInt32] = []
    private let folds: Bool

    init(folds: Bool, capacity: Int) {
        self.folds = folds
        codes.reserveCapacity(capacity)
        _ = sets.number(of: "")
    }

    /// A value of the model at hand; empty ones and repeats are passed over.
    mutating func add(_ value: UnsafeBufferPointer<UInt8>) {
        guard !value.isEmpty, members.count < Self.most else { return }
        let number: UInt32
        if folds, value.contains(where: { (0x41...0x5A).contains($0) }) {
            number = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: value.count) { lowered in
                for (index, unit) in value.enumerated() { lowered[index] = (0x41...0x5A).contains(unit) ? unit | 0x20 : unit }
                return values.number(of: UnsafeBufferPointer(lowered))
            }
        } else {
            number = values.number(of: value)
        }
        if !members.contains(number) { members.append(number) }
    }

    mutating func add(_ value: String) {
        var value = value
        value.withUTF8 { add($0) }
    }

    /// No model has more values of a facet; one that says so is not believed further.
    private static let most = 64

    /// Ends the model at hand.
    mutating func next() {
        if members.count > 1 { members.sort() }
        let code = members.withUnsafeBytes { raw in sets.number(of: raw.bindMemory(to: UInt8.self)) }
        codes.append(code)
        members.removeAll(keepingCapacity: true)
    }

    func write(_ facet: Facet, to file: IndexFileWriter) throws(SearchError) {
        var offsets: [UInt32] = []
        offsets.reserveCapacity(sets.count + 1)
        var numbers: [UInt32] = []
        for set in 0..<sets.count {
            offsets.append(UInt32(numbers.count))
            let range = Int(sets.offsets[set])..<Int(sets.offsets[set + 1])
            sets.bytes[range].withUnsafeBytes { raw in
                for index in 0..<(raw.count / 4) { numbers.append(raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)) }
            }
        }
        offsets.append(UInt32(numbers.count))
        try file.write(.facetCodes, facet: facet.rawValue, codes)
        try file.write(.facetSetOffsets, facet: facet.rawValue, offsets)
        try file.write(.facetSetMembers, facet: facet.rawValue, numbers)
        try file.write(.facetValueOffsets, facet: facet.rawValue, values.offsets)
        try file.write(.facetValueBytes, facet: facet.rawValue, values.bytes)
    }
}
