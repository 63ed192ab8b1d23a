/// Every family whose names are known, by the first word.
struct FamilyTable: Sendable {
    static let standard = FamilyTable(languageFamilies + encoderFamilies + otherFamilies)

    let rules: [FamilyRule]
    /// Indices into `rules`, longest phrase first.
    private let byFirstWord: WordTable<[Int]>

    init(_ rules: [FamilyRule]) {
        self.rules = rules
        var grouped: [[UInt8]: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            guard let first = rule.words.first else { continue }
            grouped[first, default: []].append(index)
        }
        byFirstWord = WordTable(
            grouped.map { word, indices in
                (String(decoding: word, as: UTF8.self), indices.sorted { rules[$0].words.count > rules[$1].words.count })
            })
    }

    /// The families that begin with this word.
    func candidates(for bytes: [UInt8], _ start: Int, _ end: Int) -> [Int] { byFirstWord.value(of: bytes, start, end) ?? [] }

    /// Families that the owner's name says: these owners publish one family only, and name its members after something else.
    static let byOwner = WordTable<String>([
        ("flair", "flair"), ("huggingtweets", "gpt2"), ("sd-concepts-library", "stable-diffusion"),
        ("sd-dreambooth-library", "stable-diffusion"),
        ("stanfordnlp", "stanza"), ("distil-whisper", "distil-whisper"),
    ])

    /// Owners who repack the models of others and put `<owner>_` before their names.
    static let repackers = WordTable<Bool>([("bartowski", true), ("fbaldassarri", true), ("tensorblock", true), ("devquasar", true)])

    /// Formats that an owner publishes only.
    static let formatByOwner = WordTable<QuantizationFormat>([
        ("mlx-community", .mlx), ("openvino", .openvino), ("litert-community", .litert), ("onnx-community", .onnx), ("onnx-models", .onnx),
    ])
}
