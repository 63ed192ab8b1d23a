/// Looks into files that strangers made, before anybody loads them: what would run, what hides, what breaks its own format.
///
/// Nothing is executed and nothing is unpacked to disk. A file can make the scanner say "suspicious" by being larger or deeper than
/// `Limits`, never keep it busy without end.
public struct FileScanner: Sendable {
    /// Raised with every change that may change a verdict: files that an earlier version looked into are looked into again.
    public static let version = 1

    /// How far a file is looked into.
    public struct Limits: Hashable, Sendable {
        /// Bytes that one packed entry is unpacked to in memory.
        public var unpacked = 64 << 20
        /// Bytes that all entries of a file are unpacked to, one after another.
        public var unpackedTotal: Int64 = 1 << 30
        /// Archives and pickles within one another.
        public var depth = 5
        /// Entries of all archives in a file.
        public var entries = 200_000
        /// Bytes of large files that are searched for words.
        public var searched: Int64 = 64 << 30
        /// Reasons of one kind that are kept.
        public var reasonsOfAKind = 32

        public init() {}
    }

    public var limits: Limits

    public init(limits: Limits = Limits()) { self.limits = limits }

    /// The verdict on one file. `name` is its path in the repository, of which only `NameKind` counts. Throws only where the source fails or
    /// the task is cancelled; whatever is wrong with the file is a reason.
    public func scan(_ name: String, _ source: any ByteSource) async throws(ScanError) -> FileScan {
        let run = ScanRun(name: name, limits: limits)
        try await run.look(at: RangeReader(name: name, source: source, budget: .whole), Subject(name: NameKind(of: name).description))
        return FileScan(run.reasons.sorted { $0.code.verdict > $1.code.verdict })
    }
}

/// What is looked at: a file, or something within.
struct Subject {
    /// Its own name, for its ending.
    var name: String
    /// Where it is in the file.
    var place: String?
    var depth = 0
    /// Bytes of tensors by their container's word: random bytes look like anything.
    var isRaw = false
    /// In an archive with code of its own, whose classes are from there.
    var hasCode = false

    func entry(_ name: String, isRaw: Bool = false, hasCode: Bool = false) -> Subject {
        let place = self.place.map { "\($0)!\(name)" } ?? name
        return Subject(name: name, place: String(place.shortened.prefix(400)), depth: depth + 1, isRaw: isRaw, hasCode: hasCode)
    }

    func hasEnding(_ endings: Set<String>) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }

    /// Read by `pickle.load`, `torch.load`, `joblib.load`.
    var isNamedAsPickle: Bool { hasEnding(["pkl", "pickle", "pt", "pth", "ckpt", "joblib", "pt2", "p"]) }

    var isNamedAsWeights: Bool {
        isNamedAsPickle
            || hasEnding([
                "bin", "safetensors", "gguf", "ggml", "onnx", "tflite", "h5", "hdf5", "keras", "npy", "npz", "msgpack", "pb", "model",
                "dat",
                "data", "weights", "nemo", "mar", "engine", "jit", "ort", "caffemodel", "params", "pdparams", "pdmodel",
            ])
    }
}

/// One scan under way.
final class ScanRun {
    let name: String
    let limits: FileScanner.Limits
    private(set) var reasons: [ScanReason] = []
    private var known: Set<ScanReason> = []
    private var counts: [ScanCode: Int] = [:]
    var unpacked: Int64 = 0
    var entries = 0

    init(name: String, limits: FileScanner.Limits) {
        self.name = name
        self.limits = limits
    }

    /// Keeps a reason: so many of each kind, so that a flood of one does not push out the others.
    func note(_ code: ScanCode, _ detail: String, _ subject: Subject) {
        let isRoom = counts[code, default: 0] < limits.reasonsOfAKind
        let reason =
            isRoom
            ? ScanReason(code, detail, place: subject.place) : ScanReason(.unfinished, "there is more of \(code.rawValue)", place: nil)
        guard known.insert(reason).inserted else { return }
        if isRoom { counts[code, default: 0] += 1 }
        reasons.append(reason)
    }

    /// Runs a look whose failure says something of the file.
    func noting(_ code: ScanCode, _ subject: Subject, _ body: () async throws(ScanError) -> Void) async throws(ScanError) {
        do throws(ScanError) {
            try await body()
        } catch {
            guard error.isOfContent else { throw error }
            note(code, error.description, subject)
        }
    }

    /// Nil where the bytes are to blame.
    func ifSound<Value>(_ body: () async throws(ScanError) -> Value) async throws(ScanError) -> Value? {
        do throws(ScanError) {
            return try await body()
        } catch {
            guard error.isOfContent else { throw error }
            return nil
        }
    }
}
