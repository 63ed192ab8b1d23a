extension ModelMaker {
    /// Owner, slash and name. Every id has the model's coined word in it, as its owner or in its name.
    func writeID(of model: GeneratedModel, to out: inout PageBytes) {
        writeOwner(of: model, to: &out)
        out.append(UInt8(ascii: "/"))
        writeName(of: model, to: &out)
    }

    func writeOwner(of model: GeneratedModel, to out: inout PageBytes) {
        if let owner = model.owner {
            Owners.write(owner, to: &out)
        } else {
            CoinedWord.write(model.index, isLower: model.isLower, to: &out)
        }
    }

    func writeName(of model: GeneratedModel, to out: inout PageBytes) {
        writeStem(of: model, to: &out)
        switch model.kind.format {
        case .gguf:
            if let named = model.namedQuantization {
                out.append(UInt8(ascii: "-"))
                out += QuantizationSets.labels[named]
            } else if model.details & 7 == 0 {
                out += "-i1"
            }
            out += model.details & 0x70 == 0 ? "-gguf" : "-GGUF"
        case .mlx:
            if model.details & 1 == 0 { out += "-mlx" }
            out.append(UInt8(ascii: "-"))
            out += model.packing.label
        case .onnx: out += "-ONNX"
        case .safetensors where model.packing != .none:
            out.append(UInt8(ascii: "-"))
            out += model.packing.label
        default: break
        }
    }

    /// The name without what says how the weights are packed; files bear it.
    func writeStem(of model: GeneratedModel, to out: inout PageBytes) {
        let family = Families.all[model.family].family
        let separator = UInt8(ascii: model.isUnderscored ? "_" : "-")
        if let brand = model.brand {
            CoinedWord.write(brand, isLower: model.isLower, to: &out)
        } else {
            out += family.label.bytes(isLower: model.isLower)
        }
        if !model.isBare {
            let size = family.sizes[model.size].label.bytes(isLower: model.isLower)
            if !size.isEmpty {
                out.append(separator)
                out += size
            }
            if model.isTuned {
                out.append(separator)
                out += family.tuned
            }
        }
        if model.owner != nil, model.brand != model.index {
            out.append(separator)
            CoinedWord.write(model.index, isLower: model.isLower, to: &out)
        }
        if model.extra > 0 {
            let text = Extras.all[model.extra].text.bytes(isLower: model.isLower)
            out.append(separator)
            out += text
        }
        if model.namesLanguage {
            out.append(separator)
            out += CardShares.languages[model.languages[0]]
        }
        if model.kind.relation == .adapter, model.details & 3 == 0 {
            out.append(separator)
            out += "lora"
        }
        if model.kind.relation == .merge, model.details & 1 == 0 {
            out.append(separator)
            out += "slerp"
        }
    }
}
