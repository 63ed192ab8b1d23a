import Blobs
import Catalog
import JSONReading
import Shelves
import Vocabulary

/// A member of a model's JSON, under its name there. In the order in which they are written.
enum ModelField: String, CaseIterable, Sendable {
    case author, sha, lastModified, createdAt
    case isPrivate = "private"
    case disabled, gated, downloads, downloadsAllTime, likes, trendingScore
    case library = "library_name"
    case task = "pipeline_tag"
    case tags, cardData, safetensors, gguf, usedStorage, siblings

    /// What a listing has without parameters, and what `full`, `cardData` and `expand` add (protocol reference 1.2).
    static let listed: Set<ModelField> = [.likes, .trendingScore, .isPrivate, .downloads, .tags, .task, .library, .createdAt]
    static let full: Set<ModelField> = listed.union([.author, .sha, .lastModified, .gated, .disabled, .siblings])
    /// Everything but the counter that the Hub only gives when asked for it by name.
    static let info = Set(allCases).subtracting([.downloadsAllTime])

    /// Values of `expand` in any of its spellings; nil where there is none. Unknown names are passed over.
    static func expanded(_ query: QueryItems) -> Set<ModelField>? {
        let names = query.list("expand")
        return names.isEmpty ? nil : Set(names.compactMap(ModelField.init(rawValue:)))
    }
}

/// The tag by which clients tell, and filter, what is mirrored.
let mirroredTag = "weighbridge:mirrored"

/// A model on its way to a client.
struct ModelView {
    let id: ModelID
    let claim: ModelClaim?
    let isMirrored: Bool
    /// The commit asked for; nil: unknown.
    let commit: CommitID?
    /// nil: the files are not known here.
    var files: [ManifestFile]?
    /// Sizes and hashes beside the names.
    var showsBlobs = false
    /// Whether `securityStatus=true` was asked for.
    var showsSecurity = false

    func write(_ fields: Set<ModelField>, to json: inout JSONWriter) {
        json.object { json in
            json.member("_id", Self.objectID(id))
            json.member("id", id.path)
            json.member("modelId", id.path)
            for field in ModelField.allCases where fields.contains(field) { write(field, to: &json) }
            if showsSecurity {
                // Nothing was scanned: the keys are there because the Python client reads them.
                json.key("securityRepoStatus")
                json.object {
                    $0.member("scansDone", false)
                    $0.key("filesWithIssues")
                    $0.array { _ in }
                }
            }
        }
    }

    private func write(_ field: ModelField, to json: inout JSONWriter) {
        let name = field.rawValue
        switch field {
        case .author: optional(name, claim?.author ?? Self.author(of: id), &json)
        case .sha: optional(name, commit?.description, &json)
        case .lastModified: optional(name, claim?.lastModified?.description, &json)
        case .createdAt: optional(name, claim?.createdAt?.description, &json)
        case .isPrivate: json.member(name, claim?.isPrivate ?? false)
        case .disabled: json.member(name, claim?.isDisabled ?? false)
        case .gated:
            json.key(name)
            if let gate = claim?.gate, gate != .open { json.string(gate.rawValue) } else { json.bool(false) }
        case .downloads: json.member(name, claim?.downloads ?? 0)
        case .downloadsAllTime: if let count = claim?.downloadsAllTime { json.member(name, count) }
        case .likes: json.member(name, claim?.likes ?? 0)
        case .trendingScore: if let score = claim?.trendingScore { json.member(name, score) }
        case .library: optional(name, claim?.library, &json)
        case .task: optional(name, claim?.task, &json)
        case .tags: json.member(name, strings: (claim?.tags ?? []) + (isMirrored ? [mirroredTag] : []))
        case .cardData:
            if let text = claim?.cardData {
                json.key(name)
                json.raw(text)
            }
        case .safetensors, .gguf: parameters(field, &json)
        case .usedStorage: if let bytes = claim?.storage { json.member(name, bytes) }
        case .siblings: siblings(&json)
        }
    }

    private func optional(_ name: String, _ text: String?, _ json: inout JSONWriter) {
        if let text { json.member(name, text) }
    }

    /// The catalog has one count of weights; which header it came from shows in the tags.
    private func parameters(_ field: ModelField, _ json: inout JSONWriter) {
        guard let claim, let count = claim.parameters else { return }
        let kind: ModelField = claim.tags.contains("gguf") && !claim.tags.contains("safetensors") ? .gguf : .safetensors
        guard field == kind else { return }
        json.key(field.rawValue)
        json.object { json in
            if kind == .safetensors {
                json.key("parameters")
                json.object { _ in }
            }
            json.member("total", count)
        }
    }

    /// Left out where the files are unknown: an empty list would make old clients "download" nothing with success.
    private func siblings(_ json: inout JSONWriter) {
        guard let files else { return }
        json.key("siblings")
        json.array { json in
            for file in files {
                json.object { json in
                    json.member("rfilename", file.path.description)
                    guard showsBlobs else { return }
                    json.member("size", file.size)
                    json.member("blobId", GitObjects.oid(of: file).description)
                    guard case .sha256(let digest) = file.content else { return }
                    json.key("lfs")
                    json.object {
                        $0.member("sha256", digest.hex)
                        $0.member("size", file.size)
                        $0.member("pointerSize", GitObjects.pointer(to: digest, size: file.size).count)
                    }
                }
            }
        }
    }

    static func author(of id: ModelID) -> String? {
        id.path.firstIndex(of: "/").map { String(id.path[..<$0]) }
    }

    /// 24 hexadecimal digits, always the same for a name: JavaScript clients use it as a key.
    private static func objectID(_ id: ModelID) -> String {
        String(GitObjectID(hashing: id.path.utf8, as: "blob").description.prefix(24))
    }
}
