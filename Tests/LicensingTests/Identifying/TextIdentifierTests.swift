import Foundation
import LicenseMeasuring
import Testing

@testable import Licensing

@Suite struct TextIdentifierTests {
    let identifier: TextIdentifier

    init() throws { identifier = try OwnTexts.identifier() }

    @Test(
        "a text in any dress is told with confidence", arguments: Dressing.allCases.filter { ![.noise, .nonsense, .damage].contains($0) })
    func dresses(dressing: Dressing) {
        for (seed, (id, text)) in OwnTexts.ids.enumerated() {
            let answer = identifier.identify(dressing.apply(to: Array(text.utf8), seed: UInt64(seed)))
            #expect(answer.expression == .license(id), "\(dressing) \(id)")
            #expect(answer.confident, "\(dressing) \(id)")
        }
    }

    @Test("a damaged text is never told to be another one with confidence", arguments: [Dressing.noise, .nonsense, .damage])
    func damage(dressing: Dressing) {
        for seed in 1...20 as ClosedRange<UInt64> {
            for (id, text) in OwnTexts.ids {
                let answer = identifier.identify(dressing.apply(to: Array(text.utf8), seed: seed))
                #expect(answer.expression == .license(id) || !answer.confident)
                #expect(answer.candidates.first?.id == id)
            }
        }
    }

    @Test("an inserted term makes a variant, and the passage is named")
    func insertion() throws {
        let term = "The Work shall not be used for commercial purposes by companies with more than 20 million users."
        let text = OwnTexts.harbour.replacing("THE WORK COMES", with: term + "\n\nTHE WORK COMES")
        let answer = identifier.identify(text)
        #expect(answer.kind == .variant)
        #expect(answer.expression == .noAssertion)
        #expect(!answer.confident)
        #expect(answer.candidates.first?.id == "Harbour")
        let passage = try #require(answer.inserted.first { $0.changesTerms })
        let words = String(decoding: Array(text.utf8)[passage.bytes], as: UTF8.self)
        #expect(words.contains("commercial purposes") && words.utf8.count <= term.utf8.count + 12)
        #expect(passage.tokens.count >= 10)
    }

    @Test(
        "few words that change the terms are enough for a variant",
        arguments: [
            ("Anyone who receives", "Any researcher who receives"), ("may run, study", "may, for noncommercial purposes, run, study"),
            ("and may let others do the same", "and may let others outside the European Union do the same"),
            ("merge and pass on the Work", "merge and, except for military purposes, pass on the Work"),
        ])
    func smallEdits(edit: (String, String)) {
        let answer = identifier.identify(OwnTexts.harbour.replacing(edit.0, with: edit.1))
        #expect(!answer.confident)
        #expect(answer.expression == .noAssertion)
        #expect(answer.inserted.contains { $0.changesTerms })
    }

    @Test(
        "words misspelt, words doubled and the holder's name filled in leave a copy what it is, with confidence",
        arguments: [
            ("provided that the following", "providdd thta the follwing"), ("terms are kept", "terms terms are are kept"),
            ("may run, study", "may may run, study"),
            ("THE HOLDERS ARE NOT LIABLE", "EXAMPLE WORKS OF SAMPLE UNIVERSITY ARE NOT LIABLE"),
        ])
    func harmless(edit: (String, String)) {
        let answer = identifier.identify(OwnTexts.harbour.replacing(edit.0, with: edit.1))
        #expect(answer.expression == .license("Harbour"))
        #expect(answer.confident)
        #expect(answer.score < 1)
    }

    @Test(
        "a word of another meaning in the place of a holder or of a misspelt word is no copy's",
        arguments: [
            ("THE HOLDERS ARE NOT LIABLE", "RESEARCHERS ONLY ARE NOT LIABLE"), ("may run, study", "may not run, study"),
            ("provided that", "unless that"),
        ])
    func harmful(edit: (String, String)) {
        let answer = identifier.identify(OwnTexts.harbour.replacing(edit.0, with: edit.1))
        #expect(!answer.confident)
    }

    @Test("names of holders above a text without its title do not keep it from being told with confidence")
    func namesForTitle() throws {
        let start = try #require(OwnTexts.harbour.range(of: "Anyone who receives"))
        let text = "Ada Example\nGrace Sample\n\n" + OwnTexts.harbour[start.lowerBound...]
        let answer = identifier.identify(text)
        #expect(answer.expression == .license("Harbour"))
        #expect(answer.confident)
        let renamed = identifier.identify("Lighthouse Noncommercial License\n\n" + OwnTexts.harbour[start.lowerBound...])
        #expect(!renamed.confident)
    }

