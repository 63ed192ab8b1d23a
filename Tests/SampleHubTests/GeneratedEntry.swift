import Foundation
import SampleHub
import TestSupport

/// An entry of a hub's listing, as a client reads it.
struct GeneratedEntry {
    let id: String
    let author: String
    let created: String
    let changed: String
    let downloads: Int
    let likes: Int
    let isGated: Bool
    let task: String?
    let library: String?
    let tags: [String]
    let license: String?
    let languages: [String]
    let datasets: [String]
    let cardParents: [String]
    let parameters: Double?
    let storage: Int
    let files: [String]

    init(_ json: [String: Any]) {
        let card = json["cardData"] as? [String: Any] ?? [:]
        func list(_ key: String) -> [String] { card[key] as? [String] ?? (card[key] as? String).map { [$0] } ?? [] }
        id = json["id"] as? String ?? ""
        author = json["author"] as? String ?? ""
        created = json["createdAt"] as? String ?? ""
        changed = json["lastModified"] as? String ?? ""
        downloads = json["downloads"] as? Int ?? -1
        likes = json["likes"] as? Int ?? -1
        isGated = json["gated"] is String
        task = json["pipeline_tag"] as? String
        library = json["library_name"] as? String
        tags = json["tags"] as? [String] ?? []
        license = card["license"] as? String
        languages = list("language")
        datasets = list("datasets")
        cardParents = list("base_model")
        let counts = json["safetensors"] as? [String: Any] ?? json["gguf"] as? [String: Any]
        parameters = (counts?["total"] as? Int).map(Double.init)
        storage = json["usedStorage"] as? Int ?? -1
        files = (json["siblings"] as? [[String: Any]] ?? []).compactMap { $0["rfilename"] as? String }
    }

    private static let relations = ["finetune", "quantized", "adapter", "merge"]

    /// From the tags, as the crawler reads it.
    var relation: String? { Self.relations.first { relation in tags.contains { $0.hasPrefix("base_model:\(relation):") } } }

    var parents: [String] {
        guard let relation else { return [] }
        let prefix = "base_model:\(relation):"
        return tags.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    /// Weights that the name speaks of: `8B`, `350m`.
    var sizeInName: Double? {
        guard let match = id.firstMatch(of: /[-_]([0-9]+(?:\.[0-9]+)?)([BbMm])(?=[-_]|$)/), let number = Double(match.1) else { return nil }
        return number * (match.2.lowercased() == "b" ? 1e9 : 1e6)
    }

    private static let members = [
        "author", "createdAt", "lastModified", "downloads", "likes", "gated", "pipeline_tag", "library_name", "tags", "cardData",
        "safetensors", "gguf", "usedStorage", "siblings",
    ]

    /// Every model of a hub of that many generated ones.
    static func all(_ count: Int, seed: UInt64 = 1) async throws -> [GeneratedEntry] {
        try await withSampleHub(.init(generatedModels: count, seed: seed)) { hub in
            let client = PlainClient()
            var entries: [GeneratedEntry] = []
            var next: String? = "\(hub.endpoint)/api/models?sort=lastModified&" + members.map { "expand=\($0)" }.joined(separator: "&")
            while let url = next {
                let reply = try await client.send("GET", url)
                entries += try objects(reply).map { GeneratedEntry($0) }
                next = nextPage(reply)
            }
            return entries
        }
    }
}
