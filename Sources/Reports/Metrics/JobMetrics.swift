public import Blobs
public import Vocabulary

/// What a job leaves for the metrics page when it ends, whichever process it ran in: `metrics/<job>.prom` among the mirror's documents.
///
///     await JobMetrics(.sync, startedAt: began, endedAt: site.now(), succeeded: true, items: ["published": 3], bytes: 1_000).save(to: documents)
public struct JobMetrics: Sendable {
    /// Jobs that leave something: a closed list, so that there are never more documents.
    public enum Job: String, Sendable, CaseIterable {
        case crawl, sync, verify, gc, radar
    }

    /// Where the documents are.
    public static let folder = "metrics"

    public let job: Job
    public let startedAt: Timestamp
    public let endedAt: Timestamp
    /// Whether it did all it was to do. A job that was stopped did not.
    public let succeeded: Bool
    /// Things it counted, each under a word of the job's own choice, never a model's name.
    public let items: KeyValuePairs<String, Int>
    /// Bytes it moved or read; nil: it counts none.
    public let bytes: Int64?
    /// What is told besides.
    public let more: [MetricFamily]

    public init(
        _ job: Job, startedAt: Timestamp, endedAt: Timestamp, succeeded: Bool, items: KeyValuePairs<String, Int> = [:], bytes: Int64? = nil,
        more: [MetricFamily] = []
    ) {
        self.job = job
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.succeeded = succeeded
        self.items = items
        self.bytes = bytes
        self.more = more
    }

    public var page: MetricsPage {
        let label = MetricFamily.Label("job", job.rawValue)
        func gauge(_ name: String, _ help: String, _ value: Double) -> MetricFamily {
            MetricFamily("weighbridge_job_\(name)", .gauge, help, [.init(value, [label])])
        }
        var page = MetricsPage([
            gauge("last_run_timestamp_seconds", "When the job ended last.", Double(endedAt.milliseconds) / 1_000),
            gauge(
                "duration_seconds", "How long its last run took.",
                Double(max(0, endedAt.milliseconds - startedAt.milliseconds)) / 1_000),
            gauge("success", "Whether its last run did all it was to do.", succeeded ? 1 : 0),
        ])
        page.add(
            MetricFamily(
                "weighbridge_job_items", .gauge, "What its last run counted.",
                items.map { .init(Double($0.value), [label, MetricFamily.Label("item", $0.key)]) }))
        if let bytes { page.add(gauge("bytes", "Bytes its last run moved or read.", Double(bytes))) }
        for family in more { page.add(family) }
        return page
    }

    /// Replaces what the job's last run left.
    public func save(to documents: any DocumentStore) async throws(BlobError) {
        try await documents.write("\(Self.folder)/\(job.rawValue).prom", Array(page.text.utf8))
    }

    /// What all jobs left. A document that can't be read, or is not one, is left out and named in `refused`.
    public static func load(_ documents: any DocumentStore) async -> (page: MetricsPage, refused: [String]) {
        var page = MetricsPage()
        var refused: [String] = []
        for job in Job.allCases {
            let key = "\(folder)/\(job.rawValue).prom"
            do throws(BlobError) {
                guard let bytes = try await documents.read(key, limit: MetricsPage.longestDocument) else { continue }
                if let left = MetricsPage(parsing: bytes) { page.add(left) } else { refused.append("\(key) is damaged") }
            } catch {
                refused.append("\(key): \(error)")
            }
        }
        return (page, refused)
    }
}
