import Foundation
import HTTPTypes
import TestSupport
import Testing
import Transport
import Vocabulary

@testable import ObjectStore

@Suite struct S3LocationTests {
    private func location(_ endpoint: String, prefix: String = "", style: S3Location.Style = .path) throws -> S3Location {
        try S3Location(endpoint: try #require(WebURL(endpoint)), bucket: "models", prefix: prefix, style: style)
    }

    @Test("addresses have the bucket in the path or in the host, and queries in the form that signatures need")
    func addresses() throws {
        let path = try location("https://s3.example.org:9000/base/", prefix: "/a//b/")
        #expect(path.url("x/y%2F+.json")?.description == "https://s3.example.org:9000/base/models/a/b/x/y%252F%2B.json")
        let query = [(name: "uploads", value: ""), (name: "prefix", value: "a/b c")]
        #expect(path.url(nil, query)?.description == "https://s3.example.org:9000/base/models/?prefix=a%2Fb%20c&uploads=")
        let host = try location("https://s3.eu-central-1.amazonaws.com", style: .virtualHost)
        #expect(host.url("k")?.description == "https://models.s3.eu-central-1.amazonaws.com/k")
    }

    @Test("names that can't be a bucket, a region or a prefix are refused")
    func refusals() throws {
        let endpoint = try #require(WebURL("http://127.0.0.1"))
        for bucket in ["", "ab", "Models", "a/b", "a..b", ".ab", String(repeating: "a", count: 64)] {
            #expect(throws: S3Location.Fault.self, "\(bucket)") { try S3Location(endpoint: endpoint, bucket: bucket) }
        }
        #expect(throws: S3Location.Fault.self) { try S3Location(endpoint: endpoint, bucket: "abc", region: "a b") }
        for prefix in ["a/../b", "a b", "a\nb"] {
            #expect(throws: S3Location.Fault.self, "\(prefix)") { try S3Location(endpoint: endpoint, bucket: "abc", prefix: prefix) }
        }
    }

    @Test("a request that is printed does not show the secret that signs it")
    func secrets() throws {
        let signing = try #require(
            RequestSigning(accessKey: "AKIDEXAMPLEKEY", secretKey: "hush-hush", sessionToken: "token-token", region: "us-east-1"))
        var request = TransportRequest(.get, try #require(WebURL("http://127.0.0.1/")))
        request.signing = signing
        var dumped = ""
        dump(request, to: &dumped)
        for text in [dumped, "\(request)", String(reflecting: request), "\(signing)", String(reflecting: signing)] {
            #expect(!text.contains("hush") && !text.contains("token-token"))
        }
        #expect(RequestSigning(accessKey: "a:b", secretKey: "x", region: "r") == nil)
        #expect(RequestSigning(accessKey: "ab", secretKey: "x\r\ny", region: "r") == nil)
    }
}

@Suite(.enabled(if: RcloneServer.isInstalled, "rclone is not installed: scripts/test installs it"), .serialized)
struct S3ClientTests {
    @Test("objects are written, read whole and in ranges, looked at, listed and deleted")
    func objects() async throws {
        let bucket = try await Bucket()
        let client = bucket.client
        #expect(try await client.head("x") == nil)
        #expect(try await client.get("x", limit: 10) == .missing)
        #expect(try await client.uploads("").isEmpty)
        let bytes = pattern(100_000)
        try await client.put("a/%2F+x.json", bytes)
        let head = try #require(try await client.head("a/%2F+x.json"))
        #expect(head.size == 100_000 && !head.tag.isEmpty)
        #expect(try await client.get("a/%2F+x.json", limit: 100_000) == .bytes(bytes, tag: head.tag))
        #expect(try await client.get("a/%2F+x.json", limit: 100_000, unlessTagged: head.tag) == .unchanged)
        #expect(try await client.get("a/%2F+x.json", 70_000..<70_005) == Array(bytes[70_000..<70_005]))
        await #expect(throws: S3Error.self) { try await client.get("a/%2F+x.json", limit: 99_999) }
        await #expect(throws: S3Error.self) { try await client.get("a/%2F+x.json", 99_990..<100_010) }
        try await client.put("empty", [])
        #expect(try await client.head("empty")?.size == 0)
        let page = try await client.list("")
        #expect(page.objects.map(\.key) == ["a/%2F+x.json", "empty"] && page.objects.first?.modified != nil)
        #expect(try await client.list("", delimiter: "/").folders == ["a/"])
        try await client.delete("a/%2F+x.json")
        try await client.delete("a/%2F+x.json")
        #expect(try await client.head("a/%2F+x.json") == nil)
    }

    @Test("a listing of more than a thousand objects comes in pages, each object once")
    func pages() async throws {
        let bucket = try await Bucket()
        let folder = bucket.server.file("mirror/one/many")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 0..<2_345 { try Data().write(to: folder.appendingPathComponent("n\(number)")) }
        #expect(try await bucket.client.list("many/").next != nil)
        var keys: [String] = []
        try await bucket.client.forEach("many/") { keys.append($0.key) }
        #expect(keys.count == 2_345 && Set(keys).count == 2_345)
        #expect(try await S3DocumentStore(bucket.client).names(in: "many").count == 2_345)
    }

    @Test("wrong credentials are told as such, without the secret")
    func credentials() async throws {
        let bucket = try await Bucket(secret: "not-the-secret-at-all")
        let client = bucket.client
        do {
            _ = try await client.list("")
            Issue.record("it was let in")
        } catch {
            #expect(error.status == 403 && error.description.contains("credentials") && !error.description.contains("not-the-secret"))
        }
    }

    @Test("a store that nobody serves is told as unreachable")
    func unreachable() async throws {
        let bucket = try await Bucket()
        bucket.server.stop()
        do {
            _ = try await bucket.client.head("x")
            Issue.record("it answered")
        } catch {
            guard case .transport(let cause) = error.cause else { return #expect(Bool(false), "\(error)") }
            #expect(cause.cause == .unreachable)
        }
    }
}
