import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

func url(_ text: String) -> WebURL {
    guard let url = WebURL(text) else { preconditionFailure("not an address: \(text)") }
    return url
}

func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("not a header name: \(text)") }
    return name
}

func fields(_ headers: [String: String]) -> HTTPFields {
    var fields = HTTPFields()
    for (key, value) in headers { fields.append(HTTPField(name: name(key), value: value)) }
    return fields
}

func answer(_ request: TransportRequest, _ status: Int, _ headers: [String: String] = [:], body: String = "") -> TransportResponse {
    TransportResponse(
        head: TransportResponse.Head(status: HTTPResponse.Status(code: status), headers: fields(headers), url: request.url),
        body: ByteStream(bytes: Array(body.utf8)))
}

/// Fast to lose patience, straight to loopback.
func makeTransport(
    stallTimeout: Duration = .seconds(20), slowestRate: Int = 0, network: NetworkEnvironment = NetworkEnvironment()
) -> CurlTransport {
    CurlTransport(
        CurlSettings(userAgent: "weighbridge-tests", stallTimeout: stallTimeout, slowestRate: slowestRate, network: network))
}

/// Waits until `condition` holds; records an issue when it never does.
func eventually(_ condition: () -> Bool, location: SourceLocation = #_sourceLocation) async throws {
    for _ in 0..<2_000 {
        if condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("it never came to be", sourceLocation: location)
}

/// The failure of `work`, which must fail.
func failure<Result>(of work: () async throws -> Result, location: SourceLocation = #_sourceLocation) async -> TransportError? {
    do {
        _ = try await work()
        Issue.record("it did not fail", sourceLocation: location)
    } catch let error as TransportError {
        return error
    } catch {
        Issue.record(error, sourceLocation: location)
    }
    return nil
}

/// Memory of this process that is in RAM, in bytes.
func residentBytes() -> Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * 4_096
}
