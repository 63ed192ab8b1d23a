import Blobs
import Reports
import TestSupport
import Testing
import Vocabulary

@Suite struct MetricsPageTests {
    private let page = MetricsPage([
        MetricFamily(
            "weighbridge_a_total", .counter, "Things\nand \\ more.",
            [.init(3, [.init("kind", "a \"b\" \\ c\nd")]), .init(0.5, [.init("kind", "x")])]),
        MetricFamily("weighbridge_b", .gauge, "One.", 1_700_000_000.25),
    ])

    @Test("what is written is read back as it was")
    func roundTrip() throws {
        #expect(MetricsPage(parsing: Array(page.text.utf8)) == page)
        #expect(MetricsPage(parsing: [])?.families.isEmpty == true)
    }

    @Test("families of one name become one group, and a sample is there once")
    func merged() {
        var both = page
        both.add(page)
        #expect(both == page)
        both.add(MetricFamily("weighbridge_b", .counter, "Of another kind.", 7))
        #expect(both == page)
        let text = both.text
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("# TYPE weighbridge_b ") }.count == 1)
    }

    @Test(
        "what is damaged, or speaks for others, is no page",
        arguments: [
            "weighbridge_a 1\n", "# TYPE weighbridge_a gauge\nweighbridge_a one\n", "# TYPE weighbridge_a gauge\nweighbridge_a{x=\"1} 1\n",
            "# TYPE up gauge\nup 1\n", "# TYPE weighbridge_a gauge\nweighbridge_a 1", "\u{0}\n", "# TYPE weighbridge_a histogram\n",
            "# TYPE weighbridge_a gauge\nweighbridge_a{x=\"1\",x=\"2\"} 1\n", "# EOF\n",
        ])
    func damaged(_ text: String) { #expect(MetricsPage(parsing: Array(text.utf8)) == nil) }

    @Test("a page cut at any byte is refused or is a beginning of it")
    func cut() {
        let bytes = Array(page.text.utf8)
        for length in 0..<bytes.count {
            guard let read = MetricsPage(parsing: Array(bytes[..<length])) else { continue }
            #expect(read.families.allSatisfy { family in page.families.contains { $0.name == family.name } })
        }
    }

    @Test("what jobs left is put together, and a damaged document is left out by name")
    func jobs() async throws {
        let home = try ScratchFolder()
        let documents = DiskDocumentStore(root: home.path)
        let began = Timestamp(milliseconds: 1_700_000_000_000)
        let ended = Timestamp(milliseconds: 1_700_000_002_500)
        try await JobMetrics(.sync, startedAt: began, endedAt: ended, succeeded: true, items: ["published": 2], bytes: 9).save(
            to: documents)
        try await JobMetrics(.gc, startedAt: began, endedAt: ended, succeeded: false).save(to: documents)
        try await documents.write("metrics/verify.prom", Array("garbage".utf8))
        let (page, refused) = await JobMetrics.load(documents)
        #expect(refused == ["metrics/verify.prom is damaged"])
        #expect(page.text.contains("weighbridge_job_duration_seconds{job=\"sync\"} 2.5\n"))
        #expect(page.text.contains("weighbridge_job_items{job=\"sync\",item=\"published\"} 2\n"))
        #expect(page.text.contains("weighbridge_job_success{job=\"gc\"} 0\n"))
    }
}
