/// What models are counted by and narrowed to. Raw values are written into index files: never give one another meaning.
public enum Facet: Int, Sendable, Hashable, CaseIterable, Codable {
    case hub = 1
    case author, task, library
    /// The expression that was concluded, with what is inherited.
    case license
    /// Every name a licence goes by with a model: as concluded, as written, and each licence of an expression. For filters only.
    case licenseName
    case language, format, quantization, gate, tuning, artifact, family
    /// Whether a model was made from another, and how: `original`, `finetune`, `quantized`, `adapter`, `merge`.
    case relation
    /// In ranges, as their values say.
    case parameters, size, memory, modified

    /// As in the contract's JSON and on the command line.
    public var name: String {
        switch self {
        case .hub: "hub"
        case .author: "author"
        case .task: "task"
        case .library: "library"
        case .license: "license"
        case .licenseName: "license_name"
        case .language: "language"
        case .format: "weights_format"
        case .quantization: "quantization"
        case .gate: "gated"
        case .tuning: "tuning"
        case .artifact: "artifact"
        case .family: "family"
        case .relation: "relation"
        case .parameters: "parameters"
        case .size: "size"
        case .memory: "memory"
        case .modified: "modified"
        }
    }

    public init?(name: String) {
        guard let facet = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = facet
    }

    /// Those whose values are counted in an answer. Authors and families are too many to be of use as a list, and `licenseName` repeats.
    public static let counted: [Facet] = [
        .task, .license, .parameters, .size, .memory, .quantization, .format, .language, .library, .hub, .gate, .tuning, .artifact,
        .relation,
        .family, .modified,
    ]

    /// Whether values are kept in lower case: where nobody is shown them, or the case says nothing.
    var isFolded: Bool { [.licenseName, .language, .format].contains(self) }
}

/// Ranges that numbers are counted in.
enum Buckets {
    private static let billion: Int64 = 1_000_000_000
    private static let gib: Int64 = 1 << 30

    /// Bounds and names: a number below the bound of an entry, and not of the one before, is in it.
    static let parameters: [(below: Int64, name: String)] = [
        (100_000_000, "<100M"), (500_000_000, "100M-500M"), (billion, "500M-1B"), (3 * billion, "1B-3B"), (7 * billion, "3B-7B"),
        (9 * billion, "7B-9B"), (15 * billion, "9B-15B"), (35 * billion, "15B-35B"), (80 * billion, "35B-80B"),
        (200 * billion, "80B-200B"), (.max, ">=200B"),
    ]
    static let bytes: [(below: Int64, name: String)] = [
        (100 << 20, "<100MiB"), (gib, "100MiB-1GiB"), (4 * gib, "1GiB-4GiB"), (8 * gib, "4GiB-8GiB"), (16 * gib, "8GiB-16GiB"),
        (24 * gib, "16GiB-24GiB"), (48 * gib, "24GiB-48GiB"), (80 * gib, "48GiB-80GiB"), (160 * gib, "80GiB-160GiB"),
        (640 * gib, "160GiB-640GiB"), (.max, ">=640GiB"),
    ]

    static func name(_ value: Int64, in table: [(below: Int64, name: String)]) -> String? {
        table.first { value < $0.below }?.name ?? table.last?.name
    }
}
