internal import JSONReading
internal import Vocabulary

/// The JSON of one model, in a listing or by itself (protocol reference 1.3).
///
/// `id` has to be there. A field that says what may be done with the model, or when it changed, has to be of the right type, or the
/// entry is refused by that field's name. Decoration of the wrong type (a counter, a library's name) is left out: a model is not
/// lost over it.
enum HuggingFaceModel {
    struct Fault: Error {
        /// The id as written, where there is one.
        let name: String?
        let reason: String
    }

    /// Everything the listing can give in one request. `siblings` has only names, but of all models: quantizations are told by them.
    static let expanded = [
        "author", "cardData", "createdAt", "disabled", "downloads", "downloadsAllTime", "gated", "gguf", "lastModified", "library_name",
        "likes", "pipeline_tag", "private", "safetensors", "sha", "siblings", "tags", "trendingScore", "usedStorage",
    ]

    private static let maxTags = 10_000
    private static let maxTagBytes = 1_024
    private static let maxCardBytes = 2 << 20
    /// Real repositories have up to some ten thousand files; weights are among the first few hundred names of those that have many.
    private static let maxFiles = 2_000

    static func claim(_ entry: JSONValue, hub: HubID) throws(Fault) -> ModelClaim {
        guard entry.kind == .object else { throw Fault(name: nil, reason: "the entry is not an object") }
        guard let name = entry["id"]?.string ?? entry["modelId"]?.string else { throw Fault(name: nil, reason: "'id' is not text") }
        guard let id = ModelID(hub: hub, path: name) else { throw Fault(name: name, reason: "'id' is not a model's name") }
        let reader = Reader(entry: entry, name: name)

        var claim = ModelClaim(id: id)
        claim.commit = try reader.checked("sha", "a commit") { $0.string.flatMap(CommitID.init) }
        claim.lastModified = try reader.checked("lastModified", "a time") { $0.string.flatMap(Timestamp.init) }
        claim.gate = try reader.checked("gated", "false, 'auto' or 'manual'", gate) ?? .open
        claim.isPrivate = try reader.checked("private", "true or false") { $0.bool } ?? false
        claim.isDisabled = try reader.checked("disabled", "true or false") { $0.bool } ?? false
        claim.tags = try reader.checked("tags", "a list of text", tags) ?? []
        let card = try reader.checked("cardData", "an object") { $0.kind == .object ? $0 : nil }

        claim.author = text(entry["author"])
        claim.createdAt = entry["createdAt"]?.string.flatMap(Timestamp.init)
        claim.library = text(entry["library_name"])
        claim.task = text(entry["pipeline_tag"])
        claim.downloads = count(entry["downloads"])
        claim.downloadsAllTime = count(entry["downloadsAllTime"])
        claim.likes = count(entry["likes"])
        claim.trendingScore = entry["trendingScore"]?.double
        claim.storage = count(entry["usedStorage"])
        claim.weights = weights(entry)
        claim.parameters = claim.weights.safetensorsTotal ?? claim.weights.ggufTotal
        claim.files = entry["siblings"]?.array?.prefix(maxFiles).compactMap { text($0["rfilename"]) } ?? []
        if let card, case let json = card.serialized, json.utf8.count <= maxCardBytes { claim.cardData = json }
        claim.licenses = HuggingFaceClaims.licenses(tags: claim.tags, card: card)
        claim.baseModels = HuggingFaceClaims.baseModels(tags: claim.tags, card: card)
        return claim
    }

    private struct Reader {
        let entry: JSONValue
        let name: String

        /// nil where the field is absent or null; refuses the entry where it is something else than `what`.
        func checked<Value>(_ field: String, _ what: String, _ read: (JSONValue) -> Value?) throws(Fault) -> Value? {
            guard let value = entry[field], !value.isNull else { return nil }
            guard let result = read(value) else { throw Fault(name: name, reason: "'\(field)' is not \(what)") }
            return result
        }
    }

    private static func weights(_ entry: JSONValue) -> WeightsClaim {
        let gguf = entry["gguf"]
        return WeightsClaim(
            safetensorsTotal: count(entry["safetensors"]?["total"]), ggufTotal: count(gguf?["total"]),
            ggufArchitecture: text(gguf?["architecture"]), ggufContextLength: count(gguf?["context_length"]))
    }

    /// `true` is not in the protocol; it can only mean that not everybody may have the bytes.
    private static func gate(_ value: JSONValue) -> Gate? {
        if let isGated = value.bool { return isGated ? .manual : .open }
        if value.equals("auto") { return .automatic }
        return value.equals("manual") ? .manual : nil
    }

    private static func tags(_ value: JSONValue) -> [String]? {
        guard let elements = value.array, elements.count <= maxTags else { return nil }
        var tags: [String] = []
        // Half of all models have ten tags at most: looking through those is a third of what hashing them costs.
        let isShort = elements.count <= 24
        var seen: Set<String> = []
        tags.reserveCapacity(elements.count)
        for element in elements {
            guard let tag = element.string else { return nil }
            guard !tag.isEmpty, tag.utf8.count <= maxTagBytes else { continue }
            if isShort ? !tags.contains(tag) : seen.insert(tag).inserted { tags.append(tag) }
        }
        return tags
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty, text.utf8.count <= 1_024 else { return nil }
        return text
    }

    private static func count(_ value: JSONValue?) -> Int64? { value?.int64.flatMap { $0 < 0 ? nil : $0 } }
}
