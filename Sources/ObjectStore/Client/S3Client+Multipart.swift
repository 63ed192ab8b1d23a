internal import HTTPTypes
public import Transport
public import Vocabulary

extension S3Client {
    /// An upload in parts that was begun and is neither complete nor given up.
    public struct Upload: Sendable, Hashable {
        public let key: String
        public let id: String
        public let began: Timestamp?
    }

    /// A part that is in the store.
    public struct Part: Sendable, Hashable {
        /// From 1.
        public let number: Int
        public let size: Int64
        public let tag: String
    }

    /// Begins an upload in parts.
    public func begin(_ key: String) async throws(S3Error) -> Upload {
        var request = try request(.post, key, [("uploads", "")])
        // Begun twice, one of them is left over, and goes with its age.
        request.isRepeatable = true
        // The second name is rclone's.
        let answer = try await document(request, key, root: ["InitiateMultipartUploadResult", "InitiateMultipartUpload"])
        guard let id = answer.text("UploadId"), !id.isEmpty, id.utf8.count <= 2_048 else {
            throw fault("POST", key, .malformed("the upload has no id"))
        }
        return Upload(key: key, id: id, began: nil)
    }

    /// Sends a part; the same number again replaces it.
    public func send(_ number: Int, _ source: any UploadSource, hash: Digest, of upload: Upload) async throws(S3Error) -> Part {
        var request = try request(
            .put, upload.key, [("partNumber", String(number)), ("uploadId", upload.id)], hash: hash)
        request.upload = source
        let (head, _) = try await exchange(request, upload.key)
        guard let tag = head.headers[.eTag], tag.utf8.count <= 256 else {
            throw fault("PUT", upload.key, .malformed("the part has no ETag"))
        }
        return Part(number: number, size: source.count, tag: tag)
    }

    /// Makes an object of the parts, which becomes visible in this step.
    public func complete(_ upload: Upload, _ parts: [Part]) async throws(S3Error) {
        let items = parts.sorted { $0.number < $1.number }.map { part in
            "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(Self.escaped(part.tag))</ETag></Part>"
        }
        let body = "<CompleteMultipartUpload>\(items.joined())</CompleteMultipartUpload>"
        var request = try request(
            .post, upload.key, [("uploadId", upload.id)], headers: [.contentType: "application/xml"], body: Array(body.utf8))
        request.isRepeatable = true
        _ = try await document(request, upload.key, root: ["CompleteMultipartUploadResult"])
    }

    /// Gives an upload up; no error if there is none.
    public func abort(_ upload: Upload) async throws(S3Error) {
        _ = try await exchange(request(.delete, upload.key, [("uploadId", upload.id)]), upload.key, accepting: [200, 204, 404])
    }

    /// Uploads under way, or left over, whose keys begin with `start`. At most 10,000.
    public func uploads(_ start: String) async throws(S3Error) -> [Upload] {
        var (all, marker): ([Upload], (key: String, id: String)?) = ([], nil)
        repeat {
            var query = [(name: "uploads", value: ""), (name: "prefix", value: location.prefix + start)]
            if let marker { query += [("key-marker", marker.key), ("upload-id-marker", marker.id)] }
            let answer: XMLAnswer
            do throws(S3Error) {
                answer = try await document(request(.get, nil, query), start, root: ["ListMultipartUploadsResult"])
            } catch {
                // What rclone says where there never was one.
                if case .refused(404, "NoSuchUpload", _) = error.cause { return [] }
                throw error
            }
            for item in answer.all("Upload") {
                guard let key = item.text("Key").flatMap({ own($0) }), let id = item.text("UploadId") else { continue }
                all.append(Upload(key: key, id: id, began: item.text("Initiated").flatMap { Timestamp($0) }))
            }
            let next = (answer.text("NextKeyMarker") ?? "", answer.text("NextUploadIdMarker") ?? "")
            let goesOn = answer.text("IsTruncated") == "true" && !next.0.isEmpty && (marker.map { $0 != next } ?? true)
            marker = goesOn ? next : nil
        } while marker != nil && all.count < 10_000
        return all
    }

    /// Parts that an upload has.
    public func parts(of upload: Upload) async throws(S3Error) -> [Part] {
        var (all, marker): ([Part], String?) = ([], nil)
        repeat {
            var query = [(name: "uploadId", value: upload.id)]
            if let marker { query.append(("part-number-marker", marker)) }
            let answer = try await document(request(.get, upload.key, query), upload.key, root: ["ListPartsResult"])
            for item in answer.all("Part") {
                guard let number = item.text("PartNumber").flatMap({ Int($0) }), let size = item.text("Size").flatMap({ Int64($0) }),
                    let tag = item.text("ETag"), tag.utf8.count <= 256
                else { continue }
                all.append(Part(number: number, size: size, tag: tag))
            }
            let next = answer.text("NextPartNumberMarker")
            marker = answer.text("IsTruncated") == "true" && next != marker ? next : nil
        } while marker != nil && all.count <= 10_000
        return all
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
