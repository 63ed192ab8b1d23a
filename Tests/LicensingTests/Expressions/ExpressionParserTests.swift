import Licensing
import Testing

@Suite struct ExpressionParserTests {
    private func reading(_ text: String) throws(ExpressionError) -> String {
        try LicenseExpression(parsing: text, SmallCatalogue.catalogue).description
    }

    @Test(
        "an expression is read, and printed with the list's spelling and parentheses around what another operator encloses",
        arguments: [
            ("mit", "MIT"), ("MIT and apache-2.0", "MIT AND Apache-2.0"), ("MIT Or ISC", "MIT OR ISC"),
            ("MIT OR (Apache-2.0 AND BSD-3-Clause)", "MIT OR (Apache-2.0 AND BSD-3-Clause)"),
            ("(MIT OR ISC) AND Apache-2.0", "(MIT OR ISC) AND Apache-2.0"),
            ("((MIT))", "MIT"), ("MIT AND (ISC AND 0BSD)", "MIT AND ISC AND 0BSD"),
            ("MIT OR ISC AND 0BSD", "MIT OR (ISC AND 0BSD)"),
            ("gpl-2.0", "GPL-2.0-only"), ("GPL-2.0+", "GPL-2.0-or-later"), ("GPL-2.0-or-later", "GPL-2.0-or-later"),
            ("GPL-2.0-only+", "GPL-2.0-or-later"), ("apache-2.0+", "Apache-2.0+"),
            ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
            ("GPL-2.0+ with classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
            ("Apache-2.0 WITH LLVM-exception OR MIT", "Apache-2.0 WITH LLVM-exception OR MIT"),
            ("MIT WITH additionref-mine", "MIT WITH AdditionRef-mine"),
            ("licenseref-Mine.1", "LicenseRef-Mine.1"), ("documentref-a:LICENSEREF-b", "DocumentRef-a:LicenseRef-b"),
            ("LicenseRef-LARGE-threshold", "LicenseRef-large-threshold"),
            ("noassertion", "NOASSERTION"), ("None", "NONE"), ("MIT AND NOASSERTION", "MIT AND NOASSERTION"),
            (" MIT\n\tAND  ISC ", "MIT AND ISC"),
        ])
    func readings(text: String, expected: String) throws {
        #expect(try reading(text) == expected)
    }

    @Test(
        "what is no expression is refused with the place at which it fails",
        arguments: [
            ("", ExpressionError.empty), ("  ", .empty), ("MIT AND", .unexpectedEnd(offset: 7)), ("AND MIT", .unexpected("AND", offset: 0)),
            ("MIT ISC", .unexpected("ISC", offset: 4)), ("(MIT", .unexpectedEnd(offset: 4)), ("MIT)", .unexpected(")", offset: 3)),
            ("MIT AND Nonsense-9", .unknownLicense("Nonsense-9", offset: 8)), ("MIT WITH", .unexpectedEnd(offset: 8)),
            ("MIT WITH ISC", .unknownException("ISC", offset: 9)),
            ("(MIT OR ISC) WITH LLVM-exception", .unexpected("WITH", offset: 13)),
            ("GPL-2.0 +", .unexpected("+", offset: 8)), ("MIT/ISC", .unexpectedCharacter(offset: 3)),
            ("LicenseRef-", .malformedReference("LicenseRef-", offset: 0)),
            ("DocumentRef-a", .malformedReference("DocumentRef-a", offset: 0)),
            ("NONE WITH LLVM-exception", .unexpected("WITH", offset: 5)), ("MIT\u{e9}", .unexpectedCharacter(offset: 3)),
        ])
    func refusals(text: String, expected: ExpressionError) {
        #expect(throws: expected) { try reading(text) }
    }

    @Test("length, nesting and number of licences are bounded")
    func bounds() {
        let deep = String(repeating: "(", count: 100) + "MIT" + String(repeating: ")", count: 100)
        #expect(throws: ExpressionError.tooDeep(offset: ExpressionLimits.depth)) { try reading(deep) }
        #expect(throws: ExpressionError.tooLong(bytes: 1_000_000)) { try reading(String(repeating: "x", count: 1_000_000)) }
        let many = Array(repeating: "MIT", count: 600).joined(separator: " OR ")
        #expect(throws: ExpressionError.tooManyTerms(offset: 512 * 7)) { try reading(many) }
    }

    @Test("repetitions go, the order of first appearance stays")
    func simplification() throws {
        let cases = [
            ("MIT AND MIT", "MIT"), ("MIT OR ISC OR MIT", "MIT OR ISC"), ("MIT AND (ISC OR ISC) AND MIT", "MIT AND ISC"),
            ("(MIT OR ISC) AND (MIT OR ISC)", "MIT OR ISC"), ("(MIT AND MIT) OR MIT", "MIT"),
            ("MIT AND (MIT OR ISC)", "MIT AND (MIT OR ISC)"),
        ]
        for (text, expected) in cases {
            #expect(try LicenseExpression(parsing: text, SmallCatalogue.catalogue).simplified.description == expected)
        }
        #expect(LicenseExpression.and([.or([.license("MIT"), .license("ISC")])]).simplified == .or([.license("MIT"), .license("ISC")]))
    }

    @Test("what is printed is read back as it was, and simplifying twice is simplifying once")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let expression = LicenseExpression.random(depth: 4, using: &generator)
            let printed = expression.description
            #expect(try LicenseExpression(parsing: printed, SmallCatalogue.catalogue) == expression, "\(printed)")
            #expect(expression.simplified.simplified == expression.simplified, "\(printed)")
        }
    }

    @Test("any bytes are read or refused, never worse")
    func noise() {
        var generator = SeededGenerator(seed: 2)
        let pieces = ["MIT", " ", "(", ")", "AND", "OR ", "WITH", "+", "LicenseRef-", "GPL-2.0", ":", "\u{0}", "é", "\u{1F600}"]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            guard let expression = try? LicenseExpression(parsing: text, SmallCatalogue.catalogue) else { continue }
            #expect(throws: Never.self) { try LicenseExpression(parsing: expression.description, SmallCatalogue.catalogue) }
        }
    }
}
