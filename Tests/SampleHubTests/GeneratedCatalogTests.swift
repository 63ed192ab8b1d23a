import Foundation
import SampleHub
import TestSupport
import Testing

/// Whether 20,000 generated models are as those of a real hub. The figures were counted on Hugging Face between 2022 and 2026.
@Suite struct GeneratedCatalogTests {
    /// Read once, for reading them takes longer than all that is asked of them.
    private static let listing = Task { try await GeneratedEntry.all(20_000) }

    @Test("licences, tasks, libraries, formats and origins come in the shares that were counted")
    func shares() async throws {
        let models = try await Self.listing.value
        func expect(_ share: Double, _ wanted: Double, within tolerance: Double, _ what: String) {
            #expect(abs(share - wanted) <= tolerance, "\(what): \(share), counted were \(wanted)")
        }
        func share(_ isWanted: (GeneratedEntry) -> Bool) -> Double { Double(models.filter(isWanted).count) / Double(models.count) }

        expect(share { $0.license == nil }, 0.639, within: 0.015, "no licence")
        for (id, wanted, tolerance) in [
            ("apache-2.0", 0.16, 0.035), ("mit", 0.059, 0.025), ("other", 0.044, 0.015), ("openrail", 0.02, 0.008),
        ] {
            expect(share { $0.license == id }, wanted, within: tolerance, id)
        }
        for (task, wanted) in [
            (nil, 0.428), ("text-generation", 0.213), ("image-text-to-text", 0.051), ("text-classification", 0.0445),
            ("text-to-image", 0.042),
            ("reinforcement-learning", 0.031), ("automatic-speech-recognition", 0.018),
        ] { expect(share { $0.task == task }, wanted, within: 0.006 + wanted / 40, task ?? "no task") }
        for (library, wanted, tolerance) in [
            (nil, 0.34, 0.05), ("transformers", 0.334, 0.04), ("peft", 0.078, 0.015), ("mlx", 0.046, 0.01), ("gguf", 0.016, 0.005),
        ] { expect(share { $0.library == library }, wanted, within: tolerance, library ?? "no library") }
        for (format, wanted) in [("gguf", 0.14), ("mlx", 0.054), ("onnx", 0.029)] {
            expect(share { $0.tags.contains(format) }, wanted, within: 0.008, format)
        }
        for (relation, wanted) in [("finetune", 0.233), ("quantized", 0.182), ("adapter", 0.103), ("merge", 0.0033)] {
            expect(share { $0.relation == relation }, wanted, within: 0.008, relation)
        }
        expect(share { $0.languages.isEmpty }, 0.861, within: 0.01, "no language")
        expect(share { $0.isGated }, 0.029, within: 0.006, "gated")
        expect(share { $0.files.contains("README.md") }, 0.65, within: 0.015, "a card")
        expect(share { $0.storage == 0 }, 0.124, within: 0.01, "empty")
    }

    @Test("quantities have the medians and tails that were counted")
    func quantities() async throws {
        let models = try await Self.listing.value
        func quantile(_ values: [Double], _ share: Double) -> Double {
            values.isEmpty ? .nan : values.sorted()[min(values.count - 1, Int(share * Double(values.count)))]
        }
        let tags = models.map { Double($0.tags.count) }
        #expect((9...11).contains(quantile(tags, 0.5)))
        #expect((32...40).contains(quantile(tags, 0.99)))
        // Between the median of all models with a count in 2025 and that of the new ones in 2026.
        #expect((182e6...5.1e9).contains(quantile(models.compactMap(\.parameters), 0.5)))
        #expect((2e9...40e9).contains(quantile(models.compactMap(\.parameters), 0.9)))

        let packed = models.map { $0.files.filter { $0.hasSuffix(".gguf") } }.filter { !$0.isEmpty }
        #expect((8...11).contains(quantile(packed.map { Double($0.count) }, 0.5)))
        #expect((20...27).contains(quantile(packed.map { Double($0.count) }, 0.9)))
        for (type, wanted) in [("Q4_K_M", 0.76), ("Q8_0", 0.67), ("Q6_K", 0.66), ("Q2_K", 0.52), ("IQ2_M", 0.2)] {
            let share = Double(packed.filter { $0.contains { $0.contains("-\(type).gguf") || $0.contains("-\(type)-0") } }.count)
            #expect(abs(share / Double(packed.count) - wanted) < 0.06, "\(type)")
        }
        // A tenth of one percent of owners has many models, most have one.
        let owners = Dictionary(grouping: models, by: \.author).values.map { Double($0.count) }
        #expect(quantile(owners, 0.5) == 1)
        #expect((4...12).contains(quantile(owners, 0.95)))
        #expect(owners.max() ?? 0 > 400)
        let quiet = models.filter { $0.downloads == 0 }
        #expect(abs(Double(quiet.filter { $0.likes == 0 }.count) / Double(quiet.count) - 0.884) < 0.02)
        let loved = models.filter { (10_000..<1_000_000).contains($0.downloads) }
        #expect((15...300).contains(quantile(loved.map { Double($0.likes) }, 0.5)))
        let years = Dictionary(grouping: models) { $0.created.prefix(4) }.mapValues(\.count)
        #expect(years.keys.min() == "2022" && years.keys.max() == "2026")
        #expect((years["2025"] ?? 0) > 2 * (years["2023"] ?? 0))
    }

