/// How ggml packs elements: blocks of so many, in so many bytes (ggml's `ggml_type` and its type traits).
struct GGMLType {
    let name: String
    let blockElements: Int64
    let blockBytes: Int64

    init(_ name: String, _ blockElements: Int64, _ blockBytes: Int64) {
        self.name = name
        self.blockElements = blockElements
        self.blockBytes = blockBytes
    }

    static let all: [UInt32: GGMLType] = [
        0: GGMLType("f32", 1, 4), 1: GGMLType("f16", 1, 2), 2: GGMLType("q4_0", 32, 18), 3: GGMLType("q4_1", 32, 20),
        6: GGMLType("q5_0", 32, 22), 7: GGMLType("q5_1", 32, 24), 8: GGMLType("q8_0", 32, 34), 9: GGMLType("q8_1", 32, 36),
        10: GGMLType("q2_k", 256, 84), 11: GGMLType("q3_k", 256, 110), 12: GGMLType("q4_k", 256, 144), 13: GGMLType("q5_k", 256, 176),
        14: GGMLType("q6_k", 256, 210), 15: GGMLType("q8_k", 256, 292), 16: GGMLType("iq2_xxs", 256, 66), 17: GGMLType("iq2_xs", 256, 74),
        18: GGMLType("iq3_xxs", 256, 98), 19: GGMLType("iq1_s", 256, 50), 20: GGMLType("iq4_nl", 32, 18), 21: GGMLType("iq3_s", 256, 110),
        22: GGMLType("iq2_s", 256, 82), 23: GGMLType("iq4_xs", 256, 136), 24: GGMLType("i8", 1, 1), 25: GGMLType("i16", 1, 2),
        26: GGMLType("i32", 1, 4), 27: GGMLType("i64", 1, 8), 28: GGMLType("f64", 1, 8), 29: GGMLType("iq1_m", 256, 56),
        30: GGMLType("bf16", 1, 2), 31: GGMLType("q4_0_4_4", 32, 18), 32: GGMLType("q4_0_4_8", 32, 18), 33: GGMLType("q4_0_8_8", 32, 18),
        34: GGMLType("tq1_0", 256, 54), 35: GGMLType("tq2_0", 256, 66), 39: GGMLType("mxfp4", 32, 17),
        40: GGMLType("nvfp4", 64, 36),
    ]

    /// `general.file_type`: what most of the tensors are packed as, by the name its users know (llama.cpp's `llama_ftype`).
    static let fileTypes: [Int64: String] = [
        0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L",
        14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS",
        23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M",
        32: "BF16", 33: "Q4_0_4_4", 34: "Q4_0_4_8", 35: "Q4_0_8_8", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4_MOE", 39: "NVFP4",
    ]
}
