extension ModelMaker {
    /// Visits each file's name, with its size where it holds weights.
    ///
    /// Sizes follow from parameters and bits, as the names say both.
    func forEachFile(of model: GeneratedModel, _ visit: (_ name: FileName, _ size: Int64) -> Void) {
        visit(.plain(".gitattributes"), 0)
        if model.hasCard { visit(.plain("README.md"), 0) }
        let family = Families.all[model.family].family
        let parameters = Double(family.sizes[model.size].parameters)
        switch (model.kind.format, model.kind.relation) {
        case (.empty, _): break
        case (.gguf, _):
            for place in quantizationSets.sets[model.quantizations] {
                visitShards(Int64(parameters * QuantizationSets.bits(place) / 8), each: 45_000_000_000) { part, parts, size in
                    visit(.quantized(place, part: part, of: parts), size)
                }
            }
            if model.kind.group == .vision { visit(.plain("mmproj-F16.gguf"), 878_000_000) }
        case (_, .adapter):
            visit(.plain("adapter_config.json"), 0)
            visit(.plain("adapter_model.safetensors"), adapterSize(of: model))
            if model.details & 1 == 0 { Self.tokenizer.forEach { visit(.plain($0), 0) } }
            if model.details & 6 == 0 { visit(.plain("training_args.bin"), 5_624) }
        case (.diffusers, _): visitPipeline(parameters, visit)
        case (.onnx, _):
            visit(.plain("config.json"), 0)
            Self.tokenizer.forEach { visit(.plain($0), 0) }
            visit(.plain("onnx/model.onnx"), Int64(parameters * 4))
            visit(.plain("onnx/model_quantized.onnx"), Int64(parameters))
        case (.loose, _): visitLoose(model, family, visit)
        case (.safetensors, _), (.mlx, _):
            visitModel(model, family, visit)
        }
        if keepsCheckpoints(model) { visitCheckpoints(of: model, family, visit) }
    }

    private func visitModel(_ model: GeneratedModel, _ family: Family, _ visit: (FileName, Int64) -> Void) {
        let parameters = Double(family.sizes[model.size].parameters)
        visit(.plain("config.json"), 0)
        if family.group.converses { visit(.plain("generation_config.json"), 0) }
        if family.group.rawValue < ModelGroup.speech.rawValue { Self.tokenizer.forEach { visit(.plain($0), 0) } }
        if family.group == .speech || family.group == .vision || family.group == .sight { visit(.plain("preprocessor_config.json"), 0) }
        let size = Int64(parameters * bits(of: model, family) / 8)
        var isSharded = false
        visitShards(size, each: 5_000_000_000) { part, parts, size in
            isSharded = parts > 1
            visit(parts > 1 ? .shard(part, of: parts) : .plain("model.safetensors"), size)
        }
        if isSharded { visit(.plain("model.safetensors.index.json"), 0) }
        if model.details & 15 == 0, model.kind.relation == .finetune { visit(.plain("training_args.bin"), 5_624) }
    }

    /// Trainers push what they need to go on: of each step a folder of its own.
    private func keepsCheckpoints(_ model: GeneratedModel) -> Bool {
        (model.kind.relation == .finetune || model.kind.relation == .adapter) && model.kind.format == .safetensors
            && model.details & 0xF00000 == 0
    }

    private func visitCheckpoints(of model: GeneratedModel, _ family: Family, _ visit: (FileName, Int64) -> Void) {
        let isAdapter = model.kind.relation == .adapter
        let size = isAdapter ? adapterSize(of: model) : Int64(Double(family.sizes[model.size].parameters) * bits(of: model, family) / 8)
        for step in 1...(2 + Int(model.details >> 28 & 7)) {
            visit(.checkpoint(step * 500, isAdapter ? "adapter_config.json" : "config.json"), 0)
            visit(.checkpoint(step * 500, isAdapter ? "adapter_model.safetensors" : "model.safetensors"), size)
            visit(.checkpoint(step * 500, "optimizer.pt"), size * 2)
            visit(.checkpoint(step * 500, "rng_state.pth"), 14_244)
            visit(.checkpoint(step * 500, "scheduler.pt"), 1_064)
            for name in Self.trainer { visit(.checkpoint(step * 500, name), 0) }
            visit(.checkpoint(step * 500, "training_args.bin"), 5_624)
        }
    }

    private static let trainer: [StaticString] = [
        "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "trainer_state.json",
    ]

    /// Bytes of all files with weights.
    func storage(of model: GeneratedModel) -> Int64 {
        var sum: Int64 = 0
        forEachFile(of: model) { _, size in sum += size }
        return sum
    }

