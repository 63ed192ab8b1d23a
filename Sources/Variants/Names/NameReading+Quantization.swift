extension NameReading {
    /// Format, bits and label of the last packing that the name speaks of.
    mutating func readQuantization() {
        var format: QuantizationFormat?
        var bits: (value: Double, notation: NameToken.Notation, index: Int)?
        var precision: Int?
        for (index, token) in tokens.enumerated() {
            switch token.word {
            case .format(let found): if found.finality > (format?.finality ?? -1) { format = found }
            case .ov where isOpenVINO(index): format = .openvino
            case .precision: precision = index
            default: break
            }
            if text.isWord(index, "nf4") {
                bits = (4, .integer, index)
                format = format ?? .bnb
            }
            if text.isWord(index, "auto"), text.isWord(index + 1, "round"), format == nil { format = .autoround }
            if case .bits(let value, let notation) = token.quantity { bits = (value, notation, index) }
            if case .number(let number) = token.quantity, text.isWord(index + 1, "bit") || text.isWord(index + 1, "bits"),
                number.value >= 1, number.value <= 16
            {
                bits = (number.value, .plain, index)
            }
        }
        if format == nil || format == .fp8 || format == .mlx, text.nameStart > 0, precision != nil || bits != nil || format != nil {
            format = FamilyTable.formatByOwner.value(of: text.lower, 0, text.ownerEnd) ?? format
        }
        if format == nil, bits?.notation == .weightsAndActivations { format = .compressedTensors }
        let label = lastGGUFLabel(format)
        var quantization = Quantization(format: (format ?? (label == nil ? nil : .gguf))?.rawValue)
        if let label {
            quantization.bits = label.bits
            quantization.label = label.text
        } else if format != .gguf, format != .ggml {
            quantization.bits = format?.bits
            if let bits, bits.value < 16 {
                quantization.bits = Int(bits.value.rounded())
                let token = tokens[bits.index]
                if bits.notation != .plain { quantization.label = written(token.start, token.end) }
            } else if let precision, format == nil || format == .mlx || format == .onnx || format == .openvino || format == .coreml {
                quantization.label = written(tokens[precision].start, tokens[precision].end)
            }
        }
        if quantization != Quantization() { variant.quantization = named(quantization) }
    }

    /// `-ov` at the end is an OpenVINO export, except in names of LLaVA-OneVision.
    private func isOpenVINO(_ index: Int) -> Bool {
        guard index == tokens.count - 1, index > 0 else { return false }
        for token in tokens.indices where text.starts(token, with: "onevision") || text.isWord(token, "llava") { return false }
        return true
    }

    /// The last of `Q4_K_M`, `IQ3_XXS`, `MXFP4_MOE`, in upper case. Alone, `Q8` says as much only beside a format that has such labels:
    /// `Q3-32B` is a model of Qwen's third generation.
    private mutating func lastGGUFLabel(_ format: QuantizationFormat?) -> (text: String, bits: Int)? {
        var found: (String, Int)?
        for index in tokens.indices {
            if format == .gguf, text.isWord(index, "mxfp4"), text.isWord(index + 1, "moe") { found = ("MXFP4_MOE", 4) }
            guard let parsed = QuantizationLabel.parse(text, tokens, at: index) else { continue }
            if parsed.isWhole || format == .gguf || format == .mlx || format == .ggml || format == .onnx {
                found = (parsed.text, parsed.bits)
                for part in index..<parsed.end { tokens[part].isLabel = true }
            }
        }
        return found
    }
}
