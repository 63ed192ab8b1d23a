import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Transport

/// Bytes that are sent as they are read, and signatures.
@Suite struct UploadTests {
    private struct Source: UploadSource {
        let count: Int64
        var failsAt: Int64 = .max

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
            if offset >= failsAt { throw CocoaError(.fileReadUnknown) }
            let wanted = min(buffer.count, Int(count - offset), 1_000)
            for index in 0..<wanted { buffer[index] = UInt8(truncatingIfNeeded: (Int(offset) + index) % 251) }
            return wanted
        }
    }

    @Test("a body is sent as its source gives it, with its length, however little that gives at once")
    func upload() async throws {
        let server = try RawServer { _, peer in try peer.answer() }
        let transport = makeTransport()
        for count in [0, 1, 700_001] as [Int64] {
            var request = TransportRequest(.put, server.url)
            request.upload = Source(count: count)
            #expect(try await transport.send(request).head.status == .ok)
            let seen = try #require(server.requests.last)
            #expect(seen.method == "PUT" && seen.header("content-length") == "\(count)")
            #expect(seen.body == (0..<Int(count)).map { UInt8($0 % 251) })
        }
    }

    @Test("a source that fails ends the transfer, and its own words are told")
    func failingSource() async throws {
        let server = try RawServer { _, peer in try peer.answer() }
        let transport = makeTransport()
        var request = TransportRequest(.put, server.url)
        request.upload = Source(count: 3_000_000, failsAt: 1_500_000)
        let error = await failure { [request] in try await transport.send(request) }
        #expect(error?.cause == .sink && error?.underlying is CocoaError)
    }

    @Test("a signed request carries a signature over its own headers, and neither the secret nor an unsigned extra")
    func signature() async throws {
        let server = try RawServer { _, peer in try peer.answer() }
        let transport = makeTransport()
        var request = TransportRequest(.get, server.url)
        request.headers[name("x-amz-content-sha256")] = String(repeating: "0", count: 64)
        request.signing = RequestSigning(
            accessKey: "AKIDEXAMPLEKEY", secretKey: "hush-hush", sessionToken: "token", region: "eu-central-1")
        _ = try await transport.send(request)
        let seen = try #require(server.requests.last)
        let signature = try #require(seen.header("authorization"))
        #expect(signature.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLEKEY/") && signature.contains("/eu-central-1/s3/aws4_request"))
        let signed = try #require(signature.firstMatch(of: /SignedHeaders=([^,]+),/)?.1).split(separator: ";").map(String.init)
        #expect(signed.contains("x-amz-security-token") && signed.contains("x-amz-content-sha256"))
        // What is signed is sent: a store looks for each.
        for header in signed { #expect(seen.header(header) != nil, "\(header)") }
        #expect(!seen.headers.contains { $0.contains("hush") })
    }
}
