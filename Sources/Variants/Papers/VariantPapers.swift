/// All that may be known of a model that tells variants apart. Plain values: whoever has a model's rows fills in what there is.
public struct VariantPapers: Hashable, Sendable {
    /// `owner/name`.
    public var id: String
    /// The hub's tags and the card's.
    public var tags: [String] = []
    public var card = Card()
    public var listing = Listing()
    public var config: ConfigFacts?
    public var tokenizer: TokenizerFacts?
    /// Every file of the revision with its size; empty: not listed.
    public var files: [File] = []
    /// What the headers of the weights say.
    public var header: WeightFacts?

    public init(id: String) {
        self.id = id
    }

    /// Values of the card's front matter.
    public struct Card: Hashable, Sendable {
        public var languages: [String] = []
        public var baseModels: [String] = []
        /// `finetune`, `adapter`, `merge`, `quantized`.
        public var baseModelRelation: String?
        public var quantizedBy: String?
        public var libraryName: String?
        public var modelType: String?

        public init() {}
    }

    /// Fields of the hub's listing.
    public struct Listing: Hashable, Sendable {
        /// The total over safetensors headers. Wrong by design for packed weights: eight 4-bit weights count as one.
        public var safetensorsTotal: Int64?
        public var ggufTotal: Int64?
        public var ggufArchitecture: String?
        public var ggufContextLength: Int64?
        public var libraryName: String?
        public var task: String?

        public init() {}
    }

    /// A file's path within the repository, and its bytes where they are known.
    public struct File: Hashable, Sendable {
        public var path: String
        public var bytes: Int64?

        public init(_ path: String, bytes: Int64? = nil) {
            self.path = path
            self.bytes = bytes
        }
    }
}