    @Test("parents are older models of the same listing, a few popular ones of most children, and some of nobody's")
    func lineage() async throws {
        let models = try await Self.listing.value
        let byID = Dictionary(uniqueKeysWithValues: models.map { ($0.id, $0) })
        var children: [String: Int] = [:]
        for parent in models.flatMap(\.parents) { children[parent, default: 0] += 1 }
        let edges = children.values.reduce(0, +)
        let held = children.filter { byID[$0.key] != nil }.values.reduce(0, +)
        #expect((0.88...0.97).contains(Double(held) / Double(edges)))
        #expect((0.01...0.12).contains(Double(children.values.max() ?? 0) / Double(edges)))
        #expect((0.4...0.75).contains(Double(children.values.filter { $0 == 1 }.count) / Double(children.count)))
        for model in models {
            // At most three steps up, so never round.
            var (above, steps) = (model.parents, 0)
            while let next = above.first, steps < 10 {
                above = byID[next]?.parents ?? []
                steps += 1
            }
            #expect(steps <= 2, "\(model.id)")
        }
    }

    @Test("what a name, tags, card, files and weights say of a model agrees")
    func agreement() async throws {
        let models = try await Self.listing.value.prefix(4_000)
        #expect(models.contains { $0.sizeInName != nil && $0.parameters != nil })
        for model in models {
            let tags = Set(model.tags)
            #expect(tags.count == model.tags.count, "a tag twice: \(model.id)")
            #expect(
                model.license.map { tags.contains("license:\($0)") } ?? !model.tags.contains { $0.hasPrefix("license:") }, "\(model.id)")
            #expect(model.languages.allSatisfy(tags.contains), "\(model.id)")
            #expect(model.datasets.allSatisfy { tags.contains("dataset:\($0)") }, "\(model.id)")
            for parent in model.cardParents { #expect(tags.contains("base_model:\(parent)"), "\(model.id)") }
            #expect(Set(model.parents) == Set(model.cardParents), "\(model.id)")
            if let task = model.task { #expect(tags.contains(task), "\(model.id)") }
            if let library = model.library { #expect(tags.contains(library), "\(model.id)") }

            let hasGGUF = model.files.contains { $0.hasSuffix(".gguf") }
            #expect(hasGGUF == tags.contains("gguf") && hasGGUF == model.id.lowercased().hasSuffix("gguf"), "\(model.id)")
            if let type = model.id.firstMatch(of: /-(I?Q[0-9][0-9A-Z_]*)-(GGUF|gguf)$/)?.1 {
                #expect(model.files.contains { $0.contains(type) }, "\(model.id)")
            }
            let isAdapter = model.relation == "adapter"
            if model.files.contains("adapter_config.json") { #expect(isAdapter && tags.contains("lora"), "\(model.id)") }
            if model.relation == "quantized", let size = model.parameters {
                #expect(model.storage > 0 && size > 0, "\(model.id)")
            }
            if !isAdapter, let said = model.sizeInName, let counted = model.parameters {
                #expect((0.7...1.4).contains(counted / said), "\(model.id) has \(counted)")
            }
            let parts = model.files.compactMap { $0.firstMatch(of: /-00001-of-(\d{5})\./)?.1 }
            for part in parts {
                #expect(model.files.filter { $0.contains("-of-\(part).") }.count % (Int(part) ?? 1) == 0, "\(model.id)")
            }
            #expect(model.created <= model.changed || model.created == "2022-03-02T23:29:04.000Z", "\(model.id)")
        }
    }

    @Test("another seed gives other models in the same shares")
    func seeds() async throws {
        let one = try await GeneratedEntry.all(2_000, seed: 1)
        let two = try await GeneratedEntry.all(2_000, seed: 2)
        #expect(Set(one.map(\.id)).intersection(two.map(\.id)).count < 200)
        func unlicensed(_ models: [GeneratedEntry]) -> Double { Double(models.filter { $0.license == nil }.count) / 2_000 }
        #expect(abs(unlicensed(one) - unlicensed(two)) < 0.05)
    }
}
