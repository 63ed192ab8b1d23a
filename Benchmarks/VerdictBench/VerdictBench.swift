import CatalogData
import LicenseSources
import Licensing

/// Times verdicts for many models with lineage, on one core: `VerdictBench MODELS`. Prints one line of JSON.
///
/// The models are made up, in the proportions that surveys of a large hub report (64 % without a licence; arXiv 2508.06811 for families):
/// every second one was made of another, some are merges, some name a base that is not there, some form loops.
@main
struct VerdictBench {
    static func main() throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        let clock = ContinuousClock()
        let data = try CatalogData()
        var catalogue = LicenseCatalogue(facts: [], listed: [], exceptions: [])
        let loading = try clock.measure { catalogue = try CompiledLicenses.catalogue(of: data) }
        let scenarios = try ScenarioFolder(of: data).scenarios()
        let expressions = catalogue.allFacts.map { LicenseExpression.license($0.id) }
        let graph = Self.graph(count, expressions: Int32(expressions.count))
        var verdicts = 0
        var allowed = 0
        let seconds = try clock.measure {
            let evaluator = RightsEvaluator(catalogue)
            let profiles = expressions.map(evaluator.profile)
            let bulk = try BulkLineage(graph) { child, parent in
                let inherited = evaluator.profile(of: .all(of: parent.map { expressions[Int($0)] }))
                return TermsComparison(from: inherited, to: profiles[Int(child)]).isLooser
            }
            let maker = VerdictMaker(catalogue)
            let organisation = Organisation(seat: "DE", countries: ["EU", "US"], figures: [.init(.mau, 12_000_000)])
            // Models with the same terms have the same verdicts.
            var known: [Int64: [Verdict.Level]] = [:]
            for model in 0..<count {
                let key = Int64(bulk.setOf[model]) << 1 | (bulk.hasUnknown[model] ? 1 : 0)
                let levels =
                    known[key]
                    ?? {
                        let parts = bulk.sets[Int(bulk.setOf[model])].map { expressions[Int($0)] }
                        let terms = LicenseExpression.all(of: parts + (bulk.hasUnknown[model] ? [.noAssertion] : []))
                        let levels = scenarios.map { maker.verdict(of: terms, scenario: $0, organisation: organisation).level }
                        known[key] = levels
                        return levels
                    }()
                verdicts += levels.count
                allowed += levels.count { $0 <= .allowWithDuties }
            }
        }
        print(
            "{\"models\": \(count), \"verdicts\": \(verdicts), \"allowed\": \(allowed), \"seconds\": \(Self.seconds(seconds)), "
                + "\"load_seconds\": \(Self.seconds(loading))}")
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func graph(_ count: Int, expressions: Int32) -> BulkLineage.Graph {
        var generator = FixedSeed(state: 7)
        var own: [Int32] = []
        var offsets: [Int32] = [0]
        var parents: [Int32] = []
        for model in 0..<count {
            // A few licences are on most models.
            let isStated = Int.random(in: 0..<100, using: &generator) >= 64
            let isCommon = Int.random(in: 0..<10, using: &generator) > 0
            own.append(
                isStated
                    ? Int32.random(in: 0..<(isCommon ? min(12, expressions) : expressions), using: &generator)
                    : BulkLineage.Graph.statesNothing)
            let kind = Int.random(in: 0..<1_000, using: &generator)
            let number = kind < 500 ? 0 : kind < 950 ? 1 : Int.random(in: 2...4, using: &generator)
            for _ in 0..<number where model > 0 {
                switch Int.random(in: 0..<1_000, using: &generator) {
                case 0..<20: parents.append(BulkLineage.Graph.absent)
                case 20..<21: parents.append(Int32.random(in: 0..<Int32(count), using: &generator))
                // Popular bases have most children.
                case 21..<700: parents.append(Int32.random(in: 0..<Int32(min(model, 2_000)), using: &generator))
                default: parents.append(Int32.random(in: 0..<Int32(model), using: &generator))
                }
            }
            offsets.append(Int32(parents.count))
        }
        return BulkLineage.Graph(expressions: own, offsets: offsets, parents: parents)
    }

    /// The same models on every run (SplitMix64).
    private struct FixedSeed: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
