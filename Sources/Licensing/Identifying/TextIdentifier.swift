/// Tells which licence a text is: nearest known text, then word by word what differs, then what the differences mean.
///
/// Loading costs some 30 ms, so make one when the first text is to be identified. Immutable, for any number of threads.
public struct TextIdentifier: Sendable {
    let prints: LicenseFingerprints
    let catalogue: LicenseCatalogue
    let index: TextIndex
    let traits: KnownTraits
    let guards: TextGuards
    let names: StatedNames

    /// Bytes of a file that are read; what comes after is noted as `truncated`.
    public static let byteLimit = 4 << 20
    /// Fewer words than this are no licence text.
    static let shortestText = 12
    private static let partLimit = 48
    private static let candidateLimit = 5

    public init(_ prints: LicenseFingerprints, _ catalogue: LicenseCatalogue) {
        self.prints = prints
        self.catalogue = catalogue
        index = TextIndex(prints)
        traits = KnownTraits(prints)
        guards = TextGuards(catalogue)
        names = StatedNames(catalogue)
    }

    public func identify(_ text: String) -> TextIdentification {
        var text = text
        return text.withUTF8 { identify(UnsafeRawBufferPointer($0)) }
    }

    public func identify(_ bytes: [UInt8]) -> TextIdentification { bytes.withUnsafeBytes(identify) }

    /// Never fails and takes bounded time: at most `byteLimit` bytes are looked at.
    public func identify(_ file: UnsafeRawBufferPointer) -> TextIdentification {
        let limited = UnsafeRawBufferPointer(rebasing: file.prefix(Self.byteLimit)).bindMemory(to: UInt8.self)
        if Self.isBinary(limited) { return TextIdentification(.binary) }
        let own = OwnText(limited, prints)
        if own.tokens.isEmpty { return TextIdentification(.empty) }
        var result = identify(own)
        if file.count > Self.byteLimit {
            result.notes.append(.truncated)
            result.confident = false
        }
        return result
    }

    /// NUL bytes, or many bytes that no text has.
    private static func isBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let sample = bytes.prefix(8_192)
        var odd = 0
        for byte in sample {
            if byte == 0 { return true }
            if byte < 9 || (14...31).contains(byte) && byte != 27 { odd += 1 }
        }
        return odd * 20 > sample.count
    }

    private func identify(_ own: OwnText) -> TextIdentification {
        var search = PieceSearch(self, own, partLimit: Self.partLimit)
        search.run(0..<own.words.count)
        var result = search.parts.isEmpty ? unmatched(own, search) : PartsAnswer(self, own, search).identification()
        result.candidates = search.candidates(limit: Self.candidateLimit)
        result.addresses = own.tokens.lazy.filter { $0.flags.contains(.address) }.prefix(8).map { Int($0.start)..<Int($0.end) }
        noteSecondLanguage(own, &result, search)
        return result
    }

    /// A translation is not compared. If the known text comes without one, nobody knows what it says.
    private func noteSecondLanguage(_ own: OwnText, _ result: inout TextIdentification, _ search: PieceSearch) {
        let signs = own.tokens.filter { $0.flags.contains(.ideograph) && $0.isSoft }
        guard signs.count > 12 else { return }
        result.notes.append(.otherLanguage)
        let known = Set(search.parts.flatMap { prints.texts[$0.comparison.text].soft })
        let foreign = signs.lazy.filter { !known.contains(prints.number(of: $0.hash)) }.count
        if foreign * 20 > signs.count { result.confident = false }
    }

    /// No known text is in the file: perhaps it says the name of a licence.
    private func unmatched(_ own: OwnText, _ search: PieceSearch) -> TextIdentification {
        if let stated = names.read(own) { return stated }
        return TextIdentification(.unknown, score: search.bestScore)
    }
}
