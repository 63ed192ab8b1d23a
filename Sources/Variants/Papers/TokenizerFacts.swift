public import JSONReading

/// What a model's `tokenizer_config.json` says.
public struct TokenizerFacts: Hashable, Sendable, Codable {
    /// Whether capitals are lost; nil: not said.
    public var lowersCase: Bool?
    /// Tokens; nil where the file has the huge number that stands for no limit.
    public var maximumLength: Int64?

    public init(lowersCase: Bool? = nil, maximumLength: Int64? = nil) {
        self.lowersCase = lowersCase
        self.maximumLength = maximumLength
    }

    /// Largest file that is read: some hold hundreds of added tokens with templates.
    public static let maximumSize = 16 << 20
    /// No model reads more at once; Python's tokenizers write 1e30 for "no limit".
    static let longestText: Int64 = 1 << 30

    /// Reads the text of a `tokenizer_config.json`; the 31-digit number of many is no fault.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        let document = try JSONDocument(
            repairing: bytes, limits: .init(size: Self.maximumSize, depth: ConfigFacts.maximumDepth))
        let root = document.root
        let length = root["model_max_length"].flatMap(ConfigFields.count)
        self.init(lowersCase: root["do_lower_case"]?.bool, maximumLength: length.flatMap { $0 <= Self.longestText ? $0 : nil })
    }
}
