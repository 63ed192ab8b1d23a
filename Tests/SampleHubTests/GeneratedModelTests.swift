import Foundation
import SampleHub
import TestSupport
import Testing

@Suite struct GeneratedModelTests {
    @Test("a listing goes on with as many made-up models as were asked for, each once, the same at every start")
    func listing() async throws {
        func ids() async throws -> [String] {
            try await withSampleHub(.init(generatedModels: 2_500)) { hub in
                var ids: [String] = []
                var next: String? = "\(hub.endpoint)/api/models?sort=lastModified&limit=1000"
                while let url = next {
                    let reply = try await PlainClient().send("GET", url)
                    let entries = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]])
                    ids += entries.compactMap { $0["id"] as? String }
                    next = reply.headers["link"].flatMap { $0.firstMatch(of: /<([^>]*)>; rel="next"/).map { String($0.1) } }
                }
                return ids
            }
        }
        let first = try await ids()
        #expect(Set(first).count == 2_500)
        #expect(try await ids() == first)
    }

    @Test("a made-up model has a page, and no files")
    func single() async throws {
        try await withSampleHub(.init(generatedModels: 10)) { hub in
            let list = try await PlainClient().send("GET", "\(hub.endpoint)/api/models?sort=lastModified&cursor=generated-3")
            let entries = try #require(try JSONSerialization.jsonObject(with: Data(list.body)) as? [[String: Any]])
            let id = try #require(entries.first?["id"] as? String)
            let page = try await PlainClient().send("GET", "\(hub.endpoint)/api/models/\(id)")
            #expect(try #require(try JSONSerialization.jsonObject(with: Data(page.body)) as? [String: Any])["id"] as? String == id)
            #expect(try await PlainClient().send("GET", "\(hub.endpoint)/api/models/\(id)/tree/main").text == "[]")
            #expect(try await PlainClient().send("GET", "\(hub.endpoint)/api/models/\(id)9").status == 401)
        }
    }
}
