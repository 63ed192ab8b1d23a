/// A data set that many models were trained on, and what it is under.
public struct KnownDataset: Hashable, Sendable {
    /// A short name: the one that people use.
    public var id: String
    /// As hubs and cards write it besides. Compared in any case.
    public var names: [String]
    public var expression: LicenseExpression
    public var confidence: Confidence
    /// Where the terms come from, or what they leave open.
    public var note: String?

    public init(id: String, names: [String] = [], expression: LicenseExpression, confidence: Confidence, note: String? = nil) {
        self.id = id
        self.names = names
        self.expression = expression
        self.confidence = confidence
        self.note = note
    }
}

/// Well-known data sets by every name they go by.
public struct DatasetTable: Hashable, Sendable {
    public let datasets: [KnownDataset]
    private let places: [String: Int]

    /// Of a name that two of them have, the first holds; the data file's reader refuses such a file.
    public init(_ datasets: [KnownDataset] = []) {
        self.datasets = datasets
        var places: [String: Int] = [:]
        for (place, dataset) in datasets.enumerated() {
            for name in [dataset.id] + dataset.names { places[Self.fold(name)] = places[Self.fold(name)] ?? place }
        }
        self.places = places
    }

    /// The whole name only: `squad` says nothing of `somebody/squad`, who may have put it under other terms.
    public subscript(name: String) -> KnownDataset? {
        // Longer than any name of ours: a stranger's text is not copied to find that out.
        guard name.utf8.count <= Self.longest else { return nil }
        return places[Self.fold(name)].map { datasets[$0] }
    }

    /// The most bytes that a name may have.
    public static let longest = 128

    /// How names are compared.
    public static func fold(_ name: String) -> String { name.lowercased() }
}
