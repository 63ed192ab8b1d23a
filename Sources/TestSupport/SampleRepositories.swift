public import Foundation

/// A small folder of repositories for a sample hub: everything that matters to a mirror, in a few kilobytes.
///
/// | id | has |
/// |---|---|
/// | `acme/tiny-bert` | a card, a config, a real safetensors file, a file in `sub dir/a+b.txt`, an empty file; two commits, `v1.0`, `refs/pr/1` |
/// | `acme/tiny-gguf` | one large file of 3 MiB that is not compressible, and no card |
/// | `acme/locked` | gated (manual) |
/// | `acme/secret` | private |
/// | `new-org/renamed` | was `old-org/name` and `tiny-legacy` |
/// | `solo` | a name of one segment |
public enum SampleRepositories {
    /// Ids that an anonymous listing shows.
    public static let publicIDs = ["acme/locked", "acme/tiny-bert", "acme/tiny-gguf", "new-org/renamed", "solo"]

    /// Writes the repositories below `folder`, which is made if need be.
    public static func write(to folder: URL) throws {
        let card = """
            ---
            license: apache-2.0
            pipeline_tag: fill-mask
            library_name: transformers
            language: en
            base_model: acme/bigger-bert
            tags:
            - tiny
            ---
            # Tiny BERT

            A model of four numbers, made for tests.

            """
        let weights = safetensors([("embed.weight", [2, 2], [1, 2, 3, 4]), ("head.bias", [3], [0.5, -0.5, 0])])
        let config = #"{"architectures":["BertForMaskedLM"],"model_type":"bert","hidden_size":2}"#
        try put(
            [
                "README.md": bytes(card), "config.json": bytes(config), "model.safetensors": weights, "empty.txt": [],
                "sub dir/a+b.txt": bytes("plus and blank\n"), "sub dir/deep/x.json": bytes("{}"),
                ".gitattributes": bytes("*.safetensors filter=lfs\n"),
                "LICENSE": bytes("Apache License, in name only: a test.\n"),
            ], in: "acme/tiny-bert", folder)
        try put(["README.md": bytes("# First\n"), "config.json": bytes("{}")], in: "acme/tiny-bert@first", folder)
        try put(["README.md": bytes("# A proposal\n"), "model.safetensors": weights], in: "acme/tiny-bert@proposal", folder)
        try metadata(
            """
            created_at: 2024-03-01T10:00:00.000Z
            last_modified: 2025-06-01T12:30:00.000Z
            downloads: 1200
            downloads_all_time: 54000
            likes: 12
            trending_score: 3
            history: [first, main]
            refs:
              refs/tags/v1.0: first
              refs/pr/1: proposal

            """, of: "acme/tiny-bert", folder)

        try put(["tiny-Q4_K_M.gguf": largeContent], in: "acme/tiny-gguf", folder)
        try metadata("downloads: 30\nlikes: 1\nlast_modified: 2025-01-01T00:00:00.000Z\n", of: "acme/tiny-gguf", folder)

        try put(
            ["README.md": bytes("---\nlicense: gemma\n---\nAsk first.\n"), "model.safetensors": weights], in: "acme/locked", folder)
        try metadata("gated: manual\ndownloads: 500\nlast_modified: 2025-02-01T00:00:00.000Z\n", of: "acme/locked", folder)

        try put(["README.md": bytes("Nobody reads this.\n")], in: "acme/secret", folder)
        try metadata("private: true\n", of: "acme/secret", folder)

        try put(["README.md": bytes("---\nlicense: mit\n---\nMoved.\n"), "config.json": bytes("{}")], in: "new-org/renamed", folder)
        try metadata(
            "former_names: [old-org/name, tiny-legacy]\ndownloads: 7\nlast_modified: 2025-03-01T00:00:00.000Z\n", of: "new-org/renamed",
            folder)

        try put(["README.md": bytes("---\nlicense: mit\n---\nAlone.\n")], in: "solo", folder)
        try metadata("downloads: 1\nlast_modified: 2024-12-01T00:00:00.000Z\n", of: "solo", folder)
    }

    /// A safetensors file of F32 tensors: eight bytes of header length, a JSON header, the numbers.
    public static func safetensors(_ tensors: [(name: String, shape: [Int], values: [Float])]) -> [UInt8] {
        var data: [UInt8] = []
        var entries: [String] = []
        for tensor in tensors {
            let start = data.count
            for value in tensor.values { withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 } }
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            entries.append(#""\#(tensor.name)":{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(start),\#(data.count)]}"#)
        }
        var header = Array("{\(entries.joined(separator: ","))}".utf8)
        while header.count % 8 != 0 { header.append(0x20) }
        return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + data
    }

    /// Bytes that look random and are the same each time.
    public static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var state = seed &* 2 &+ 1
            let words = UnsafeMutableRawBufferPointer(buffer)
            for start in stride(from: 0, to: count, by: 8) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                // The low bits of this generator repeat soon.
                withUnsafeBytes(of: (state ^ state >> 31).littleEndian) { word in
                    words[start..<min(start + 8, count)].copyBytes(from: word.prefix(count - start))
                }
            }
            initialized = count
        }
    }

    /// The content of `tiny-Q4_K_M.gguf` in `acme/tiny-gguf`: 3 MiB.
    public static let largeContent = noise(3 << 20, seed: 7)

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func put(_ files: [String: [UInt8]], in repository: String, _ folder: URL) throws {
        for (name, content) in files {
            let file = folder.appendingPathComponent(repository).appendingPathComponent(name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content).write(to: file)
        }
    }

    private static func metadata(_ yaml: String, of repository: String, _ folder: URL) throws {
        try Data(yaml.utf8).write(to: folder.appendingPathComponent(repository + ".hub.yaml"))
    }
}
