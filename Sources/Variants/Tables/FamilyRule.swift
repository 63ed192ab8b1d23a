/// How names of one family of models are written.
struct FamilyRule: Sendable {
    /// What the family reads and makes: decides what `base`, `it` or `128k` mean beside it.
    enum Kind: Sendable {
        /// Text generation: `base` is untuned, `128k` is context.
        case language
        /// Encoders and encoder-decoders: `base` is a size, `128k` a vocabulary.
        case encoder
        /// Sentences into vectors: as encoders, but long contexts are common.
        case embedding
        case translation, vision, audio, diffusion, science
    }

    /// Where the number of the generation stands.
    enum Generation: Sendable {
        case none
        /// `llama-3.2`, also when written `llama3.2`.
        case dashed
        /// `qwen2.5`, also when written `qwen-2.5`.
        case fused
        /// `flux.1`.
        case dotted
        /// `deepseek-v3`: the `v` belongs to the name.
        case letter
    }

    /// The words of the name as tokens: `stable-diffusion`.
    let words: [[UInt8]]
    /// As it is reported, without generation.
    let name: String
    let kind: Kind
    let generation: Generation
    /// Words that make a line of their own when they follow: `coder` in `qwen2.5-coder`. `m#` is an m and a number.
    let lines: [[UInt8]]
    /// The same behind a size: `llama-3.2-11b-vision`.
    let lateLines: [[UInt8]]
    /// One letter that may follow the number: the n of `gemma-3n`.
    let suffix: UInt8?
    let domain: String?
    let languages: [String]
    let tuning: Tuning?
    let isDistilled: Bool
    /// A make that names itself before or after what it was made from wins over it: `Hermes-2-Pro-Mistral-7B`.
    let isMake: Bool
    /// A word so common that any other family in the name wins: `bert`.
    let isCommon: Bool
    /// Digits with an `M` or `B` are not parameters: molecules, steps.
    let hasNoSizes: Bool

    init(
        _ phrase: String, _ kind: Kind, _ generation: Generation = .none, as name: String? = nil, lines: String = "", late: String = "",
        suffix: Character? = nil, domain: String? = nil, in languages: String = "", tuning: Tuning? = nil, distilled: Bool = false,
        make: Bool = false, common: Bool = false, sizeless: Bool = false
    ) {
        words = Self.split(phrase, "-")
        self.name = name ?? phrase
        self.kind = kind
        self.generation = generation
        self.lines = Self.split(lines, " ")
        lateLines = Self.split(late, " ")
        self.suffix = suffix?.asciiValue
        self.domain = domain
        self.languages = languages.split(separator: " ").map(String.init)
        self.tuning = tuning
        isDistilled = distilled
        isMake = make
        isCommon = common
        hasNoSizes = sizeless
    }

    private static func split(_ text: String, _ separator: Character) -> [[UInt8]] {
        text.split(separator: separator).map { Array($0.utf8) }
    }
}
