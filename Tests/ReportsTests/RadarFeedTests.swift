import Foundation
import Radar
import Reports
import Testing
import Vocabulary

@Suite struct RadarFeedTests {
    @Test("the feed is well-formed whatever a hub says, with an entry for a beginning and one for an end")
    func feed() throws {
        let model = try #require(ModelID("evil/<b>&\"'"))
        var event = RadarEvent(
            .renamed, of: model, old: "a]]>", new: "<script>", detail: "it says \u{1} & <so>",
            at: Timestamp(milliseconds: 1_700_000_000_000))
        let began = RadarRecord(.began, event)
        event.endedAt = Timestamp(milliseconds: 1_700_100_000_000)
        let links = RadarFeed.Links(feed: "http://x/radar.atom", alternate: "http://x/radar", models: "http://x/models")
        let atom = RadarFeed([RadarRecord(.backToNormal, event), began], ranAt: nil, links: links).atom
        #expect(!atom.contains("<script>") && !atom.contains("<b>"))
        #expect(atom.matches(of: /<entry>/).count == 2 && atom.contains("back to normal"))
        let ids = atom.matches(of: /<id>(.*?)<\/id>/).map(\.1)
        #expect(Set(ids).count == 3)
        #expect(atom.contains("<updated>2023-11-16T02:00:00.000Z</updated>"))
    }

    @Test("open changes come first, and every kind has its number")
    func listed() throws {
        let model = try #require(ModelID("acme/one"))
        let open = RadarEvent(.deleted, of: model, detail: "gone", at: Timestamp(milliseconds: 1))
        var ended = RadarEvent(.newCommit, of: model, detail: "moved", at: Timestamp(milliseconds: 5))
        ended.endedAt = Timestamp(milliseconds: 9)
        var state = RadarState()
        state.open = [open]
        let events = RadarReport.events(state, [RadarRecord(.backToNormal, ended), RadarRecord(.began, open)], since: nil)
        #expect(events.map(\.kind) == [.deleted, .newCommit])
        let metrics = RadarReport.metrics(state)
        #expect(metrics.samples.count == RadarEvent.Kind.allCases.count && metrics.samples.map(\.value).reduce(0, +) == 1)
    }
}
