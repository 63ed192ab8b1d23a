/// Families whose nominal sizes are off by a tenth or more, and totals that a name leaves out.
enum KnownSizes {
    /// By family and nominal millions: exact weights, from the safetensors totals that the hub lists.
    private static let exact: [String: [Int64: Int64]] = [
        "gemma": [2_000: 2_506_172_416, 7_000: 8_537_680_896],
        "gemma-1.1": [2_000: 2_506_172_416, 7_000: 8_537_680_896],
        "codegemma": [2_000: 2_506_172_416, 7_000: 8_537_680_896],
        "gemma-2": [2_000: 2_614_341_888],
        "recurrentgemma": [2_000: 2_682_862_080],
        "shieldgemma": [2_000: 2_614_341_888],
        "falcon-rw": [1_000: 1_311_625_216],
        "falcon3": [1_000: 1_669_408_768],
        "olmo": [1_000: 1_176_764_416],
        "olmo-2": [1_000: 1_484_916_736],
        "granite-3.0": [1_000: 1_334_628_352, 2_000: 2_633_889_792],
        "granite-3.1": [1_000: 1_334_628_352, 2_000: 2_533_531_648],
        "granite-3.2": [2_000: 2_533_531_648],
        "granite-3.3": [2_000: 2_533_531_648],
        "minicpm": [1_000: 1_361_000_000, 2_000: 2_724_880_896],
        "llama-3.2": [1_000: 1_235_814_400],
        "qwen1.5": [500: 619_570_176],
        "qwen2.5-vl": [3_000: 3_754_622_976, 7_000: 8_292_166_656],
        "qwen2": [1_500: 1_543_714_304],
        "qwen2.5": [1_500: 1_543_714_304],
        "gte-qwen2": [1_500: 1_776_088_064],
        "deepseek-r1-distill": [1_500: 1_777_088_000],
        "deepseek-vl": [1_300: 1_975_720_000],
        "voxtral-mini": [3_000: 4_676_000_000],
        "phi-3": [4_000: 3_821_079_552],
        "open_llama": [3_000: 3_426_473_600],
        "stablelm-2": [1_600: 1_644_515_328],
        "dolly": [3_000: 2_775_208_960],
    ]

    static func exact(family: String?, nominal: Int64) -> Int64? {
        guard let family, let sizes = exact[family] else { return nil }
        return sizes[nominal / 1_000_000]
    }

    /// Llama 4: 17 billion active of 16 or 128 experts.
    static func total(active: Int64, experts: Int64) -> Int64? {
        guard active == 17_000_000_000 else { return nil }
        return experts == 16 ? 108_641_793_536 : experts == 128 ? 400_713_424_896 : nil
    }

    /// Gemma's `E2B`: so many weights are at work, the embeddings of each layer come on top.
    static func total(family: String?, effective: Int64) -> Int64? {
        guard let family, family.hasPrefix("gemma-3n") else { return nil }
        return effective == 2_000_000_000 ? 5_439_438_272 : effective == 4_000_000_000 ? 7_849_978_192 : nil
    }
}

/// `8x7B`: experts share everything but their feed-forward layers.
struct ExpertMixture {
    let experts: Int64
    let each: Int64

    /// The share of weights in feed-forward layers, per mille, by the size of the dense model: 5.64 of 7.24 billion in Mistral 7B, 16.9 of
    /// 22.2 in that of Mixtral 8x22B, 5.64 of 8.03 in Llama 3 8B, 2.69 of 4.02 in Qwen3 4B, 8.5 of 13 in Llama 2 13B.
    private var share: Int64 {
        switch each / 100_000_000 {
        case ..<20: 720
        case ..<65: 670
        case ..<75: 780
        case ..<100: 700
        case ..<150: 680
        default: 760
        }
    }

    private var denseSize: Int64 { each == 7_000_000_000 ? 7_241_732_096 : each == 8_000_000_000 ? 8_030_261_248 : each }

    var total: Int64 { active(expertsPerToken: experts) }

    func active(expertsPerToken count: Int64) -> Int64 {
        let forward = denseSize / 1_000 * share
        return min(count, 1_024) * forward + denseSize - forward
    }
}
