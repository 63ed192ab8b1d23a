import Catalog
import Search
import TestSupport
import Testing
import Variants
import Vocabulary

@Suite struct FacetTests {
    /// Models by name, task and library, with one download each.
    private func catalog() async throws -> CatalogDatabase {
        let catalog = try inMemory()
        let models: [(name: String, task: String, library: String, format: WeightFormat, label: String?, gib: Int64)] = [
            ("acme/one-GGUF", "text-generation", "gguf", .gguf, "Q4_K_M", 4),
            ("acme/two-GGUF", "text-generation", "gguf", .gguf, "Q8_0", 8),
            ("acme/three", "text-generation", "transformers", .safetensors, nil, 16),
            ("acme/four", "fill-mask", "transformers", .safetensors, nil, 1), ("acme/five", "fill-mask", "onnx", .onnx, nil, 1),
        ]
        let entries = try models.map { model in
            var claim = ModelClaim(id: try modelID(model.name))
            claim.task = model.task
            claim.library = model.library
            return ListingEntry(
                claim, variant: VariantRecord(sets: [WeightSetRecord(format: model.format, label: model.label, bytes: model.gib << 30)]))
        }
        try await catalog.crawl(entries: entries)
        return catalog
    }

    private func counts(_ name: String, _ page: SearchPage) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: page.facets.first { $0.name == name }?.values.map { ($0.value, $0.count) } ?? [])
    }

    @Test("every facet is counted, each without its own filter and with all others")
    func sideways() async throws {
        let catalog = try await catalog()
        var query = SearchQuery()
        query.countsFacets = true
        query.values[.task] = ["text-generation"]
        query.values[.library] = ["gguf"]
        let page = try await catalog.search(query)
        #expect(page.total == 2)
        #expect(counts("task", page) == ["text-generation": 2])
        #expect(counts("library", page) == ["gguf": 2, "transformers": 1])
        #expect(counts("quantization", page) == ["Q4_K_M": 1, "Q8_0": 1])
        #expect(counts("mirrored", page) == ["yes": 0, "no": 2])
        #expect(Set(page.facets.map(\.name)).isSuperset(of: Facet.counted.map(\.name)))
    }

    @Test("several values of a facet widen it, and letter case does not matter")
    func widening() async throws {
        var query = SearchQuery()
        query.values[.library] = ["ONNX", "Transformers"]
        #expect(try await catalog().search(query).total == 3)
    }

    @Test("format, quantization and memory are asked of one download at once")
    func downloads() async throws {
        let catalog = try inMemory()
        let claim = ModelClaim(id: try modelID("acme/both"))
        let sets = [
            WeightSetRecord(format: .gguf, label: "Q2_K", bytes: 3 << 30), WeightSetRecord(format: .gguf, label: "Q8_0", bytes: 9 << 30),
            WeightSetRecord(format: .safetensors, bytes: 16 << 30),
        ]
        try await catalog.crawl(entries: [ListingEntry(claim, variant: VariantRecord(sets: sets))])
        func total(_ format: String?, _ label: String?, _ gib: Int64) async throws -> Int {
            var query = SearchQuery()
            query.narrow(.format, to: format)
            query.narrow(.quantization, to: label)
            query.fits = gib << 30
            return try await catalog.search(query).total
        }
        #expect(try await total("gguf", "Q8_0", 12) == 1)
        #expect(try await total("gguf", "Q8_0", 8) == 0)
        #expect(try await total("gguf", nil, 8) == 1)
        #expect(try await total("safetensors", nil, 12) == 0)
        #expect(try await total(nil, "q8", 12) == 1)
        #expect(try await total(nil, "Q2", 4) == 1)
    }

    @Test("the cache of keys and values counts for memory, at the context that is asked for")
    func context() async throws {
        let catalog = try inMemory()
        let record = VariantRecord(sets: [WeightSetRecord(format: .safetensors, bytes: 4 << 30)], cachePerToken: 131_072)
        try await catalog.crawl(entries: [ListingEntry(ModelClaim(id: try modelID("acme/m")), variant: record)])
        var query = SearchQuery()
        query.fits = 6 << 30
        #expect(try await catalog.search(query).total == 1)
        query.context = 65_536
        #expect(try await catalog.search(query).total == 0)
    }

    @Test("a value that no model has is answered with the nearest that some model has")
    func suggestions() async throws {
        let catalog = try await catalog()
        for (facet, value, near) in [
            (Facet.task, "text-genration", "text-generation"), (.task, "fill", "fill-mask"), (.library, "transformer", "transformers"),
            (.quantization, "Q4_K_L", "Q4_K_M"),
        ] {
            var query = SearchQuery()
            query.values[facet] = [value]
            let error = await #expect(throws: SearchError.self) { try await catalog.search(query) }
            #expect(error?.cause == .badFilter)
            #expect(error?.description.contains("'\(near)'") == true, "\(error?.description ?? "")")
        }
    }
}
