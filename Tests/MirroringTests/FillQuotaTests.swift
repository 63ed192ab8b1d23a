import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Mirroring

@Suite struct FillQuotaTests {
    private func charge(_ quotas: FillQuotas, _ model: ModelID, _ bytes: Int64) async -> Int? {
        do { return try await quotas.charge(model, bytes) } catch { return nil }
    }

    @Test("declared, filled and arriving bytes share a quota, and what did not arrive gives its room back")
    func room() async throws {
        let bench = try CollectBench()
        try await bench.put("org/a", "a", ["1234"])
        try await bench.put("org/b", "b", ["12"], filled: true)
        let quotas = FillQuotas(shelf: bench.shelf, fills: bench.fills) { [Quota(models: "org/*", bytes: 20)] }
        let (model, other) = (try CollectBench.model("org/c"), try CollectBench.model("other/d"))
        #expect(try await quotas.charge(other, 1_000) == nil)
        let first = try #require(await charge(quotas, model, 8))
        #expect(await charge(quotas, model, 7) == nil)
        let second = try #require(await charge(quotas, model, 6))
        await quotas.settle(first, isHeld: false)
        let third = try #require(await charge(quotas, model, 8))
        for number in [second, third] { await quotas.settle(number, isHeld: true) }
        #expect(await charge(quotas, model, 1) == nil)
        let error = await #expect(throws: MirrorError.self) { try await quotas.charge(model, 1) }
        #expect(try #require(error).description.contains("2 B of it filled"), "\(String(describing: error))")
    }

    @Test("many that come at once never get more than there is")
    func concurrent() async throws {
        let bench = try CollectBench()
        try await bench.put("org/a", "a", ["1234"])
        let quotas = FillQuotas(shelf: bench.shelf, fills: bench.fills, span: .zero, doubt: .zero) { [Quota(models: "org/*", bytes: 104)] }
        let model = try CollectBench.model("org/c")
        let granted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 { group.addTask { await charge(quotas, model, 10) != nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(granted == 10)
    }

    @Test("quotas that change hold at once")
    func changing() async throws {
        let bench = try CollectBench()
        try await bench.put("org/a", "a", ["1234"])
        let limit = Limit()
        let quotas = FillQuotas(shelf: bench.shelf, fills: bench.fills) { [Quota(models: "org/*", bytes: limit.value)] }
        let model = try CollectBench.model("org/c")
        #expect(await charge(quotas, model, 10) == nil)
        limit.value = 14
        #expect(await charge(quotas, model, 10) != nil)
    }
}

private final class Limit: @unchecked Sendable {  // Safety: `bytes` is only touched with `lock` held.
    private let lock = NSLock()
    private var bytes: Int64 = 13
    var value: Int64 {
        get { lock.withLock { bytes } }
        set { lock.withLock { bytes = newValue } }
    }
}
