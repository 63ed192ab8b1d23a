import Foundation
import Licensing
import Mirroring
import Testing
import Vocabulary

/// A catalog that answers each query as a test says.
struct SpokenFinder: ModelFinding {
    struct Unavailable: Error {}

    var answers: [String: [ModelID]] = [:]
    var vanished: Set<ModelID> = []

    init(_ answers: [String: [String]], vanished: [String] = []) throws {
        self.answers = try answers.mapValues { try $0.map { try #require(ModelID($0)) } }
        self.vanished = Set(try vanished.map { try #require(ModelID($0)) })
    }

    func models(for query: CatalogQuery) async throws -> [ModelID] {
        guard let answer = answers[query.name] else { throw Unavailable() }
        return answer
    }

    func isVanished(_ model: ModelID) async throws -> Bool { vanished.contains(model) }
}

/// Verdicts as a test says; no other model is known.
struct SpokenJudge: LicenseJudging {
    var levels: [String: Verdict.Level] = [:]

    func judgement(on model: ModelID, for scenario: String) async throws -> LicenseJudgement? {
        levels[model.path].map { LicenseJudgement(level: $0, license: "X-1.0", reasons: ["its section 2 says so"]) }
    }
}

extension MirrorDeclaration {
    init(_ first: String, _ more: String..., queries: [CatalogQuery] = [], policy: MirrorPolicy = MirrorPolicy(), quotas: [Quota] = [])
        throws
    {
        let entries = try ([first] + more).map { name in
            let reference = try #require(ModelReference(name))
            return Entry(model: reference.model, revisions: [reference.revision ?? .main])
        }
        self.init(entries: entries, queries: queries, policy: policy, quotas: quotas)
    }
}

extension SyncPlan {
    /// What is done about each revision, in a word.
    var words: [String] {
        items.map { item in
            switch item.work {
            case .add: "add"
            case .update: "update"
            case .unchanged: "unchanged"
            case .blocked(let block): "block \(block.kind.rawValue)"
            case .failed: "fail"
            }
        }
    }

    func block(_ index: Int) -> String? { if case .blocked(let block) = items[index].work { block.reason } else { nil } }
}
