public import JSONReading

/// `model-index` of a front matter as rows.
///
/// The form is that of Hugging Face's card specification (huggingface/hub-docs, `modelcard.md`): models with results, each with a task, a
/// data set and metrics. Cards write text where a mapping is meant, and one where a list is: both are read. Any value gives rows or none.
public struct ModelIndex: Sendable, Hashable {
    /// What is kept.
    public struct Limits: Sendable, Hashable {
        /// Embedding models list a thousand results with several metrics each.
        public var rows = 10_000
        /// Bytes of one text, also of a value that is a list.
        public var text = 256
        /// Members of a metric that is a mapping.
        public var members = 32

        public init() {}
    }

    public let rows: [EvaluationResult]
    /// Whether there were more rows than `Limits.rows`.
    public let isCut: Bool

    /// No front matter, or none with a `model-index`, has no rows.
    public init(of frontMatter: FrontMatter?, limits: Limits = Limits()) {
        var reader = Reader(limits: limits)
        if let index = frontMatter?["model-index"] { reader.read(index) }
        rows = reader.rows
        isCut = reader.isCut
    }

    /// The `model-index` of front matter that a hub parsed: JSON of an object.
    public init(ofJSON frontMatter: JSONValue, limits: Limits = Limits()) {
        var reader = Reader(limits: limits)
        if let index = frontMatter["model-index"] { reader.read(CardValue(index)) }
        rows = reader.rows
        isCut = reader.isCut
    }

    private struct Reader {
        let limits: Limits
        var rows: [EvaluationResult] = []
        var isCut = false

        mutating func read(_ index: CardValue) {
            for model in index.listed {
                for result in model["results"]?.listed ?? [] {
                    let row = base(of: result)
                    for metric in (result["metrics"] ?? result["metric"])?.listed ?? [] {
                        guard !isCut else { return }
                        add(metric, to: row)
                    }
                }
            }
        }

        private func base(of result: CardValue) -> EvaluationResult {
            let nothing = EvaluationResult.Value(text: "", limit: 0)
            let (task, dataset, source) = (result["task"], result["dataset"], result["source"])
            var row = EvaluationResult(value: nothing)
            row.task = text(task?["type"] ?? task)
            row.taskName = text(task?["name"])
            row.dataset = text(dataset?["type"] ?? dataset)
            row.datasetName = text(dataset?["name"])
            row.config = text(dataset?["config"])
            row.split = text(dataset?["split"])
            row.revision = text(dataset?["revision"])
            row.sourceName = text(source?["name"])
            row.sourceURL = text(source?["url"] ?? source)
            return row
        }

        private mutating func add(_ metric: CardValue, to base: EvaluationResult) {
            guard let value = metric["value"], value != .null else { return }
            var row = base
            row.metric = text(metric["type"])
            row.metricName = text(metric["name"])
            row.config = row.config ?? text(metric["config"])
            row.claimsVerified = metric["verified"] == .bool(true)
            guard case .map(let members) = value else {
                row.value = EvaluationResult.Value(value, limit: limits.text)
                return append(row)
            }
            for member in members.prefix(limits.members) {
                row.metric = [text(metric["type"]), member.key].compactMap { $0 }.joined(separator: ".").cut(to: limits.text)
                row.value = EvaluationResult.Value(member.value, limit: limits.text)
                append(row)
            }
        }

        private mutating func append(_ row: EvaluationResult) {
            if rows.count < limits.rows { rows.append(row) } else { isCut = true }
        }

        private func text(_ value: CardValue?) -> String? {
            guard let text = value?.scalarText?.cut(to: limits.text), !text.isEmpty else { return nil }
            return text
        }
    }
}
