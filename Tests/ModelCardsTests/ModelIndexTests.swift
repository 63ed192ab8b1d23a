import ModelCards
import Testing

@Suite struct ModelIndexTests {
    private func index(_ yaml: String, _ change: (inout ModelIndex.Limits) -> Void = { _ in }) -> ModelIndex {
        var limits = ModelIndex.Limits()
        change(&limits)
        return ModelIndex(of: ModelCard(parsing: Array("---\n\(yaml)\n---\n".utf8)).frontMatter, limits: limits)
    }

    private func value(_ yaml: String) -> EvaluationResult.Value? {
        index("model-index: [{name: m, results: [{metrics: [{type: acc, value: \(yaml)}]}]}]").rows.first?.value
    }

    @Test("a result is a row for each metric, with task, data set and source")
    func rows() throws {
        let index = index(
            """
            model-index:
            - name: m
              results:
              - task: {type: text-classification, name: Sentiment}
                dataset: {type: imdb, name: IMDb, config: plain, split: test, revision: abc1}
                metrics:
                - {type: accuracy, value: 0.93, name: Accuracy, verified: true, verifyToken: x}
                - {type: f1, value: '92.1%'}
                source: {name: Board, url: 'https://x.org'}
            """)
        #expect(!index.isCut)
        #expect(index.rows.count == 2)
        let first = try #require(index.rows.first)
        #expect(first.task == "text-classification" && first.taskName == "Sentiment")
        #expect(first.dataset == "imdb" && first.datasetName == "IMDb" && first.config == "plain")
        #expect(first.split == "test" && first.revision == "abc1")
        #expect(first.metric == "accuracy" && first.metricName == "Accuracy" && first.claimsVerified)
        #expect(first.sourceName == "Board" && first.sourceURL == "https://x.org")
        #expect(first.value.number == 0.93 && !first.value.isPercent)
        #expect(index.rows[1].value.number == 92.1 && index.rows[1].value.isPercent && !index.rows[1].claimsVerified)
    }

    @Test(
        "numbers are read as people write them",
        arguments: [
            ("0.91", 0.91), ("'0.91'", 0.91), ("91", 91), ("'91.2%'", 91.2), ("'91,2'", 91.2), ("'91,25 %'", 91.25), ("1.5e-3", 0.0015),
            ("'-0.5'", -0.5), ("'91.2 ± 0.3'", 91.2), ("'91+/-2'", 91), ("'0.9 (0.1)'", 0.9), ("'~ 3.4'", 3.4), ("[0.5]", 0.5),
            ("' 7 '", 7),
        ])
    func numbers(yaml: String, number: Double) { #expect(value(yaml)?.number == number) }

    @Test(
        "what is no number, or could be two, is kept as text",
        arguments: [
            "n/a", "'1,234'", "12/15", "inf", ".nan", "nan", "1e999", "'1.2.3'", "'5 points'", "0x10", "true", "[1, 2]", "''", "'%'",
            "'--'",
            "'1,2,3'", "+", "'e'",
        ])
    func noNumbers(yaml: String) throws {
        let value = try #require(self.value(yaml))
        #expect(value.number == nil)
        #expect(!value.isPercent)
    }

    @Test("a value that is a mapping gives a row for each member, and one that is missing gives none")
    func members() {
        #expect(value("{}") == nil)
        #expect(value("null") == nil)
        let index = index("model-index: [{results: [{metrics: [{type: rouge, value: {rouge1: 40.1, rouge2: 'x', deep: {a: 1}}}]}]}]")
        #expect(index.rows.map(\.metric) == ["rouge.rouge1", "rouge.rouge2", "rouge.deep"])
        #expect(index.rows.map(\.value.number) == [40.1, nil, nil])
        #expect(index.rows[2].value.text == #"{"a":1}"#)
    }

    @Test(
        "any shape gives rows or none",
        arguments: [
            ("model-index: x", 0), ("model-index:", 0), ("model-index: []", 0), ("model-index: [[[]]]", 0),
            ("model-index: {results: 5}", 0),
            ("model-index: [1, true, {results: [1, {metrics: x}]}]", 0), ("model-index: {results: {metrics: {value: 1}}}", 1),
            ("model-index: [{results: [{task: ner, dataset: conll, metrics: [{type: f1, value: 1}]}]}]", 1), ("license: mit", 0),
            ("model-index: [{results: [{task: [a], dataset: {type: {x: 1}}, source: [], metrics: [{type: [f1], value: 1}]}]}]", 1),
        ])
    func shapes(yaml: String, count: Int) { #expect(index(yaml).rows.count == count) }

    @Test("a task or data set written as text is one")
    func texts() throws {
        let row = try #require(index("model-index: [{results: [{task: ner, dataset: conll, metrics: [{type: f1, value: 1}]}]}]").rows.first)
        #expect(row.task == "ner" && row.dataset == "conll" && row.taskName == nil)
    }

    @Test("the bounds hold: rows, texts, members")
    func bounds() {
        let metric = "{type: \(String(repeating: "é", count: 500)), value: [\(Array(repeating: "1.5", count: 500).joined(separator: ","))]}"
        let yaml = "model-index: [{results: [{metrics: [\(Array(repeating: metric, count: 9).joined(separator: ","))]}]}]"
        let index = index(yaml) { $0.rows = 5 }
        #expect(index.rows.count == 5)
        #expect(index.isCut)
        #expect(index.rows.allSatisfy { $0.metric?.utf8.count == 256 && $0.value.text.utf8.count <= 256 })
        let members = (0..<100).map { "k\($0): 1" }.joined(separator: ", ")
        #expect(self.index("model-index: [{results: [{metrics: [{value: {\(members)}}]}]}]").rows.count == 32)
    }
}
