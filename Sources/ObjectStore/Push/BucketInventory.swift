internal import Shelves
internal import Vocabulary

/// What a bucket has, by its listing: names, sizes and times, nothing read.
struct BucketInventory: Sendable {
    struct Item: Sendable {
        let size: Int64
        let modified: Timestamp?
    }

    var blobs: [Digest: Item] = [:]
    var trees: [Digest: Item] = [:]
    var links: [GitObjectID: Item] = [:]
    var manifests: [Digest: Item] = [:]
    var listings: [Digest: Item] = [:]

    init(_ client: S3Client) async throws(S3Error) {
        var (blobs, trees, links): ([Digest: Item], [Digest: Item], [GitObjectID: Item]) = ([:], [:], [:])
        try await client.forEach("blobs/") { object in
            let item = Item(size: object.size, modified: object.modified)
            switch S3Keys.kind(object.key) {
            case .blob(let digest): blobs[digest] = item
            case .tree(let digest): trees[digest] = item
            case .link(let id): links[id] = item
            case nil: break
            }
        }
        (self.blobs, self.trees, self.links) = (blobs, trees, links)
        manifests = try await Self.documents("manifests/", ".json", client)
        listings = try await Self.documents("listings/", ".txt", client)
    }

    private static func documents(_ folder: String, _ ending: String, _ client: S3Client) async throws(S3Error) -> [Digest: Item] {
        var found: [Digest: Item] = [:]
        try await client.forEach(folder) { object in
            guard let name = object.key.split(separator: "/").last, name.hasSuffix(ending),
                let digest = Digest(hex: name.dropLast(ending.utf8.count))
            else { return }
            found[digest] = Item(size: object.size, modified: object.modified)
        }
        return found
    }
}
