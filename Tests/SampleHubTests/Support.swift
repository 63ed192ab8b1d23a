import Foundation
import SampleHub
import TestSupport

/// Runs `body` with a hub over the small fixture repositories.
func withFixtureHub<Result: Sendable>(
    _ change: (inout SampleHubServer.Configuration) -> Void = { _ in }, _ body: (SampleHubServer) async throws -> Result
) async throws -> Result {
    try await withTemporaryFolder { folder in
        try SampleRepositories.write(to: folder)
        var configuration = SampleHubServer.Configuration(folder: folder.path)
        change(&configuration)
        return try await withSampleHub(configuration, body)
    }
}

/// The body as JSON objects, in order.
func objects(_ reply: PlainClient.Reply) throws -> [[String: Any]] {
    try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]] ?? []
}

func object(_ reply: PlainClient.Reply) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any] ?? [:]
}

/// The address in `<…>; rel="next"`.
func nextPage(_ reply: PlainClient.Reply) -> String? {
    reply.headers["link"].flatMap { $0.hasSuffix("rel=\"next\"") ? String($0.dropFirst().prefix { $0 != ">" }) : nil }
}

let granted = ["Authorization": "Bearer \(SampleTokens().granted)"]
let plain = ["Authorization": "Bearer \(SampleTokens().plain)"]
