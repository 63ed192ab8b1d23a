/// A weight file, told by its path: what is in it, in which packing, and which part of what.
public struct FileVariant: Hashable, Sendable {
    public let path: String
    /// nil: not known.
    public let bytes: Int64?
    public let format: WeightFormat
    /// `Q4_K_M`, `UD-IQ1_S`, `fp16`, `int8`: upper case for llama.cpp's names, as written for others. nil: not said.
    public let label: String?
    public let role: WeightRole
    public let shard: Shard?
    /// The path without shard and extension, lower case: files of one download share it.
    public let stem: String

    /// A piece of a file that was cut up.
    public struct Shard: Hashable, Sendable {
        /// From 1, or from 0 where the maker counts so.
        public let index: Int
        public let total: Int

        public init(index: Int, total: Int) {
            self.index = index
            self.total = total
        }
    }

    /// Longest path that is read; no hub takes longer ones.
    public static let longestPath = 1_024

    /// nil where the path is no weight file. What the file's own header says wins over its name.
    public init?(_ path: String, bytes: Int64? = nil, facts: WeightFacts? = nil) {
        guard path.utf8.count <= Self.longestPath, let name = WeightFileName(path) else { return nil }
        self.path = path
        self.bytes = bytes.flatMap { $0 >= 0 ? $0 : nil }
        format = facts?.format ?? name.format
        label = facts?.quantizationLabel ?? name.label
        role = name.role
        shard = name.shard
        stem = name.stem
    }

    /// Bits a weight takes, where the label tells.
    public var bitsPerWeight: Double? { label.flatMap { QuantizationBits.perWeight(label: $0) } }
}

/// What the tensors in a file are for.
public enum WeightRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// A model, or a piece of one.
    case weights
    /// LoRA and its kin.
    case adapter
    /// Part of a pipeline of several models: `vae/`, `unet/`, `text_encoder/`, `1_Dense/`.
    case component
    /// The eyes or ears of a language model in GGUF: `mmproj-…`.
    case projector
    /// Moments of an optimizer.
    case optimizer
    /// Schedules, random states, arguments of training.
    case trainingState = "training-state"
    /// llama.cpp's importance matrix: needed to quantize, not to run.
    case importanceMatrix = "importance-matrix"
}
