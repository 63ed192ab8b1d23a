import Testing

@testable import Licensing

@Suite struct FingerprintFormatTests {
    @Test("what was written is read")
    func roundTrip() throws {
        let prints = try OwnTexts.prints()
        let read = try FingerprintFormat.write(prints).withUnsafeBytes { try FingerprintFormat.read($0) }
        #expect(read.texts.map(\.id) == prints.texts.map(\.id))
        #expect(read.texts.map(\.soft) == prints.texts.map(\.soft))
        #expect(read.tokens == prints.tokens && read.words == prints.words && read.numeric == prints.numeric)
    }

    @Test("the same texts in another order make the same file")
    func order() throws {
        var maker = FingerprintMaker()
        for (id, text) in OwnTexts.ids.reversed() { try Array(text.utf8).withUnsafeBytes { try maker.add(id, text: $0) } }
        #expect(FingerprintFormat.write(try maker.fingerprints()) == FingerprintFormat.write(try OwnTexts.prints()))
    }

    @Test("ids with one text are kin, and the one that grants less comes first")
    func kin() throws {
        var maker = FingerprintMaker()
        for id in ["Harbour-or-later", "Harbour-only"] as [LicenseID] {
            try Array(OwnTexts.harbour.utf8).withUnsafeBytes { try maker.add(id, text: $0) }
        }
        let prints = try maker.fingerprints()
        #expect(prints.texts.map(\.id) == ["Harbour-only"] && prints.texts[0].kin == ["Harbour-or-later"])
        let identifier = TextIdentifier(prints, OwnTexts.catalogue)
        #expect(identifier.identify(OwnTexts.harbour).notes.contains(.sameText))
        let later = identifier.identify(
            "The Work is under the terms below or, at your choice, any later version of them.\n\n" + OwnTexts.harbour)
        #expect(later.expression == .license("Harbour-or-later"))
    }

    @Test("no word of a text is in the file")
    func noText() throws {
        let file = FingerprintFormat.write(try OwnTexts.prints())
        for word in ["Anyone", "anyone", "warranty", "association"] {
            #expect(!String(decoding: file, as: UTF8.self).contains(word))
        }
    }

    @Test("another file, another version, a cut file and every damaged byte are refused")
    func damage() throws {
        let file = FingerprintFormat.write(try OwnTexts.prints())
        func read(_ bytes: [UInt8]) throws { _ = try bytes.withUnsafeBytes { try FingerprintFormat.read($0) } }
        #expect(throws: FingerprintFormat.Failure.notFingerprints) { try read([]) }
        #expect(throws: FingerprintFormat.Failure.notFingerprints) { try read([UInt8](repeating: 7, count: 100)) }
        var newer = file
        newer[8] = 9
        #expect(throws: FingerprintFormat.Failure.version(9)) { try read(newer) }
        for length in stride(from: 40, to: file.count, by: file.count / 40) {
            #expect(throws: FingerprintFormat.Failure.self) { try read(Array(file.prefix(length))) }
        }
        for place in stride(from: 12, to: file.count, by: file.count / 60) {
            var damaged = file
            damaged[place] ^= 0x55
            #expect(throws: FingerprintFormat.Failure.self, "byte \(place)") { try read(damaged) }
        }
    }
}
