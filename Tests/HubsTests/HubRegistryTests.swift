import CatalogData
import Foundation
import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

@Suite struct HubRegistryTests {
    private var package: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: package.appendingPathComponent(path).path).sorted()
    }

    @Test("every folder of hubs is in the list, and every hub of the list has its folder, its data file and its tests")
    func complete() throws {
        let folders = try names(in: "Sources/Hubs").filter { !$0.hasSuffix(".swift") }
        #expect(HubRegistry.kinds.map(\.folder).sorted() == folders)
        #expect(try names(in: "catalog/hubs") == HubRegistry.kinds.map { "\($0.id).yaml" }.sorted())
        #expect(try names(in: "Tests/HubsTests").filter { !$0.hasSuffix(".swift") } == folders)
        #expect(Set(HubRegistry.kinds.map(\.id)).count == HubRegistry.kinds.count)
    }

    @Test("the shipped descriptions are read, and make hubs")
    func shipped() throws {
        let data = try CatalogData(environment: ["WEIGHBRIDGE_DATA": package.appendingPathComponent("catalog").path])
        let registry = try HubRegistry(data: data)
        let description = try #require(registry.description(of: .huggingFace))
        #expect(description.endpoint == WebURL("https://huggingface.co"))
        #expect(description.politeness.interval > .zero)
        let transport = ScriptedTransport { request, _ throws(TransportError) in
            throw TransportError(.unreachable, url: request.url, detail: "no network in tests")
        }
        let elsewhere = try #require(WebURL("http://127.0.0.1:1/prefix"))
        #expect((registry.hub(.huggingFace, endpoint: elsewhere, transport: transport) as? HuggingFaceHub)?.endpoint == elsewhere)
        #expect(registry.hub(try #require(HubID("nosuchhub")), transport: transport) == nil)
    }

    @Test("a token never shows")
    func token() throws {
        let token = try #require(HubToken("hf_secret"))
        #expect("\(token)\(String(reflecting: token))\([token])".contains("secret") == false)
        var dumped = ""
        dump(token, to: &dumped)
        #expect(!dumped.contains("secret"))
        #expect(HubToken(" \n") == nil)
        #expect(HubToken("a b") == nil)
        #expect(HubToken("a\r\nX-Evil: 1") == nil)
    }
}
