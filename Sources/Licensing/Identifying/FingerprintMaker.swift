/// Makes fingerprints from texts.
public struct FingerprintMaker {
    /// Why no fingerprints can be made of the given texts.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        case tooManyWords(Int)
        case noWords(LicenseID)

        public var description: String {
            switch self {
            case .tooManyWords(let count): "\(count) different words in all texts; at most 65534 fit the format"
            case .noWords(let id): "the text of \(id) has no words"
            }
        }
    }

    private struct Source {
        var ids: [LicenseID]
        var kind: LicenseFingerprints.Kind
        var hashes: [UInt32]
        var soft: Set<UInt32>
    }
    private var sources: [Source] = []
    private var numeric: Set<UInt32> = []
    private var byContent: [[UInt32]: Int] = [:]

    public init() {}

    /// Adds one text. A text that is word for word that of another id becomes its kin.
    public mutating func add(_ id: LicenseID, kind: LicenseFingerprints.Kind = .license, text: UnsafeRawBufferPointer) throws(Failure) {
        let tokens = LicenseTokenizer.tokens(of: text.bindMemory(to: UInt8.self))
        let hard = tokens.filter { !$0.isSoft }
        let hashes = hard.map(\.hash)
        for token in tokens where token.flags.contains(.hasDigit) { numeric.insert(token.hash) }
        let soft = Set(tokens.lazy.filter { $0.isSoft && !$0.flags.contains(.address) }.map(\.hash))
        if hashes.isEmpty { throw .noWords(id) }
        if let same = byContent[hashes] {
            if !sources[same].ids.contains(id) { sources[same].ids.append(id) }
            sources[same].soft.formUnion(soft)
            return
        }
        byContent[hashes] = sources.count
        sources.append(Source(ids: [id], kind: kind, hashes: hashes, soft: soft))
    }

    /// The fingerprints: the same texts give the same bytes, in whatever order they were added.
    public func fingerprints() throws(Failure) -> LicenseFingerprints {
        let words = Set(sources.flatMap { $0.hashes + $0.soft }).sorted()
        if words.count > 65_534 { throw .tooManyWords(words.count) }
        let numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, UInt16($0 + 1)) })
        var texts: [LicenseFingerprints.Text] = []
        var tokens: [UInt16] = []
        let ordered = sources.map { (ids: $0.ids.sorted(by: Self.isPreferred), source: $0) }
            .sorted { ($0.ids[0], $0.source.hashes.count, $0.source.hashes[0]) < ($1.ids[0], $1.source.hashes.count, $1.source.hashes[0]) }
        for (ids, source) in ordered {
            let start = tokens.count
            tokens.append(contentsOf: source.hashes.map { numbers[$0] ?? 0 })
            let soft = source.soft.compactMap { numbers[$0] }.sorted()
            texts.append(.init(id: ids[0], kin: Array(ids.dropFirst()), kind: source.kind, tokens: start..<tokens.count, soft: soft))
        }
        return LicenseFingerprints(texts: texts, words: words, numeric: words.map(numeric.contains), tokens: tokens)
    }

    /// Of ids with one text: SPDX before our own, then what grants less (`-only`), then the shorter name.
    private static func isPreferred(_ left: LicenseID, _ right: LicenseID) -> Bool {
        func rank(_ id: LicenseID) -> (Int, Int, Int, String) {
            (id.isReference ? 1 : 0, id.text.hasSuffix("-only") ? 0 : 1, id.text.utf8.count, id.text)
        }
        return rank(left) < rank(right)
    }
}
