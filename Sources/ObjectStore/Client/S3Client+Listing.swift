internal import HTTPTypes
public import Vocabulary

extension S3Client {
    /// An object as a listing tells of it. The key is without the location's prefix.
    public struct ListedObject: Sendable, Hashable {
        public let key: String
        public let size: Int64
        public let modified: Timestamp?
    }

    /// A part of a listing.
    public struct Page: Sendable {
        public let objects: [ListedObject]
        /// With a delimiter: keys up to it, each once.
        public let folders: [String]
        /// Where the next page begins; nil: there is none.
        public let next: String?
    }

    /// Objects whose keys begin with `start`, in pages of at most 1,000, in order of their keys.
    public func list(_ start: String, delimiter: String? = nil, after token: String? = nil) async throws(S3Error) -> Page {
        var query = [(name: "list-type", value: "2"), (name: "prefix", value: location.prefix + start)]
        if let delimiter { query.append(("delimiter", delimiter)) }
        if let token { query.append(("continuation-token", token)) }
        let answer = try await document(request(.get, nil, query), start, root: ["ListBucketResult"])
        let next = answer.text("IsTruncated") == "true" ? answer.text("NextContinuationToken") : nil
        guard next == nil || next != token else { throw fault("LIST", start, .malformed("the listing does not go on")) }
        guard next != nil || answer.text("IsTruncated") != "true" else { throw fault("LIST", start, .malformed("the listing breaks off")) }
        var objects: [ListedObject] = []
        for item in answer.all("Contents") {
            guard let key = item.text("Key").flatMap({ own($0) }), let size = item.text("Size").flatMap({ Int64($0) }), size >= 0 else {
                throw fault("LIST", start, .malformed("an object of the listing is unreadable"))
            }
            objects.append(ListedObject(key: key, size: size, modified: item.text("LastModified").flatMap { Timestamp($0) }))
        }
        let folders = answer.all("CommonPrefixes").compactMap { $0.text("Prefix").flatMap { own($0) } }
        return Page(objects: objects, folders: folders, next: next)
    }

    /// Every object whose key begins with `start`, page by page.
    public func forEach(_ start: String, _ body: (ListedObject) -> Void) async throws(S3Error) {
        var token: String?
        repeat {
            let page = try await list(start, after: token)
            page.objects.forEach(body)
            token = page.next
        } while token != nil
    }

    /// The key without the prefix; nil: it does not have it.
    func own(_ key: String) -> String? { key.hasPrefix(location.prefix) ? String(key.dropFirst(location.prefix.count)) : nil }
}