    @Test("a version that is not known is not taken for its neighbour")
    func version() throws {
        for (id, text) in OwnTexts.ids.suffix(2) {
            let answer = try OwnTexts.identifier(without: [id]).identify(text)
            #expect(answer.expression == .noAssertion, "\(id)")
            #expect(!answer.confident)
        }
        let answer = identifier.identify(OwnTexts.lantern("3.7", date: "May 2, 2025"))
        #expect(answer.expression == .noAssertion && !answer.confident)
    }

    @Test("a lost term is named where it is missing")
    func lostTerm() throws {
        let start = try #require(OwnTexts.pier.range(of: "3. Compiled"))
        let end = try #require(OwnTexts.pier.range(of: "4. The name"))
        let text = OwnTexts.pier.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
        let answer = identifier.identify(text)
        #expect(!answer.confident && answer.expression == .noAssertion)
        let gap = try #require(answer.missing.first)
        #expect(gap.count >= 12 && gap.changesTerms)
        #expect(gap.byte >= start.lowerBound.utf16Offset(in: OwnTexts.pier))
    }

    @Test("two texts in one file are both found, and joined by AND")
    func two() {
        let answer = identifier.identify(OwnTexts.harbour + "\n\n-----\n\n" + OwnTexts.pier)
        #expect(answer.expression == .and([.license("Harbour"), .license("Pier-2")]))
        #expect(answer.parts.map(\.id) == ["Harbour", "Pier-2"])
        #expect(answer.confident)
        #expect(answer.parts[0].bytes.upperBound <= answer.parts[1].bytes.lowerBound)
    }

    @Test("a choice between two texts is an OR")
    func choice() {
        let heading = "These files are under either of the two texts below, at your option.\n\n"
        let answer = identifier.identify(heading + OwnTexts.harbour + "\n\n" + OwnTexts.pier)
        #expect(answer.expression == .or([.license("Harbour"), .license("Pier-2")]))
    }

    @Test("notices of third parties do not change what the file grants")
    func thirdParties() {
        let answer = identifier.identify(OwnTexts.harbour + "\n\nTHIRD-PARTY NOTICES\n\nharbour-net:\n\n" + OwnTexts.pier)
        #expect(answer.expression == .license("Harbour"))
        #expect(answer.parts.map(\.role) == [.main, .thirdParty])
    }

    @Test("a translation beside the text is noted, and spoils confidence where the known text has none")
    func translation() {
        let chinese = String(repeating: "任何人均可使用本作品但不得用于商业目的。", count: 5)
        let answer = identifier.identify(OwnTexts.harbour + "\n\n" + chinese)
        #expect(answer.expression == .license("Harbour"))
        #expect(!answer.confident)
        #expect(answer.notes.contains(.otherLanguage))
    }

    @Test("other text is unknown")
    func other() {
        let answer = identifier.identify(
            "This folder holds the results of our measurements. Each row is a day, each column a station of the net.")
        #expect(answer.kind == .unknown && answer.expression == .noAssertion && !answer.confident)
    }

    @Test("a tag, a grant by name and a bare link are told apart from texts")
    func statements() {
        #expect(
            identifier.identify("# SPDX-License-Identifier: MIT OR Apache-2.0\n").expression
                == .or([.license("MIT"), .license("Apache-2.0")]))
        let grant = identifier.identify(
            "Licensed under the Apache License, Version 2.0 (the \"License\"); you may not use this file otherwise.")
        #expect(grant.kind == .name && grant.expression == .license("Apache-2.0") && !grant.confident)
        let link = identifier.identify("See https://models.example/terms for the terms.\n")
        #expect(link.kind == .link && link.expression == .noAssertion && link.addresses.count == 1)
    }

    @Test(
        "whatever the bytes are, there is an answer",
        arguments: [[], [0x20, 0x0a], [0, 1, 2, 3], Array(repeating: UInt8(0xff), count: 5_000)])
    func odd(bytes: [UInt8]) {
        let answer = identifier.identify(bytes)
        #expect(answer.expression == .noAssertion && !answer.confident)
    }

    @Test("one word of a megabyte and text beyond the limit are answered in bounded time, and the cut is said")
    func long() {
        #expect(identifier.identify([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)).expression == .noAssertion)
        let filler = [UInt8](repeating: UInt8(ascii: "\n"), count: TextIdentifier.byteLimit)
        let answer = identifier.identify(Array(OwnTexts.harbour.utf8) + filler)
        #expect(answer.expression == .license("Harbour"))
        #expect(answer.notes.contains(.truncated) && !answer.confident)
    }

    @Test("invalid UTF-8 in the text is read as Windows-1252")
    func invalid() {
        let bytes = Array(OwnTexts.harbour.utf8).flatMap { $0 == UInt8(ascii: "\"") ? [0x93 as UInt8] : [$0] }
        #expect(identifier.identify(bytes).expression == .license("Harbour"))
    }
}
