import Mirroring
import Reports
import Vocabulary

extension JobMetrics {
    /// What a sync leaves for the metrics page.
    init(_ report: MirrorReport, from began: Timestamp, to ended: Timestamp) {
        var (published, unchanged, failed) = (0, 0, 0)
        var scanned: [String: Int] = [:]
        var (quarantined, refused) = (0, 0)
        for outcome in report.outcomes {
            scanned.merge(outcome.gate.counts, uniquingKeysWith: +)
            quarantined += outcome.gate.heldBack.count
            refused += outcome.gate.refusals.count
            switch outcome.result {
            case .published: published += 1
            case .unchanged: unchanged += 1
            case .failed: failed += 1
            }
        }
        self.init(
            .sync, startedAt: began, endedAt: ended, succeeded: failed == 0 && report.stoppedBy == nil,
            items: [
                "published": published, "unchanged": unchanged, "failed": failed, "files_clean": scanned["clean"] ?? 0,
                "files_suspicious": scanned["suspicious"] ?? 0, "files_dangerous": scanned["dangerous"] ?? 0,
                "files_unscannable": scanned["unscannable"] ?? 0, "files_quarantined": quarantined, "files_refused": refused,
            ])
    }
}
