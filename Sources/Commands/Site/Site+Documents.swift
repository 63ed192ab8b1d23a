import Blobs
import Foundation
import Reports

extension Site {
    /// What this mirror says of itself, beside its blobs.
    var documents: any DocumentStore { DiskDocumentStore(root: home.mirror.path) }

    /// Leaves a job's numbers for the metrics page. A page that can't be written is no reason for a job to fail.
    func leave(_ metrics: JobMetrics) async {
        do { try await metrics.save(to: documents) } catch {
            console.warn("the metrics of \(metrics.job.rawValue) were not kept: \(error)")
        }
    }
}
