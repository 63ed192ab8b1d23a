extension ModelWriter {
    /// The front matter as the Hub gives it. Absent where there is no README, empty where it has no front matter.
    func writeCard(_ model: GeneratedModel, free: Int, to out: inout PageBytes) {
        guard model.hasFrontMatter else { return }
        let family = Families.all[model.family].family
        out += ",\"cardData\":{"
        if let license = model.license {
            out += "\"license\":\""
            out += CardShares.licenses[license]
            out += "\","
            let other = CardShares.otherLicenses[model.otherLicense]
            if license == Self.other, !other.isEmpty {
                out += "\"license_name\":\""
                out += other
                out += "\",\"license_link\":\"LICENSE\","
            }
        }
        writeList("\"language\":", model.languages.map { CardShares.languages[$0] }, mayBeText: true, to: &out)
        writeList("\"base_model\":", model.parents, mayBeText: model.details & 1 == 0, to: &out)
        if model.kind.relation == .quantized, model.details & 12 == 0 { out += "\"base_model_relation\":\"quantized\"," }
        if model.kind.task > 0, model.details & 0x30 != 0 {
            out += "\"pipeline_tag\":\""
            out += Words.tasks[model.kind.task]
            out += "\","
        }
        if model.library > 0, model.details & 0xC0 != 0 {
            out += "\"library_name\":\""
            out += CardShares.libraries[model.library]
            out += "\","
        }
        writeList("\"datasets\":", (0..<model.datasets).map { Words.datasets[maker.dataset(of: model, $0)] }, mayBeText: false, to: &out)
        writeTags(model, free: free, to: &out)
        if model.hasResults {
            out += "\"model-index\":"
            writeResults(model, family, to: &out)
            out += ","
        }
        if out.bytes.last == UInt8(ascii: ",") { out.dropLast() }
        out += "}"
    }

    private static let other = HubFacts.licenses.firstIndex { $0.0 == "other" } ?? -1

    private func writeTags(_ model: GeneratedModel, free: Int, to out: inout PageBytes) {
        let start = out.bytes.count
        maker.forEachCardTag(of: model, free: free) { tag in
            out += out.bytes.count == start ? "\"tags\":[\"" : "\""
            out += tag
            out += "\","
        }
        guard out.bytes.count > start else { return }
        out.dropLast()
        out += "],"
    }

    /// A key with its colon, and the list, or its one text where the author wrote no list.
    private func writeList(_ key: StaticString, _ items: [[UInt8]], mayBeText: Bool, to out: inout PageBytes) {
        guard !items.isEmpty else { return }
        let isText = mayBeText && items.count == 1
        out += key
        if !isText { out += "[" }
        for item in items {
            out += "\""
            out += item
            out += "\","
        }
        if !isText {
            out.dropLast()
            out += "],"
        }
    }

    /// Results of an evaluation as authors declare them, up to three.
    func writeResults(_ model: GeneratedModel, _ family: Family, to out: inout PageBytes) {
        let trials = Self.trials[model.kind.group.rawValue]
        out += "[{\"name\":\""
        maker.writeStem(of: model, to: &out)
        out += "\",\"results\":["
        var random = SplitMix(state: model.details ^ 0xE7A1)
        let first = random.below(trials.count)
        for place in 0..<(1 + random.below(min(3, trials.count))) {
            let trial = trials[(first + place) % trials.count]
            if place > 0 { out += "," }
            out += "{\"task\":{\"type\":\""
            out += model.kind.task > 0 ? Words.tasks[model.kind.task] : trial.task
            out += "\"},\"dataset\":{\"name\":\""
            out += trial.dataset.own
            out += "\",\"type\":\""
            out += trial.dataset.lower
            out += "\"},\"metrics\":[{\"type\":\""
            out += trial.metric
            out += "\",\"value\":"
            // Between the trial's bounds, in hundredths.
            let value = trial.low + random.below(max(1, trial.high - trial.low))
            out += Int64(value / 100)
            out += "."
            out.append(value % 100, width: 2)
            out += random.below(10) == 0 ? ",\"verified\":true}]}" : ",\"verified\":false}]}"
        }
        out += "]}]"
    }

    private struct Trial: Sendable {
        let task: [UInt8]
        let dataset: Spelling
        let metric: [UInt8]
        let low: Int
        let high: Int

        /// Bounds in hundredths.
        init(_ task: String, _ dataset: String, _ metric: String, _ range: Range<Int>) {
            self.task = Array(task.utf8)
            self.dataset = Spelling(dataset)
            self.metric = Array(metric.utf8)
            (low, high) = (range.lowerBound, range.upperBound)
        }
    }

    /// By group.
    private static let trials: [[Trial]] = ModelGroup.allCases.map { group in
        switch group {
        case .language:
            [
                Trial("text-generation", "IFEval", "acc", 1_500..<9_000), Trial("text-generation", "MMLU-Pro", "acc", 1_000..<8_500),
                Trial("text-generation", "GSM8K", "exact_match", 500..<9_700), Trial("text-generation", "HumanEval", "pass@1", 500..<9_500),
            ]
        case .vision:
            [Trial("image-text-to-text", "MMMU", "acc", 2_500..<8_500), Trial("image-text-to-text", "DocVQA", "anls", 5_000..<9_700)]
        case .encoder:
            [
                Trial("text-classification", "IMDB", "accuracy", 70..<98), Trial("text-classification", "GLUE", "accuracy", 60..<97),
                Trial("token-classification", "CoNLL2003", "f1", 70..<97),
            ]
        case .translator: [Trial("translation", "WMT16", "bleu", 800..<4_200), Trial("summarization", "XSum", "rouge", 1_500..<4_700)]
        case .embedding:
            [
                Trial("sentence-similarity", "STSBenchmark", "cos_sim_pearson", 6_000..<9_000),
                Trial("feature-extraction", "SciFact", "ndcg_at_10", 4_000..<8_000),
            ]
        case .speech: [Trial("automatic-speech-recognition", "Common_Voice_17_0", "wer", 400..<7_000)]
        case .voice: [Trial("text-to-speech", "LibriTTS", "mos", 250..<460)]
        case .picture: [Trial("text-to-image", "COCO", "fid", 500..<4_000)]
        case .sight:
            [Trial("image-classification", "ImageNet-1k", "accuracy", 60..<97), Trial("object-detection", "COCO", "map", 2_000..<6_000)]
        case .agent: [Trial("reinforcement-learning", "LunarLander-v2", "mean_reward", 5_000..<29_000)]
        case .robot: [Trial("robotics", "LIBERO", "success_rate", 2_000..<9_700)]
        case .other: [Trial("tabular-classification", "Adult", "accuracy", 70..<92)]
        }
    }
}
