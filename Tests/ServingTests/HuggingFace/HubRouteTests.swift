import Testing

@testable import Serving

@Suite struct HubRouteTests {
    private static let bert = HubRoute.Repo("org/bert")
    private static let gpt2 = HubRoute.Repo("gpt2")

    @Test(
        "a path of the protocol means one thing",
        arguments: [
            ("/api/models", .listing(.models)),
            ("/api/models/", .listing(.models)),
            ("/api/datasets", .listing(.datasets)),
            ("/api/spaces", .listing(.spaces)),
            ("/api/models/org/bert", .info(bert, revision: nil)),
            ("/api/models/org%2Fbert", .info(bert, revision: nil)),
            ("/api/models/gpt2", .info(gpt2, revision: nil)),
            ("/api/models/gpt2/", .info(gpt2, revision: nil)),
            ("/api/models/org/tree", .info(.init("org/tree"), revision: nil)),
            ("/api/models/org/bert/revision/main", .info(bert, revision: "main")),
            ("/api/models/gpt2/revision/main", .info(gpt2, revision: "main")),
            ("/api/models/org/bert/revision/refs%2Fpr%2F1", .info(bert, revision: "refs/pr/1")),
            ("/api/models/org/bert/revision/refs/pr/1", .info(bert, revision: "refs/pr/1")),
            ("/api/models/org/bert/revision/HEAD", .info(bert, revision: "HEAD")),
            ("/api/models/org/bert/revision/feature%2Fx", .info(bert, revision: "feature/x")),
            ("/api/models/org/bert/tree/main", .tree(bert, revision: "main", path: "")),
            ("/api/models/org/bert/tree/main/", .tree(bert, revision: "main", path: "")),
            ("/api/models/gpt2/tree/main", .tree(gpt2, revision: "main", path: "")),
            ("/api/models/org/bert/tree/main/sub%20dir", .tree(bert, revision: "main", path: "sub dir")),
            ("/api/models/org/bert/tree/main/a%2Fb", .tree(bert, revision: "main", path: "a/b")),
            ("/api/models/org/bert/tree/main/a/b", .tree(bert, revision: "main", path: "a/b")),
            ("/api/models/org/bert/tree/refs/pr/1/sub%20dir", .tree(bert, revision: "refs/pr/1", path: "sub dir")),
            ("/api/models/org/bert/tree/refs%2Fpr%2F1/sub", .tree(bert, revision: "refs/pr/1", path: "sub")),
            ("/api/models/org/bert/tree/refs/convert/parquet", .tree(bert, revision: "refs/convert/parquet", path: "")),
            ("/api/models/org/bert/paths-info/main", .pathsInfo(bert, revision: "main")),
            ("/api/models/gpt2/paths-info/refs%2Fpr%2F2", .pathsInfo(gpt2, revision: "refs/pr/2")),
            ("/api/models/org/bert/refs", .refs(bert)),
            ("/api/models/gpt2/refs", .refs(gpt2)),
            ("/api/models/org/bert/commits/main", .commits(bert, revision: "main")),
            ("/api/models/org/bert/auth-check", .authCheck(bert)),
            ("/api/whoami-v2", .whoami),
            ("/api/models-tags-by-type", .tagsByType(.models)),
            ("/api/datasets-tags-by-type", .tagsByType(.datasets)),
            ("/api/datasets/org/set", .info(.init("org/set", kind: .datasets), revision: nil)),
            ("/org/bert/resolve/main/config.json", .file(bert, view: .resolve, revision: "main", path: "config.json")),
            ("/gpt2/resolve/main/config.json", .file(gpt2, view: .resolve, revision: "main", path: "config.json")),
            ("/models/org/bert/resolve/main/f", .file(bert, view: .resolve, revision: "main", path: "f")),
            ("/datasets/org/set/resolve/main/f", .file(.init("org/set", kind: .datasets), view: .resolve, revision: "main", path: "f")),
            ("/spaces/org/app/raw/main/f", .file(.init("org/app", kind: .spaces), view: .raw, revision: "main", path: "f")),
            ("/org/bert/raw/main/a/b.txt", .file(bert, view: .raw, revision: "main", path: "a/b.txt")),
            ("/org/bert/resolve/main/sub%20dir/a%2Bb.txt", .file(bert, view: .resolve, revision: "main", path: "sub dir/a+b.txt")),
            ("/org/bert/resolve/main/a+b.txt", .file(bert, view: .resolve, revision: "main", path: "a+b.txt")),
            ("/org/bert/resolve/refs%2Fpr%2F1/f", .file(bert, view: .resolve, revision: "refs/pr/1", path: "f")),
            ("/org/bert/resolve/refs/pr/1/f", .file(bert, view: .resolve, revision: "refs/pr/1", path: "f")),
            ("/org/bert/resolve/refs/heads/main/f", .file(bert, view: .resolve, revision: "refs/heads/main", path: "f")),
            ("/org/bert/resolve/main/..%2F..%2Fetc", .file(bert, view: .resolve, revision: "main", path: "../../etc")),
            ("/org/bert/resolve/main/resolve/x/y", .file(bert, view: .resolve, revision: "main", path: "resolve/x/y")),
            ("/api/agent-harnesses", .unknownAPI),
            ("/api/models/org/bert/discussions", .unknownAPI),
            ("/api/models/org/bert/xet-read-token/main", .unknownAPI),
            ("/api/resolve-cache/models/org/bert/0/f", .unknownAPI),
            ("/api", .unknownAPI),
            ("/api/", .unknownAPI),
            ("/api/models/%zz", .malformed),
            ("/api/models/org/bert/revision/%ff", .malformed),
            ("/org/bert/resolve/main/%", .malformed),
            ("/org/bert/resolve/main/%c3%28", .malformed),
        ] as [(String, HubRoute)])
    func routes(_ path: String, _ route: HubRoute) {
        #expect(HubRoute(rawPath: path) == route)
    }

    @Test(
        "other paths are left to other protocols",
        arguments: [
            "/", "", "/healthz", "/org/bert", "/org/bert/resolve", "/org/bert/resolve/main", "/resolve/main/f",
            "/v2/org/bert/manifests/latest", "//",
        ])
    func others(_ path: String) {
        #expect(HubRoute(rawPath: path) == nil)
    }

    @Test("no path whatever crashes the parser, and every answer is the same twice")
    func anyBytes() {
        var generator = SplitMix(state: 20_261_123)
        let pieces = [
            "api", "models", "datasets", "resolve", "raw", "tree", "revision", "refs", "pr", "commits", "paths-info", "main", "%2F", "%",
            "%zz", "%00",
            "..", ".", "", " ", "a+b", "é", "%C3%A9", "\u{0}", "a", String(repeating: "x", count: 300),
        ]
        for _ in 0..<20_000 {
            let count = Int(generator.next() % 9)
            let path = (0..<count).map { _ in "/" + pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
            #expect(HubRoute(rawPath: path) == HubRoute(rawPath: path))
        }
        for length in [1, 10, 5_000] {
            let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            let path = "/" + String(decoding: bytes, as: UTF8.self)
            #expect(HubRoute(rawPath: path) == HubRoute(rawPath: path))
        }
        #expect(HubRoute(rawPath: String(repeating: "/a", count: 100_000)) == nil)
    }
}

/// The same numbers in every run.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
