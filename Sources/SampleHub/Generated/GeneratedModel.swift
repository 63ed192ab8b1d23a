/// What a generated model comes from, in the words of a hub's tags.
enum GeneratedRelation: Int, Sendable {
    case original, finetune, quantized, adapter, merge
}

/// What a generated repository's weights are in.
enum GeneratedFormat: Int, Sendable {
    case safetensors, gguf, mlx, onnx, diffusers
    /// PyTorch's own, a library's own, or none yet.
    case loose
    /// No weights at all.
    case empty
}

/// How a model's weights are packed; `none` is as they were trained.
enum GeneratedPacking: Int, Sendable, CaseIterable {
    case none, awq, gptq, fp8, nvfp4, mxfp4, bnb, int8, w4a16, exl3, mlx4, mlx8, mlx6, mlxBF16

    /// The words at the end of a name.
    var label: StaticString {
        switch self {
        case .none: ""
        case .awq: "AWQ"
        case .gptq: "GPTQ-Int4"
        case .fp8: "FP8"
        case .nvfp4: "NVFP4"
        case .mxfp4: "MXFP4"
        case .bnb: "bnb-4bit"
        case .int8: "Int8"
        case .w4a16: "quantized.w4a16"
        case .exl3: "exl3"
        case .mlx4: "4bit"
        case .mlx8: "8bit"
        case .mlx6: "6bit"
        case .mlxBF16: "bf16"
        }
    }

    /// Bits that a weight takes in the file, with scales.
    var bits: Double {
        switch self {
        case .none, .mlxBF16: 16
        case .awq, .gptq, .w4a16, .mlx4: 4.5
        case .nvfp4, .mxfp4, .bnb, .exl3: 4.25
        case .fp8, .int8, .mlx8: 8.5
        case .mlx6: 6.5
        }
    }

    /// A tag that says it; empty where there is none.
    var tag: StaticString {
        switch self {
        case .none, .mlxBF16: ""
        case .awq: "awq"
        case .gptq: "gptq"
        case .fp8: "fp8"
        case .nvfp4: "nvfp4"
        case .mxfp4: "mxfp4"
        case .bnb: "bitsandbytes"
        case .int8, .mlx8: "8-bit"
        case .w4a16: "compressed-tensors"
        case .exl3: "exl3"
        case .mlx4: "4-bit"
        case .mlx6: "6-bit"
        }
    }

    /// The element type of most weights, as safetensors names it.
    var type: StaticString {
        switch self {
        case .none, .mlxBF16: "BF16"
        case .awq, .gptq, .w4a16: "I32"
        case .nvfp4, .mxfp4, .bnb: "U8"
        case .exl3: "I16"
        case .fp8: "F8_E4M3"
        case .int8: "I8"
        case .mlx4, .mlx8, .mlx6: "U32"
        }
    }
}

/// What stands of a model before its parents are looked at: enough to choose it as a parent.
struct ModelKind: Sendable {
    let relation: GeneratedRelation
    let format: GeneratedFormat
    /// A child of a child.
    let isDeep: Bool
    /// In the order of `HubFacts.tasks`.
    let task: Int
    let group: ModelGroup

    /// 0: may be the parent of a child that is not deep; 1: of a deep one; nil: of none.
    var generation: Int? {
        guard format == .safetensors || format == .diffusers || format == .loose else { return nil }
        switch relation {
        case .original: return 0
        case .finetune: return isDeep ? nil : 1
        case .quantized, .adapter, .merge: return nil
        }
    }
}

/// One made-up model. Everything in it follows from the seed and its place, and every facet agrees with the others: its name with
/// its parameters, its files with its tags, its parents with its name and licence.
struct GeneratedModel: Sendable {
    /// Place in the listing, newest change first. At or above the number of models: one that the hub does not hold.
    let index: Int
    /// Place by downloads, from 0.
    let rank: Int
    let kind: ModelKind
    /// 0: up to 2022; 1: 2023 and 2024; 2: later.
    var era = 2
    /// In `Families.all`.
    var family = 0
    var size = 0
    /// The model whose coined word the name bears besides its own; nil: the family's name.
    var brand: Int?
    var isBare = false
    var isTuned = false
    /// The owner, by popularity; nil: the coined word is the owner.
    var owner: Int?
    var isLower = false
    var isUnderscored = false
    /// The name ends with the one language that the card declares.
    var namesLanguage = false
    /// In `Extras.all`; 0: none.
    var extra = 0
    var packing = GeneratedPacking.none
    /// In `QuantizationSets`.
    var quantizations = 0
    /// Of the file that the name speaks of; nil: the name says GGUF only.
    var namedQuantization: Int?
    var parents: [[UInt8]] = []

    // The card.
    var hasCard = false
    var hasFrontMatter = false
    /// In `ModelMaker.licenses`; nil: none declared.
    var license: Int?
    var otherLicense = 0
    var languages: [Int] = []
    var datasets = 0
    var papers = 0
    var hasResults = false
    /// In `ModelMaker.libraries`; 0: none.
    var library = 0
    /// Tags to aim at in all.
    var tagGoal = 0
    /// Where random details of the text come from.
    var details: UInt64 = 0

    var isGated = false
    var showsParameters = false
    var downloads = 0
    var likes = 0
    var created: Int64 = 0
    var changed: Int64 = 0
    var storage: Int64 = 0
}
