internal import Foundation
public import Shelves
internal import Vocabulary

/// Room within the quotas of namespaces for what is filled: what is declared takes what it takes, and fills get what is left.
///
/// What the mirror holds is read once in a while, for that looks at every manifest; in between, what was filled meanwhile is added.
public actor FillQuotas {
    /// Bytes that a fetch takes, or took since the mirror was last read.
    private struct Charge {
        let model: ModelID
        let bytes: Int64
        /// nil: the fetch goes on.
        var settled: ContinuousClock.Instant?
    }

    /// What was read, and when that began.
    private struct Reading {
        let rows: [MirrorUsage.Row]
        let quotas: [Quota]
        let began: ContinuousClock.Instant
    }

    private let shelf: Shelf
    private let fills: Shelf
    private let quotas: @Sendable () -> [Quota]
    private let span: Duration
    private let doubt: Duration
    private var charges: [Int: Charge] = [:]
    private var numbers = 0
    private var reading: Reading?
    private var pending: Task<Result<Reading, MirrorError>, Never>?

    /// - Parameters:
    ///   - span: how long a reading of the mirror is believed.
    ///   - doubt: the same before a file is refused: somebody may have made room.
    ///   - quotas: as they are now.
    public init(
        shelf: Shelf, fills: Shelf, span: Duration = .seconds(300), doubt: Duration = .seconds(5), quotas: @escaping @Sendable () -> [Quota]
    ) {
        self.shelf = shelf
        self.fills = fills
        self.span = span
        self.doubt = doubt
        self.quotas = quotas
    }

    /// Takes room for a file that is to be fetched. Throws `.blocked` where a quota has none. nil: no quota is about the model.
    func charge(_ model: ModelID, _ bytes: Int64) async throws(MirrorError) -> Int? {
        guard quotas().contains(where: { Namespaces.matches(model, $0.models) }) else { return nil }
        if block(model, bytes, try await usage(within: span)) != nil, let block = block(model, bytes, try await usage(within: doubt)) {
            throw .blocked(model, block)
        }
        numbers += 1
        charges[numbers] = Charge(model: model, bytes: bytes)
        return numbers
    }

    /// The fetch is over. What has not arrived takes no room.
    func settle(_ number: Int, isHeld: Bool) {
        if isHeld { charges[number]?.settled = .now } else { charges[number] = nil }
    }

    private func block(_ model: ModelID, _ bytes: Int64, _ reading: Reading) -> PolicyBlock? {
        for row in reading.rows where Namespaces.matches(model, row.name) {
            let held = charges.values.reduce(row.bytes) { sum, charge in
                Namespaces.matches(charge.model, row.name) ? sum.capped(adding: charge.bytes) : sum
            }
            guard let quota = row.quota, held.capped(adding: bytes) > quota else { continue }
            return PolicyBlock(
                .quota,
                "\(row.name) may take \(Quantity.bytes(quota)); it has \(Quantity.bytes(held)), \(Quantity.bytes(row.filled)) of it filled, "
                    + "and this needs \(Quantity.bytes(bytes)) more")
        }
        return nil
    }

    /// A reading that is not older, of today's quotas.
    private func usage(within age: Duration) async throws(MirrorError) -> Reading {
        let quotas = quotas()
        if let reading, reading.quotas == quotas, reading.began.advanced(by: age) > .now { return reading }
        let task = pending ?? Task { [shelf, fills] in await Self.read(shelf, fills, quotas) }
        pending = task
        let result = await task.value
        if pending == task { pending = nil }
        let fresh = try result.get()
        if reading.map({ $0.began < fresh.began }) ?? true {
            reading = fresh
            charges = charges.filter { $0.value.settled.map { $0 >= fresh.began } ?? true }
        }
        return fresh
    }

    private static func read(_ shelf: Shelf, _ fills: Shelf, _ quotas: [Quota]) async -> Result<Reading, MirrorError> {
        let began = ContinuousClock.now
        do throws(CollectError) {
            let usage = try await MirrorUsage.read(shelf, fills: fills, quotas: quotas)
            return .success(Reading(rows: usage.quotas, quotas: quotas, began: began))
        } catch {
            return .failure(MirrorError(error))
        }
    }
}

extension MirrorError {
    /// Why it is not known what the mirror holds.
    init(_ error: CollectError) {
        switch error {
        case .unreadable(.shelf(let error), _): self = .shelf(error)
        case .storage(let error): self = .storage(error)
        default: self = .cancelled
        }
    }
}
