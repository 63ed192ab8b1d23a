import HTTPTypes
import HTTPTypes
import Vocabulary

/// Made-up models for a listing of any length: the same at every start, in the shape and about the sizes of real entries, and
/// written without a detour so that the hub is never what a measured crawl waits for.
///
/// Shares of licences and tasks and the slope of downloads are those measured on the real hub (Laufer et al. 2025, arXiv:2508.06811;
/// Osborne et al. 2024, arXiv:2405.13058).
struct GeneratedModels: Sendable {
    let count: Int
    let seed: UInt64

    /// One name in each hundred parts; the rest declare nothing.
    private static let licenses: [(name: String, share: Int)] = [
        ("apache-2.0", 160), ("mit", 59), ("other", 44), ("openrail", 20), ("creativeml-openrail-m", 16), ("cc-by-nc-4.0", 8),
        ("llama2", 6),
        ("llama3", 5), ("gemma", 5), ("unknown", 4), ("llama3.1", 4), ("cc-by-4.0", 4),
    ]
    private static let tasks: [(name: String, share: Int)] = [
        ("text-generation", 213), ("image-text-to-text", 51), ("text-classification", 44), ("text-to-image", 42),
        ("reinforcement-learning", 31), ("feature-extraction", 25), ("automatic-speech-recognition", 20), ("token-classification", 15),
    ]
    private static let libraries = [
        "transformers", "diffusers", "peft", "gguf", "sentence-transformers", "stable-baselines3", "timm", "mlx",
    ]
    private static let families = ["llama-3.1", "qwen2.5", "mistral", "gemma-2", "bert-base", "whisper", "sdxl", "phi-3", "t5", "falcon"]
    private static let sizes = ["0.5b", "1b", "3b", "7b", "8b", "13b", "70b", "350m"]
    private static let kinds = ["instruct", "chat", "base", "lora", "gguf", "awq", "finetuned", "merged"]
    /// The first of them was changed then, each next a minute before.
    private static let newest = Timestamp(milliseconds: 1_704_067_200_000)

    /// Whether a listing with this query goes on with made-up models: only where nothing narrows it.
    func answers(_ query: Query) -> Bool {
        count > 0 && ["search", "author", "filter", "pipeline_tag", "gated"].allSatisfy { query.first($0) == nil }
    }

    /// The query of the page that begins with the first of them.
    func firstPage(_ query: Query) -> String { self.query(query, from: 0) }

    /// The page that the cursor names, and the query of the next; nil: the cursor is not one of ours.
    func page(_ query: Query, maximum: Int) -> (bytes: [UInt8], next: String?)? {
        guard let cursor = query.first("cursor"), cursor.hasPrefix("generated-"), let start = Int(cursor.dropFirst(10)),
            (0..<count).contains(start)
        else { return nil }
        let limit = max(1, min(query.first("limit").flatMap { Int($0) } ?? maximum, maximum))
        let end = min(count, start + limit)
        var out: [UInt8] = []
        out.reserveCapacity((end - start) * 2_048)
        out.append(UInt8(ascii: "["))
        for index in start..<end {
            if index > start { out.append(UInt8(ascii: ",")) }
            write(index, to: &out)
        }
        out.append(UInt8(ascii: "]"))
        return (out, end < count ? self.query(query, from: end) : nil)
    }

    /// A made-up model has a page of its own and a commit without files; nil: there is no such model.
    func answer(_ inquiry: Inquiry) -> Answer? {
        guard let id = inquiry.route.repository, let index = Int(id.reversed().prefix { $0 != "-" }.reversed().map(String.init).joined()),
            (0..<count).contains(index), name(index) == id
        else { return nil }
        let commit = commit(index)
        switch inquiry.route {
        case .info:
            var out: [UInt8] = []
            write(index, to: &out)
            return Answer(200, headers: [.contentType: "application/json; charset=utf-8"], body: .bytes(out))
        case .tree(_, let revision, ""): return revision == "main" || revision == commit ? .json(.array([])) : nil
        case .refs:
            let main = JSON.object(("name", "main"), ("ref", "refs/heads/main"), ("targetCommit", .string(commit)))
            return .json(.object(("branches", .array([main])), ("tags", .array([])), ("converts", .array([]))))
        default: return nil
        }
    }