    /// Of one weight. Small models are kept as they were trained, in 32 bits.
    func bits(of model: GeneratedModel, _ family: Family) -> Double {
        if model.packing != .none { return model.packing.bits }
        return family.group.converses || family.sizes[model.size].parameters > 1_000_000_000 ? 16 : 32
    }

    /// Low-rank matrices: about half a percent of the weights, in 32 bits.
    func adapterSize(of model: GeneratedModel) -> Int64 {
        let parameters = Families.all[model.family].family.sizes[model.size].parameters
        return max(200_000, (parameters / 50) >> Int64(model.details >> 8 & 3)) + 40_000
    }

    private static let tokenizer: [StaticString] = [
        "added_tokens.json", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.json",
    ]

    private func visitShards(_ size: Int64, each: Int64, _ visit: (_ part: Int, _ parts: Int, _ size: Int64) -> Void) {
        let parts = Int(size / each) + 1
        for part in 1...parts { visit(part, parts, size / Int64(parts)) }
    }

    private func visitPipeline(_ parameters: Double, _ visit: (FileName, Int64) -> Void) {
        visit(.plain("model_index.json"), 0)
        visit(.plain("scheduler/scheduler_config.json"), 0)
        visit(.plain("text_encoder/config.json"), 0)
        visit(.plain("text_encoder/model.safetensors"), 492_265_168)
        visit(.plain("tokenizer/merges.txt"), 0)
        visit(.plain("tokenizer/special_tokens_map.json"), 0)
        visit(.plain("tokenizer/tokenizer_config.json"), 0)
        visit(.plain("tokenizer/vocab.json"), 0)
        visit(.plain("unet/config.json"), 0)
        visit(.plain("unet/diffusion_pytorch_model.safetensors"), Int64(parameters * 2))
        visit(.plain("vae/config.json"), 0)
        visit(.plain("vae/diffusion_pytorch_model.safetensors"), 167_335_342)
    }

    private func visitLoose(_ model: GeneratedModel, _ family: Family, _ visit: (FileName, Int64) -> Void) {
        switch family.group {
        case .agent:
            visit(.plain("config.json"), 0)
            visit(.plain("policy.zip"), Int64(140_000 + model.details & 0xFFFF))
            visit(.plain("replay.mp4"), Int64(200_000 + model.details & 0xFFFFF))
            visit(.plain("results.json"), 0)
        case .other: visit(.plain("model.pkl"), Int64(20_000 + model.details & 0xF_FFFF))
        default:
            // Checkpoints of any length: half of them are small tries.
            let size =
                model.isBare
                ? Self.looseSizes.value(at: Double(model.details >> 40) / 16_777_216)
                : Double(family.sizes[model.size].parameters) * 4
            if model.library == 1 {
                visit(.plain("config.json"), 0)
                Self.tokenizer.forEach { visit(.plain($0), 0) }
                visit(.plain("pytorch_model.bin"), Int64(size))
            } else {
                visit(.plain(model.details & 1 == 0 ? "model.pt" : "checkpoint.pth"), Int64(size))
            }
        }
    }

    private static let looseSizes = Quantiles(
        [(0, 1_000), (0.25, 100_000), (0.5, 30_000_000), (0.8, 3e9), (0.95, 4e10), (1, 4e11)], isGeometric: true)
}

/// The name of a file of a generated repository.
enum FileName: Sendable {
    case plain(StaticString)
    /// A place in `HubFacts.quantizations`; the name begins with the model's.
    case quantized(Int, part: Int, of: Int)
    case shard(Int, of: Int)
    /// A file in the folder of a step.
    case checkpoint(Int, StaticString)
}

extension ModelMaker {
    /// `stem` is what `writeStem` writes.
    func write(_ name: FileName, stem: [UInt8], to out: inout PageBytes) {
        switch name {
        case .plain(let text): out += text
        case .quantized(let place, let part, let parts):
            out += stem
            out.append(UInt8(ascii: "-"))
            out += QuantizationSets.labels[place]
            if parts > 1 { writePart(part, of: parts, to: &out) }
            out += ".gguf"
        case .checkpoint(let step, let text):
            out += "checkpoint-"
            out += Int64(step)
            out += "/"
            out += text
        case .shard(let part, let parts):
            out += "model"
            writePart(part, of: parts, to: &out)
            out += ".safetensors"
        }
    }

    private func writePart(_ part: Int, of parts: Int, to out: inout PageBytes) {
        out.append(UInt8(ascii: "-"))
        out.append(part, width: 5)
        out += "-of-"
        out.append(parts, width: 5)
    }
}
