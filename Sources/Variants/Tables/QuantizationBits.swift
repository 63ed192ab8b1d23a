/// Bits a weight takes on disk and in memory, scales included, over whole models.
public enum QuantizationBits {
    /// Measured: file size against the Q8_0 file of the same model, which has 8.5; the median of up to 881 models.
    private static let measured: [String: Double] = [
        "Q2_K": 3.35, "Q3_K_S": 3.48, "Q3_K_M": 3.89, "Q3_K_L": 4.26, "Q4_0": 4.53, "Q4_1": 5.09, "Q4_K_S": 4.56, "Q4_K_M": 4.83,
        "Q5_0": 5.52, "Q5_1": 6.03, "Q5_K_S": 5.52, "Q5_K_M": 5.67, "Q6_K": 6.56, "Q8_0": 8.5, "IQ2_XS": 2.4, "IQ2_XXS": 2.16,
    ]

    /// From llama.cpp's own table for an 8B model, and the block layouts of types it does not list.
    private static let documented: [String: Double] = [
        "IQ1_S": 2.0, "IQ1_M": 2.15, "IQ2_S": 2.74, "IQ2_M": 2.93, "IQ3_XXS": 3.25, "IQ3_XS": 3.5, "IQ3_S": 3.66, "IQ3_M": 3.76,
        "IQ4_XS": 4.46, "IQ4_NL": 4.68, "Q2_K_S": 2.99, "TQ1_0": 1.69, "TQ2_0": 2.06, "MXFP4": 4.25, "MXFP4_MOE": 4.4, "NVFP4": 4.5,
        "Q8_K_XL": 9.5, "F16": 16, "FP16": 16, "BF16": 16, "F32": 32, "FP32": 32,
    ]

    /// By element type as headers and configs write it.
    private static let elements: [String: Double] = [
        "f64": 64, "f32": 32, "f16": 16, "bf16": 16, "f8_e4m3": 8, "f8_e5m2": 8, "i8": 8, "u8": 8,
    ]

    /// Bits a weight of a label such as `Q4_K_M`, `UD-Q4_K_XL` or `int8`; nil for what is unknown.
    public static func perWeight(label: String) -> Double? {
        var upper = label.uppercased()
        if upper.hasPrefix("UD-") { upper.removeFirst(3) }
        if let found = measured[upper] ?? documented[upper] { return found }
        // Larger mixes of a type: an extra large embedding and output matrix.
        for suffix in ["_XL", "_L"] where upper.hasSuffix(suffix) {
            let stem = String(upper.dropLast(suffix.count))
            if let found = measured[stem + "_M"] ?? measured[stem] { return found + 0.15 }
        }
        return elements[label.lowercased()] ?? nominal(label).map(Double.init)
    }

    /// Bits a weight of a packing, where scales and unpacked embeddings add half a bit to what a format names.
    public static func perWeight(_ quantization: Quantization) -> Double? {
        if let label = quantization.label, let found = perWeight(label: label) { return found }
        guard let bits = quantization.bits ?? quantization.format.flatMap(QuantizationFormat.init)?.bits else { return nil }
        return quantization.format == "fp8" ? 8 : bits >= 16 ? Double(bits) : Double(bits) + 0.5
    }

    static func element(_ type: String) -> Double? { elements[type.lowercased()] }

    /// The number in a label: 4 of `Q4_K_M`, `IQ4_XS`, `int4`, `w4a16`. nil for those of whole floating-point types.
    public static func nominal(_ label: String) -> Int? {
        let upper = label.uppercased()
        if ["F16", "FP16", "BF16", "F32", "FP32", "F64"].contains(upper) { return nil }
        guard let digit = upper.utf8.first(where: NameText.isDigit) else { return nil }
        let bits = Int(digit - 0x30)
        return (1...8).contains(bits) ? bits : nil
    }
}