    private func query(_ query: Query, from index: Int) -> String {
        let rest = query.encoded(without: "cursor")
        return (rest.isEmpty ? "" : rest + "&") + "cursor=generated-\(index)"
    }

    private func name(_ index: Int) -> String {
        let dice = dice(index)
        let family = Self.families[Int(dice % 10)]
        let size = Self.sizes[Int(dice >> 8 & 7)]
        let kind = Self.kinds[Int(dice >> 16 & 7)]
        return "author-\(dice >> 24 % 4_096)/\(family)-\(size)-\(kind)-\(index)"
    }

    private func commit(_ index: Int) -> String {
        let text = String(dice(index &+ count), radix: 16)
        let digits = String(repeating: "0", count: 16 - text.count) + text
        return digits + digits + digits.prefix(8)
    }

    private func write(_ index: Int, to out: inout [UInt8]) {
        let dice = dice(index)
        let id = name(index)
        let author = id.prefix { $0 != "/" }
        let license = Self.pick(Self.licenses, Int(dice >> 32 % 1_000))
        let task = Self.pick(Self.tasks, Int(dice >> 42 % 1_000))
        let library = Self.libraries[Int(dice >> 52 & 7)]
        let family = Self.families[Int(dice % 10)]
        let changed = Timestamp(milliseconds: Self.newest.milliseconds - Int64(index) * 60_000).description
        // Rank by chance, downloads by rank: a hub's top hundredth has nearly all of them.
        let rank = Double(dice % UInt64(count)) + 1
        let downloads = Int64(250_000_000 / (rank * rank.squareRoot()))
        func add(_ text: some StringProtocol) { out.append(contentsOf: text.utf8) }
        add(
            "{\"_id\":\"\(commit(index).prefix(24))\",\"id\":\"\(id)\",\"modelId\":\"\(id)\",\"author\":\"\(author)\",\"sha\":\"\(commit(index))\""
        )
        add(",\"lastModified\":\"\(changed)\",\"createdAt\":\"\(changed)\",\"private\":false,\"gated\":false,\"disabled\":false")
        add(
            ",\"likes\":\(downloads / 10_000),\"trendingScore\":\(downloads % 50),\"downloads\":\(downloads),\"downloadsAllTime\":\(downloads * 9)"
        )
        add(",\"library_name\":\"\(library)\"")
        if let task { add(",\"pipeline_tag\":\"\(task)\"") }
        add(
            ",\"tags\":[\"\(library)\",\"safetensors\",\"\(family)\",\"en\",\"arxiv:2407.\(10_000 + index % 5_000)\",\"endpoints_compatible\""
        )
        if let task { add(",\"\(task)\"") }
        if let license { add(",\"license:\(license)\"") }
        add(
            ",\"base_model:made-up/\(family)\",\"base_model:finetune:made-up/\(family)\",\"dataset:made-up/corpus-\(index % 700)\",\"region:us\"]"
        )
        add(",\"cardData\":{")
        if let license { add("\"license\":\"\(license)\",") }
        add("\"language\":[\"en\"],\"base_model\":[\"made-up/\(family)\"],\"datasets\":[\"made-up/corpus-\(index % 700)\"]")
        add(",\"extra_gated_prompt\":\"\",\"widget\":[{\"text\":\"\(Self.prose)\"}]}")
        add(",\"usedStorage\":\(rank.bitPattern % 40_000_000_000),\"safetensors\":{\"parameters\":{\"BF16\":\(dice % 70_000_000_000)}")
        add(",\"total\":\(dice % 70_000_000_000)},\"siblings\":[")
        for shard in 1...8 { add("{\"rfilename\":\"model-0000\(shard)-of-00008.safetensors\"},") }
        add(
            "{\"rfilename\":\".gitattributes\"},{\"rfilename\":\"README.md\"},{\"rfilename\":\"config.json\"},{\"rfilename\":\"tokenizer.json\"}]}"
        )
    }

    private static let prose =
        "A paragraph of the kind that people type into a card so that visitors can try a model at once, long enough to weigh something."

    private static func pick(_ table: [(name: String, share: Int)], _ roll: Int) -> String? {
        var rest = roll
        for entry in table {
            if rest < entry.share { return entry.name }
            rest -= entry.share
        }
        return nil
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): one well-mixed number for each index.
    private func dice(_ index: Int) -> UInt64 {
        var value = seed &+ UInt64(truncatingIfNeeded: index &+ 1) &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
