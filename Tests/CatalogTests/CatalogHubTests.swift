import Catalog
import CatalogData
import TestSupport
import Testing
import Vocabulary

@Suite struct CatalogHubTests {
    @Test("the address of the last crawl is remembered for each hub")
    func endpoints() async throws {
        let catalog = try CatalogDatabase(path: nil, data: CatalogData())
        let other = try #require(HubID("onnxzoo"))
        #expect(try await catalog.endpoint(of: .huggingFace) == nil)
        try await catalog.setEndpoint("http://127.0.0.1:1", of: .huggingFace)
        try await catalog.setEndpoint("http://127.0.0.1:2", of: .huggingFace)
        #expect(try await catalog.endpoint(of: .huggingFace) == "http://127.0.0.1:2")
        #expect(try await catalog.endpoint(of: other) == nil)
    }
}
