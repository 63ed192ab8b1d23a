extension VariantReader {
    /// Header, config, files, name, tags: what was measured, then what loads the weights, then what is on the shelf, then what people say.
    /// Of the first that names a format, what is missing is filled in from the others that agree on it. A repository of many GGUF
    /// quantizations has a format and no label: its `WeightSets` have them.
    var quantization: Sourced<Quantization>? {
        var sources: [Sourced<Quantization>] = []
        if let header = papers.header, header.format == .gguf {
            sources.append(Sourced(Self.gguf(label: header.quantizationLabel), from: .header))
        }
        if let config = papers.config?.quantization { sources.append(Sourced(config, from: .config)) }
        if let files = filesQuantization { sources.append(Sourced(files, from: .files)) }
        if let found = name.quantization { sources.append(found) }
        if let tags = tagQuantization { sources.append(Sourced(tags, from: .tag)) }
        guard let first = sources.first(where: { $0.value.format != nil }) ?? sources.first else { return nil }
        var merged = first.value
        if ggufLabels.count > 1 {
            merged.bits = nil
            merged.label = nil
            return Sourced(merged, from: first.source)
        }
        for other in sources where other.value.format == nil || other.value.format == merged.format {
            merged.bits = merged.bits ?? other.value.bits
            merged.label = merged.label ?? other.value.label
        }
        return Sourced(merged, from: first.source)
    }

    private static func gguf(label: String?) -> Quantization {
        Quantization(format: "gguf", bits: label.flatMap(QuantizationBits.nominal), label: label)
    }

    private var ggufLabels: Set<String> {
        Set(sets.alternatives.lazy.filter { $0.format == .gguf }.compactMap(\.label))
    }

    /// A repository is a GGUF repository where it has no other weights to load.
    private var filesQuantization: Quantization? {
        let formats = Set(sets.alternatives.map(\.format))
        guard formats.contains(.gguf), formats.isDisjoint(with: [.safetensors, .pytorch, .flax, .tensorflow]) else { return nil }
        let labels = ggufLabels
        return Self.gguf(label: labels.count == 1 ? labels.first : nil)
    }

    private var tagQuantization: Quantization? {
        var found = Quantization()
        var finality = -1
        for tag in papers.tags {
            let lower = tag.lowercased()
            switch lower {
            case "4-bit", "4bit", "int4": found.bits = 4
            case "8-bit", "8bit", "int8": found.bits = 8
            case "bitsandbytes": if finality < 6 { (found.format, finality) = ("bnb", 6) }
            default:
                // A tag `onnx` or `coreml` only says that such files are there as well.
                guard let format = QuantizationFormat(rawValue: lower), format.finality > finality,
                    ![.onnx, .coreml, .openvino, .tflite, .tensorrt].contains(format)
                else { continue }
                (found.format, finality) = (format.rawValue, format.finality)
            }
        }
        if found.format == "gguf" { found.bits = nil }
        return found == Quantization() ? nil : found
    }

    /// Files, card, tags, name. An adapter's repository holds `adapter_…` files and no weights of its own.
    var artifact: Sourced<Artifact>? {
        let isAdapterOnly = sets.adapters.isEmpty == false && sets.alternatives.isEmpty
        if isAdapterOnly { return Sourced(.adapter, from: .files) }
        switch papers.card.baseModelRelation?.lowercased() {
        case "adapter": return Sourced(.adapter, from: .card)
        case "merge": return Sourced(.merge, from: .card)
        default: break
        }
        if papers.card.libraryName?.lowercased() == "peft" { return Sourced(.adapter, from: .card) }
        if papers.listing.libraryName?.lowercased() == "peft" { return Sourced(.adapter, from: .listing) }
        for tag in papers.tags {
            if tag.hasPrefix("base_model:adapter:") { return Sourced(.adapter, from: .tag) }
            if tag.hasPrefix("base_model:merge:") || tag == "mergekit" || tag == "merge" { return Sourced(.merge, from: .tag) }
        }
        if let found = name.artifact { return found }
        if papers.tags.contains("lora") { return Sourced(.adapter, from: .tag) }
        return sets.alternatives.isEmpty ? nil : Sourced(.full, from: .files)
    }
}
