import Blobs
import Foundation
import Licensing
import Mirroring
import Reports
import Shelves
import Vocabulary
import Weighing

extension Site {
    /// - Parameter scenario: of the verdicts that retention rules speak of; nil: none does.
    func collector(scenario: String?) throws -> Collector {
        var knowledge = Collector.Knowledge()
        let pulls = pulls()
        knowledge.lastPulls = { try pulls.lastPulls().mapValues(\.at) }
        let (lockFile, store) = (home.lockFile.path, try blobs())
        knowledge.locked = { try await LockedBlobs.read(lockFile, in: store) }
        if let scenario {
            let standards = try standards()
            guard let scenario = standards.scenarios.first(where: { $0.isNamed(scenario) }) else {
                throw CommandFailure(.usage, "no scenario is called '\(scenario)'")
            }
            let weigher = try weigher(standards)
            knowledge.verdict = { model in
                guard let weight = try await weigher.weigh(model) else { return nil }
                return weigher.verdict(on: weight, in: scenario).level.rawValue
            }
        }
        return Collector(
            blobs: store, shelf: try shelf(), fills: fills(), snapshots: snapshots(), syncLock: home.syncLock.path, knowledge: knowledge,
            scans: ScanRecords(documents), now: now)
    }
}
