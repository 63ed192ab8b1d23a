import Blobs
import Foundation
import Radar
import Reports
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite(.timeLimit(.minutes(5))) struct MetricsTests {
    private func withDocuments(_ body: (HubClient, DiskDocumentStore) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let world = try World(folder)
            let documents = DiskDocumentStore(root: folder.path + "/documents")
            let library = StoreLibrary(
                catalog: world.catalog, index: SearchCatalog(world.catalog, path: nil), shelf: world.shelf, blobs: world.blobs,
                documents: documents)
            try await withServer(library, ServerConfiguration()) { try await body($0, documents) }
        }
    }

    @Test("the page is strict text format: what was answered, by protocol and class of status, and nothing that a client can name")
    func page() async throws {
        try await withDocuments { hub, _ in
            _ = try await hub.get("/api/models/no/body")
            _ = try await hub.get("/weighbridge/v1/statistics")
            _ = try await hub.get("/nothing-here-\(Int.random(in: 0...9))")
            let reply = try await hub.get("/metrics")
            #expect(reply.status == 200 && reply.headers["content-type"] == MetricsPage.mediaType)
            let page = try #require(MetricsPage(parsing: reply.body))
            let requests = try #require(page.families.first { $0.name == "weighbridge_http_requests_total" })
            #expect(requests.samples.contains { $0.labels.map(\.value) == ["weighbridge", "2xx"] && $0.value == 1 })
            #expect(requests.samples.contains { $0.labels.map(\.value) == ["huggingface", "4xx"] })
            #expect(!reply.text.contains("nothing-here") && !reply.text.contains("body"), "\(reply.text)")
            #expect(page.families.first { $0.name == "weighbridge_http_requests_in_flight" }?.samples.first?.value == 1)
        }
    }

    @Test("what jobs left is on the page, and a damaged document breaks nothing")
    func jobs() async throws {
        try await withDocuments { hub, documents in
            let now = Timestamp(milliseconds: 1_700_000_000_000)
            try await JobMetrics(.radar, startedAt: now, endedAt: now, succeeded: true, items: ["asked": 4]).save(to: documents)
            try await documents.write("metrics/sync.prom", Array("weighbridge_job_success{job=\"sync\"} 1\nweigh".utf8))
            let reply = try await hub.get("/metrics")
            #expect(MetricsPage(parsing: reply.body) != nil)
            #expect(reply.text.contains("weighbridge_job_items{job=\"radar\",item=\"asked\"} 4\n"))
            #expect(!reply.text.contains("job=\"sync\""))
        }
    }

    @Test("what the radar noticed is served as JSON and as a feed, newly when it ran again")
    func radar() async throws {
        try await withDocuments { hub, documents in
            let empty = try await hub.object("/weighbridge/v1/radar")
            #expect((empty["events"] as? [Any])?.isEmpty == true)
            let event = RadarEvent(
                .relicensed, of: try #require(ModelID("acme/one")), subject: "LICENSE", old: "a", new: "b", detail: "changed",
                at: Timestamp(milliseconds: 1_700_000_000_000))
            var state = RadarState()
            state.open = [event]
            state.ranAt = event.firstSeen
            try await RadarLog(documents).save(state, [RadarRecord(.began, event)])
            let told = try await hub.object("/weighbridge/v1/radar?kind=relicensed")
            let events = try #require(told["events"] as? [[String: Any]])
            #expect(events.count == 1 && events[0]["kind"] as? String == "relicensed" && events[0]["open"] as? Bool == true)
            #expect(((try await hub.object("/weighbridge/v1/radar?kind=deleted"))["events"] as? [Any])?.isEmpty == true)
            #expect(try await hub.get("/weighbridge/v1/radar?kind=nonsense").status == 400)
            let feed = try await hub.get("/weighbridge/v1/radar.atom")
            #expect(feed.headers["content-type"]?.hasPrefix("application/atom+xml") == true)
            #expect(feed.text.contains("huggingface:acme/one: relicensed (LICENSE)"))
        }
    }
}
