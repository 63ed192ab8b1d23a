import Vocabulary

/// A repository of a few hundred bytes that shows one thing a mirror has to know.
struct TinyRepository: Sendable {
    let id: String
    let metadata: RepositoryMetadata
    /// Label to files.
    let commits: [String: [String: [UInt8]]]

    private init(_ id: String, _ commits: [String: [String: [UInt8]]], _ change: (inout RepositoryMetadata) -> Void) {
        self.id = id
        self.commits = commits
        var metadata = RepositoryMetadata()
        metadata.createdAt = Timestamp(milliseconds: 1_750_000_000_000)
        metadata.lastModified = Timestamp(milliseconds: 1_760_000_000_000)
        change(&metadata)
        self.metadata = metadata
    }

    /// All of them.
    static let all = [gated, moved, revisions, names]

    /// Metadata is public, bytes want a token with a grant.
    private static let gated = TinyRepository(
        "sample-org/gated", ["main": ["README.md": card("other", "Ask before you take it."), "model.safetensors": weights]]
    ) {
        $0.gate = .manual
        $0.downloads = 420
        $0.likes = 8
    }

    /// Once known by a name of one segment.
    private static let moved = TinyRepository(
        "sample-org/tiny-gpt",
        ["main": ["README.md": card("mit", "Was called tiny-gpt."), "config.json": config, "model.safetensors": weights]]
    ) {
        $0.formerNames = ["tiny-gpt"]
        $0.downloads = 9_000
        $0.likes = 21
    }

    /// Two commits on `main`, a tag on the first, an open pull request.
    private static let revisions = TinyRepository(
        "sample-org/revisions",
        [
            "first": ["README.md": card("apache-2.0", "First version."), "config.json": config],
            "main": ["README.md": card("apache-2.0", "Second version."), "config.json": config, "model.safetensors": weights],
            "proposal": ["README.md": card("apache-2.0", "A proposal."), "config.json": config, "model.safetensors": weights],
        ]
    ) {
        $0.history = ["first", "main"]
        $0.refs = ["refs/tags/v1.0": "first", "refs/pr/1": "proposal"]
        $0.downloads = 77
    }

    /// File names that clients trip over.
    private static let names = TinyRepository(
        "sample-org/odd-names",
        [
            "main": [
                "README.md": card("cc-by-4.0", "An empty file, and a name with a blank and a plus sign."), "empty.txt": [],
                "sub dir/a+b.txt": Array("a plus sign and a blank\n".utf8),
            ]
        ]
    ) { $0.downloads = 3 }

    private static func card(_ license: String, _ text: String) -> [UInt8] {
        Array("---\nlicense: \(license)\npipeline_tag: text-generation\ntags:\n- sample\n---\n# Sample\n\n\(text)\n".utf8)
    }

    private static let config = Array(#"{"architectures":["GPT2LMHeadModel"],"model_type":"gpt2","n_embd":2,"n_layer":1}"#.utf8)

    /// A safetensors file with one tensor of four numbers.
    private static let weights: [UInt8] = {
        let header = Array(#"{"weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}  "#.utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        let numbers: [Float] = [1, 2, 3, 4]
        return length + header + numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } }
    }()
}
