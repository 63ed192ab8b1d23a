/// Something that a pickle fetches by name: a class or function. Fetching alone runs the module it is in.
struct PickleImport: Hashable {
    let module: String
    let name: String

    init(module: String, name: String) {
        // Longer ones exist in no program, and there may be many.
        self.module = module.utf8.count > Self.limit ? String(module.prefix(Self.limit)) : module
        self.name = name.utf8.count > Self.limit ? String(name.prefix(Self.limit)) : name
    }

    private static let limit = 1_000

    var description: String { "\(module).\(name)".shortened }
}

/// A piece of memory that tensors share, as `torch.save` writes it down beside the pickle.
struct PickleStorage: Hashable {
    /// The class: `FloatStorage`.
    let type: String
    let key: String
    let elements: Int64
}

/// What is odd about a pickle, other than what it fetches.
enum PickleOddity: Hashable {
    case broken(String)
    /// A name that is made up while it is read.
    case hiddenImport
    /// A number that stands for a class nobody can look up here.
    case registeredExtension(Int64)
    /// An object from outside that is not a tensor's memory.
    case foreignObject
    /// Protocol above 5, or announced in the middle.
    case protocolTrick
    /// Writes into a class or module that it fetched.
    case patchesImport(String)
    /// Calls what it made itself, or what can't be told.
    case callsUnknown
    /// A frame longer than the file.
    case frame
    /// Bytes behind the last pickle that belong to nothing.
    case trailing(Int64)
    /// So many of the tensors' bytes are not there.
    case missing(Int64)
}

/// What running a pickle would do, found out without running it.
struct PickleReport {
    /// In order of appearance.
    private(set) var imports: [PickleImport] = []
    private var known: Set<PickleImport> = []
    var oddities: Set<PickleOddity> = []
    var storages: Set<PickleStorage> = []
    /// Bytes within that may hold more: places in the file.
    var nested: [Range<Int64>] = []
    /// Pickles that were read to their end.
    var stops = 0
    /// Whether it is a whole checkpoint in the form of `torch.save` before version 1.6.
    var isLegacyTorch = false
    /// Where the last pickle ends.
    var end: Int64 = 0
    /// Calls and builds: what a broken pickle did before it broke.
    var actions = 0

    /// Checkpoints fetch about ten different names; bombs, millions. Those that are bad in themselves get as much room again.
    static let importLimit = 10_000

    mutating func add(_ found: PickleImport) {
        let isRoom = imports.count < Self.importLimit || (imports.count < 2 * Self.importLimit && ImportPolicy.answer(found) == .dangerous)
        guard isRoom, known.insert(found).inserted else { return }
        imports.append(found)
    }
}
