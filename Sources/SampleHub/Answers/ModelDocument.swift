import Vocabulary

/// A model as the Hub describes it in JSON (protocol reference 1.2 and 1.3).
enum ModelDocument {
    /// What `expand` may name.
    static let expandable: Set<String> = [
        "author", "baseModels", "cardData", "childrenModelCount", "config", "createdAt", "disabled", "downloads", "downloadsAllTime",
        "evalResults", "gated", "gguf", "inference", "inferenceProviderMapping", "lastModified", "library_name", "likes", "mask_token",
        "model-index", "pipeline_tag", "private", "resourceGroup", "safetensors", "sha", "siblings", "spaces", "tags",
        "transformersInfo", "trendingScore", "usedStorage", "widgetData",
    ]

    /// Fields of a listing entry when nothing special is asked for.
    static let listed: Set<String> = [
        "modelId", "likes", "trendingScore", "private", "downloads", "tags", "pipeline_tag", "library_name", "createdAt",
    ]
    /// Fields besides, with `full=true`.
    static let full: Set<String> = ["author", "sha", "lastModified", "gated", "disabled", "siblings"]

    /// Fields of a model's own page.
    static let complete: Set<String> = listed.union(full).union([
        "cardData", "config", "safetensors", "model-index", "spaces", "usedStorage", "transformersInfo",
    ]).subtracting(["trendingScore"])

    /// The members named in `fields`, in the Hub's order; `_id` and `id` always come.
    static func json(_ repository: SampleRepository, _ snapshot: Snapshot, fields: Set<String>, blobs: Bool = false) -> JSON {
        let metadata = repository.metadata
        let facts = repository.facts
        var members: [JSON.Member] = [.init("_id", .string(objectID(repository))), .init("id", .string(repository.id))]
        func add(_ key: String, _ value: @autoclosure () -> JSON?) {
            if fields.contains(key), let value = value() { members.append(.init(key, value)) }
        }
        add("author", repository.id.contains("/") ? .string(repository.author) : nil)
        add("sha", .string(snapshot.commit.description))
        add("lastModified", .string(lastModified(repository).description))
        add("private", .bool(metadata.isPrivate))
        add("gated", metadata.gate == .open ? false : .string(metadata.gate.rawValue))
        add("disabled", .bool(metadata.isDisabled))
        add("likes", .integer(metadata.likes))
        add("trendingScore", .integer(metadata.trendingScore))
        add("downloads", .integer(metadata.downloads))
        add("downloadsAllTime", .integer(metadata.downloadsAllTime))
        add("tags", .array(facts.tags.map { .string($0) }))
        add("pipeline_tag", facts.task.map { .string($0) })
        add("library_name", facts.library.map { .string($0) })
        add("createdAt", .string(metadata.createdAt.description))
        add("modelId", .string(repository.id))
        add("cardData", facts.cardData)
        add("config", facts.config)
        add("model-index", .null)
        add("safetensors", facts.safetensors)
        add("spaces", [])
        add("usedStorage", .integer(storage(repository)))
        add("siblings", .array(snapshot.files.map { sibling($0, blobs: blobs) }))
        return .object(members)
    }

    static func lastModified(_ repository: SampleRepository) -> Timestamp {
        repository.metadata.lastModified ?? repository.metadata.createdAt
    }

    private static func sibling(_ file: SampleFile, blobs: Bool) -> JSON {
        guard blobs else { return ["rfilename": .string(file.path.description)] }
        let large: JSON? = file.digest.map { digest in
            ["sha256": .string(digest.hex), "size": .integer(file.size), "pointerSize": .integer(Int64(file.pointerSize ?? 0))]
        }
        return .object(
            ("rfilename", .string(file.path.description)), ("blobId", .string(file.object.description)), ("size", .integer(file.size)),
            ("lfs", large))
    }

    /// Bytes of the large files of all commits.
    private static func storage(_ repository: SampleRepository) -> Int64 {
        var sizes: [ContentID: Int64] = [:]
        for file in repository.snapshots.flatMap(\.files) { sizes[file.contentID] = file.size }
        return sizes.values.reduce(0, +)
    }

    /// 24 digits that stay the same for a name: the time of creation and a hash, as MongoDB's ids.
    private static func objectID(_ repository: SampleRepository) -> String {
        let seconds = String(repository.metadata.createdAt.milliseconds / 1_000, radix: 16)
        let sum = Digest(bytes: Sums.sha256(Array(repository.id.utf8)))?.hex ?? ""
        return String((seconds + sum).prefix(24))
    }
}
