import Foundation
import Licensing
import Mirroring
import Testing
import Vocabulary

/// Counts its questions, and answers what a test says.
private actor CountingJudge: LicenseJudging {
    private(set) var questions = 0
    private var answer: Result<LicenseJudgement?, CocoaError>

    init(_ level: Verdict.Level) { answer = .success(LicenseJudgement(level: level, license: "x", reasons: [])) }

    func set(_ level: Verdict.Level?) {
        answer = level.map { .success(LicenseJudgement(level: $0, license: "x", reasons: [])) } ?? .failure(CocoaError(.fileReadUnknown))
    }

    func judgement(on model: ModelID, for scenario: String) async throws -> LicenseJudgement? {
        questions += 1
        return try answer.get()
    }
}

@Suite struct LicenseMemoTests {
    private let product = LicensePolicy(scenario: "product")

    private func isServed(_ memo: LicenseMemo, _ model: ModelID, _ policy: LicensePolicy?) async -> Bool {
        do {
            try await memo.check(model, under: policy)
            return true
        } catch {
            return false
        }
    }

    @Test("the verdict is asked for once for each model and policy, and again when it has become old")
    func memoised() async throws {
        let (judge, model, other) = (CountingJudge(.allow), try #require(ModelID("org/a")), try #require(ModelID("org/b")))
        let memo = LicenseMemo(judge, span: .milliseconds(300))
        for _ in 0..<50 { #expect(await isServed(memo, model, product)) }
        #expect(await judge.questions == 1)
        #expect(await isServed(memo, other, product))
        #expect(await isServed(memo, model, LicensePolicy(scenario: "research")))
        #expect(await judge.questions == 3)
        #expect(await isServed(memo, model, nil))
        #expect(await judge.questions == 3)
        await judge.set(.block)
        try await Task.sleep(for: .milliseconds(400))
        #expect(await !isServed(memo, model, product))
        #expect(await !isServed(memo, model, product))
        #expect(await judge.questions == 4)
    }

    @Test("a verdict that can't be had lets nothing out, and is asked for again")
    func unjudged() async throws {
        let (judge, model) = (CountingJudge(.allow), try #require(ModelID("org/a")))
        await judge.set(nil)
        let memo = LicenseMemo(judge)
        #expect(await !isServed(memo, model, product))
        await judge.set(.allow)
        #expect(await isServed(memo, model, product))
        #expect(await judge.questions == 2)
    }
}
