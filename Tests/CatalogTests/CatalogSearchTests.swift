import Catalog
import Testing
import Vocabulary

@Suite struct CatalogSearchTests {
    @Test(
        "a model is found by the ways people write its name",
        arguments: [
            "llama 3.2 1b", "llama-3.2-1b-instruct", "Llama 3.2", "llama3.2", "instr", "meta-llama/Llama-3.2-1B-Instruct", "1b llama",
            "\"llama\" 3.2",
        ])
    func identifiers(text: String) async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("meta-llama/Llama-3.2-1B-Instruct"), try fullClaim("acme/other")])
        var query = CatalogQuery()
        query.text = text
        #expect(try await catalog.paths(query) == ["meta-llama/Llama-3.2-1B-Instruct"])
    }
}
