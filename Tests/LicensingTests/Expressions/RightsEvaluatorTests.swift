import Licensing
import Testing

@Suite struct RightsEvaluatorTests {
    private let evaluator = RightsEvaluator(SmallCatalogue.catalogue)

    private func profile(_ text: String) throws -> RightsProfile {
        evaluator.profile(of: try LicenseExpression(parsing: text, SmallCatalogue.catalogue))
    }

    private func grants(_ expression: LicenseExpression) -> [Grant] {
        let profile = evaluator.profile(of: expression)
        return Right.allCases.map { profile[$0].grant }
    }

    @Test(
        "each right gets the answer of the four-valued tables",
        arguments: [
            ("MIT", Grant.yes), ("CC-BY-NC-4.0", .no), ("MIT AND CC-BY-NC-4.0", .no), ("MIT OR CC-BY-NC-4.0", .yes),
            ("CC-BY-NC-4.0 AND LicenseRef-what", .no), ("MIT AND LicenseRef-what", .unknown), ("CC-BY-NC-4.0 OR LicenseRef-what", .unknown),
            ("NOASSERTION", .unknown), ("NONE", .no), ("MIT AND NONE", .no), ("MIT AND NOASSERTION", .unknown), ("ISC", .unknown),
            ("GPL-2.0-only", .conditional), ("GPL-2.0-or-later", .conditional), ("GPL-2.0-only AND MIT", .conditional),
            ("GPL-2.0-only WITH Classpath-exception-2.0", .conditional), ("MIT WITH Google-Patent-WebM", .unknown),
            ("NONE OR NOASSERTION", .unknown),
        ])
    func commercialUse(text: String, expected: Grant) throws {
        #expect(try profile(text)[.useCommercial].grant == expected)
    }

    @Test("AND unites duties and limits, and keeps two limits of one name apart")
    func union() throws {
        let both = try profile("MIT AND Apache-2.0")
        #expect(both.duties.map(\.kind) == [.licenceCopy, .markChanges])
        let limits = try profile("LicenseRef-small-threshold AND LicenseRef-large-threshold")
        #expect(limits.limits.map(\.name) == ["mau", "mau@LicenseRef-large-threshold"])
        #expect(limits[.modify].conditions == [.limit("mau"), .limit("mau@LicenseRef-large-threshold")])
    }

    @Test("an exception shortens the reach of share-alike and takes nothing")
    func exceptions() throws {
        let plain = try profile("GPL-2.0-only")
        let excepted = try profile("GPL-2.0-only WITH Classpath-exception-2.0")
        #expect(plain.duties.first?.scope == .work)
        #expect(excepted.duties.first?.scope == .library)
        #expect(plain.rights == excepted.rights)
    }

    @Test("every alternative of a choice is listed with what applies in it")
    func alternatives() throws {
        let expression = try LicenseExpression(parsing: "(MIT OR CC-BY-NC-4.0) AND Apache-2.0", SmallCatalogue.catalogue)
        let alternatives = evaluator.alternatives(of: expression)
        #expect(alternatives.map(\.expression.description) == ["MIT AND Apache-2.0", "CC-BY-NC-4.0 AND Apache-2.0"])
        #expect(alternatives.map { $0.profile[.useCommercial].grant } == [.yes, .no])
        #expect(alternatives[1].deciding(.useCommercial).map(\.leaf) == [.license("CC-BY-NC-4.0")])
    }

    @Test("a choice of choices does not explode, and promises no more than the full form")
    func bounded() {
        let choice = LicenseExpression.or((0..<8).map { .license(LicenseID("LicenseRef-\($0)")) } + [.license("MIT")])
        let wide = LicenseExpression.and((0..<30).map { index in .or([choice, .license(LicenseID("LicenseRef-x\(index)"))]) })
        let alternatives = evaluator.alternatives(of: wide)
        #expect(alternatives.count <= RightsEvaluator.alternativeLimit)
        #expect(alternatives.allSatisfy { $0.profile[.modify].grant == .unknown })
    }

    @Test("AND is monotone, idempotent, commutative and associative in its grants; OR is no less than any branch")
    func laws() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<600 {
            let a = LicenseExpression.random(depth: 2, using: &generator)
            let b = LicenseExpression.random(depth: 2, using: &generator)
            let c = LicenseExpression.random(depth: 2, using: &generator)
            let both = grants(.and([a, b]))
            #expect(zip(both, grants(a)).allSatisfy { $0 <= $1 } && zip(both, grants(b)).allSatisfy { $0 <= $1 }, "\(a) AND \(b)")
            #expect(evaluator.profile(of: .and([a, a])) == evaluator.profile(of: a), "\(a)")
            #expect(both == grants(.and([b, a])), "\(a) AND \(b)")
            #expect(grants(.and([.and([a, b]), c])) == grants(.and([a, .and([b, c])])), "\(a), \(b), \(c)")
            let either = grants(.or([a, b]))
            #expect(zip(either, grants(a)).allSatisfy { $0 >= $1 } && zip(either, grants(b)).allSatisfy { $0 >= $1 }, "\(a) OR \(b)")
            #expect(either == grants(.or([b, a])), "\(a) OR \(b)")
        }
    }

    @Test("no alternative promises more than the best-of profile")
    func best() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<400 {
            let expression = LicenseExpression.random(depth: 3, using: &generator).simplified
            let best = evaluator.profile(of: expression)
            for alternative in evaluator.alternatives(of: expression) {
                #expect(Right.allCases.allSatisfy { alternative.profile[$0].grant <= best[$0].grant }, "\(expression)")
            }
        }
    }

    @Test("conditions are those of all licences that apply, whatever their order")
    func conditions() throws {
        let one = try profile("GPL-2.0-only AND LicenseRef-small-threshold AND MIT")
        let other = try profile("MIT AND LicenseRef-small-threshold AND GPL-2.0-only")
        for right in Right.allCases {
            #expect(Set(one[right].conditions) == [.duty(.shareAlike), .limit("mau")])
            #expect(Set(one[right].conditions) == Set(other[right].conditions))
        }
    }
}
