/// How a model was made from another. Raw values are written into index files.
public enum Relation: UInt8, Sendable, Hashable, CaseIterable, Codable {
    /// Made from another, without a word on how.
    case derived = 0
    case finetune, quantized, adapter, merge

    /// As hubs write it; anything unknown is `derived`.
    public init(_ text: String?) {
        switch text?.lowercased() {
        case "finetune", "finetuned", "fine-tune": self = .finetune
        case "quantized", "quantization": self = .quantized
        case "adapter", "lora": self = .adapter
        case "merge", "merged": self = .merge
        default: self = .derived
        }
    }

    /// As in JSON and on the command line.
    public var name: String {
        switch self {
        case .derived: "derived"
        case .finetune: "finetune"
        case .quantized: "quantized"
        case .adapter: "adapter"
        case .merge: "merge"
        }
    }
}
