internal import Foundation

/// How well a model suits a job, from 0 to 1, and what that is made of: a documented score, so that a choice can be argued.
///
/// `0.30 evidence + 0.25 popularity + 0.20 licence + 0.15 card + 0.10 freshness`, each part from 0 to 1:
/// - evidence: results that its card claims, `n / (n + 3)`;
/// - popularity: `log10(1 + downloads) / 7`, at most 1 (ten million downloads a month), averaged with `log10(1 + likes) / 4`;
/// - licence: how sure we are of it (none 0, low 1/3, medium 2/3, high 1), halved where the scenario is not known to be allowed;
/// - card: how complete it is;
/// - freshness: halved with every year since its last change.
public struct Fitness: Sendable, Hashable {
    public var evidence: Double
    public var popularity: Double
    public var license: Double
    public var card: Double
    public var freshness: Double

    public var score: Double { 0.30 * evidence + 0.25 * popularity + 0.20 * license + 0.15 * card + 0.10 * freshness }

    /// In words, the strongest reasons first.
    public var reasons: [String] {
        let parts = [
            (0.30 * evidence, "evaluation results"), (0.25 * popularity, "popularity"), (0.20 * license, "certainty of its licence"),
            (0.15 * card, "a complete card"), (0.10 * freshness, "recent work"),
        ]
        return parts.filter { $0.0 >= 0.03 }.sorted { $0.0 > $1.0 }.map { "\($0.1) \(Self.rounded($0.0))" }
    }

    private static func rounded(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}

/// Scores models by their columns.
struct FitnessScorer {
    let index: SearchIndex
    /// A place among the index's scenarios; nil: none was asked for.
    let scenario: Int?
    /// Milliseconds since 1970 that freshness is measured from: the newest change in the catalog.
    let newest: Int64

    init(_ index: SearchIndex, scenario: String?) {
        self.index = index
        self.scenario = scenario.flatMap { index.verdicts.scenarios.firstIndex(of: $0) }
        newest = index.numbers.orders[.modified]?[0].flatMap { IndexNumbers.known(index.numbers.modified[Int($0)]) } ?? 0
    }

    func fitness(of ordinal: Int) -> Fitness {
        let numbers = index.numbers
        let results = Double(numbers.evaluations[ordinal] ?? 0)
        let downloads = Double(max(0, numbers.downloads[ordinal] ?? 0))
        let likes = Double(max(0, numbers.likes[ordinal] ?? 0))
        var license = Double(index.verdicts.confidence(of: ordinal)) / 3
        if let scenario, let code = index.verdicts.codes[ordinal], !(1...2).contains(index.verdicts.verdict(code, scenario)) {
            license /= 2
        }
        var freshness = 0.0
        if let modified = IndexNumbers.known(numbers.modified[ordinal]) {
            let years = Double(max(0, newest - modified)) / 31_557_600_000
            freshness = exp2(-years)
        }
        return Fitness(
            evidence: results / (results + 3), popularity: (min(1, log10(1 + downloads) / 7) + min(1, log10(1 + likes) / 4)) / 2,
            license: license, card: Double(numbers.completeness[ordinal] ?? 0) / 255, freshness: freshness)
    }
}
