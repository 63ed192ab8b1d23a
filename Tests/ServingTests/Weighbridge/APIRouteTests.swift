import HTTPTypes
import Testing

@testable import Serving

@Suite struct APIRouteTests {
    private func matched(_ path: String) -> (name: String, path: [String: String])? {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for route in APIRoutes.all where route.method == .get {
            if let values = route.match(segments) { return (route.name, values.mapValues { $0.joined(separator: "/") }) }
        }
        return nil
    }

    @Test(
        "a path belongs to one route; a model's name may be of one segment, or of several, and encoded it is never taken for a word",
        arguments: [
            ("models", "search", ""), ("models/huggingface/gpt2", "model", "gpt2"), ("models/huggingface/org/name", "model", "org/name"),
            ("models/huggingface/org/name/family", "family", "org/name"), ("models/huggingface/gpt2/card", "card", "gpt2"),
            ("models/huggingface/family", "model", "family"), ("models/huggingface/org%2Ffamily", "model", "org%2Ffamily"),
            ("models/huggingface/a/b/c/d/verdicts", "verdicts", "a/b/c/d"), ("searches/7/feed.atom", "atomFeed", ""),
        ])
    func paths(path: String, name: String, model: String) throws {
        let found = try #require(matched(path))
        #expect(found.name == name)
        #expect(found.path["path"] ?? "" == model)
    }

    @Test("what is no route is nobody's", arguments: ["", "models/huggingface", "Models", "searches/7/feed", "facets/a/b", "complete/x"])
    func strangers(path: String) { #expect(matched(path) == nil) }
}
