public import Blobs
internal import Vocabulary

/// Documents as objects of a bucket. Each write is one request, so that a reader sees the old bytes or the new ones.
public struct S3DocumentStore: DocumentStore {
    public let client: S3Client

    public init(_ client: S3Client) { self.client = client }

    public func read(_ key: String, limit: Int) async throws(BlobError) -> [UInt8]? {
        do throws(S3Error) {
            guard case .bytes(let bytes, _) = try await client.get(key, limit: limit) else { return nil }
            return bytes
        } catch {
            throw error.asBlobError
        }
    }

    public func write(_ key: String, _ bytes: [UInt8]) async throws(BlobError) {
        do throws(S3Error) { try await client.put(key, bytes) } catch { throw error.asBlobError }
    }

    public func names(in folder: String) async throws(BlobError) -> [String] {
        let start = folder.isEmpty ? "" : folder + "/"
        var names: Set<String> = []
        do throws(S3Error) {
            var token: String?
            repeat {
                let page = try await client.list(start, delimiter: "/", after: token)
                for key in page.objects.map(\.key) + page.folders.map({ String($0.dropLast()) }) {
                    names.insert(String(key.dropFirst(start.count)))
                }
                token = page.next
            } while token != nil
        } catch {
            throw error.asBlobError
        }
        return names.filter { !$0.isEmpty && !$0.hasPrefix(".") }.sorted()
    }

    public func remove(_ key: String) async throws(BlobError) {
        do throws(S3Error) { try await client.delete(key) } catch { throw error.asBlobError }
    }

    /// The object's ETag: of its bytes, so that a document that is replaced by an equal one may keep its version.
    public func version(of key: String) async throws(BlobError) -> String? {
        do throws(S3Error) { return try await client.head(key)?.tag } catch { throw error.asBlobError }
    }
}
