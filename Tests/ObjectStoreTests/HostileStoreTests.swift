import Blobs
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import ObjectStore
@testable import Transport

/// Answers that no honest store gives.
@Suite struct HostileStoreTests {
    private func client(_ answer: @escaping @Sendable (TransportRequest, Int) -> (status: Int, headers: HTTPFields, body: [UInt8])) throws
        -> S3Client
    {
        let transport = ScriptedTransport { request, number in
            let (status, headers, body) = answer(request, number)
            return TransportResponse(
                head: TransportResponse.Head(status: HTTPResponse.Status(code: status), headers: headers, url: request.url),
                body: ByteStream(bytes: body))
        }
        return try Bucket.client(endpoint: "http://127.0.0.1:1", prefix: "p", transport)
    }

    private func fault(_ work: () async throws -> Void) async -> S3Error? {
        do {
            try await work()
            return nil
        } catch {
            return error as? S3Error
        }
    }

    private func listing(_ inside: String) -> [UInt8] { Array("<ListBucketResult>\(inside)</ListBucketResult>".utf8) }

    @Test("a listing that never ends, breaks off, or has unreadable objects is an error")
    func listings() async throws {
        let circle = try client { _, _ in
            (200, [:], listing("<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"))
        }
        #expect(await fault { try await circle.forEach("") { _ in } }?.reason.contains("does not go on") == true)
        let broken = try client { _, _ in (200, [:], listing("<IsTruncated>true</IsTruncated>")) }
        #expect(await fault { try await broken.forEach("") { _ in } }?.reason.contains("breaks off") == true)
        for object in ["<Key>p/a</Key><Size>-1</Size>", "<Key>p/a</Key>", "<Key>elsewhere</Key><Size>1</Size>"] {
            let odd = try client { _, _ in (200, [:], listing("<Contents>\(object)</Contents>")) }
            #expect(await fault { _ = try await odd.list("") }?.reason.contains("unreadable") == true, "\(object)")
        }
        let large = try client { _, _ in (200, [:], listing(String(repeating: " ", count: XMLAnswer.limit))) }
        #expect(await fault { _ = try await large.list("") } != nil)
    }

    @Test("a range is taken only if it is the one that was asked for, to the byte")
    func ranges() async throws {
        func get(_ status: Int, _ range: String?, _ count: Int) async throws -> S3Error? {
            let client = try client { _, _ in (status, range.map { [.contentRange: $0] } ?? [:], [UInt8](repeating: 7, count: count)) }
            return await fault {
                let bytes = try await client.get("x", 10..<20)
                #expect(bytes.count == 10)
            }
        }
        #expect(try await get(206, "bytes 10-19/100", 10) == nil)
        #expect(try await get(200, "bytes 10-19/100", 10) == nil)
        for (range, count) in [("bytes 10-19/100", 9), ("bytes 10-19/100", 11), ("bytes 11-20/100", 10), (nil, 10), (nil, 100)] {
            #expect(try await get(206, range, count) != nil, "\(range ?? "none") \(count)")
        }
        #expect(try await get(206, "bytes 10-14/15", 5)?.status == 416)
    }

    @Test("an upload that ends with an error under status 200 is not complete")
    func lateError() async throws {
        let client = try client { _, _ in
            (200, [:], Array("<Error><Code>InternalError</Code><Message>again\u{9B}31m</Message></Error>".utf8))
        }
        let upload = S3Client.Upload(key: "k", id: "u", began: nil)
        let error = await fault { try await client.complete(upload, [S3Client.Part(number: 1, size: 1, tag: "\"t\"")]) }
        #expect(error?.description.contains("InternalError") == true && error?.description.contains("\u{9B}") == false)
    }

    @Test("requests are signed for what they are: the key escaped, the query in order, the body's own hash")
    func requests() async throws {
        let transport = ScriptedTransport { request, _ in
            TransportResponse(
                head: TransportResponse.Head(status: .ok, headers: [.eTag: "\"t\""], url: request.url), body: ByteStream(bytes: []))
        }
        let client = try Bucket.client(endpoint: "http://127.0.0.1:1", prefix: "p", transport)
        try await client.put("a+b%", [1, 2, 3])
        _ = try await client.send(
            3, BytesSource([1, 2, 3]), hash: Digest(hashing: [1, 2, 3]), of: S3Client.Upload(key: "k", id: "u/v", began: nil))
        let (put, part) = (transport.requests[0], transport.requests[1])
        #expect(put.url.path == "/bucket/p/a%2Bb%25" && put.redirects == .manual)
        #expect(part.url.target == "/bucket/p/k?partNumber=3&uploadId=u%2Fv" && part.upload?.count == 3)
        for request in [put, part] {
            #expect(request.headers[.contentSHA256] == Digest(hashing: [1, 2, 3]).hex && request.signing?.service == "s3")
        }
    }
}
