import Search
import Testing
import Vocabulary

@Suite struct SearchParametersTests {
    private func query(_ text: String) throws -> SearchQuery {
        let table = SearchParameters.filters + [SearchParameters.sort, SearchParameters.limit, SearchParameters.offset]
        return try SearchQuery(ParameterReader(QueryItems(text).pairs, table: table), names: names)
    }

    private var names: SpokenNames {
        SpokenNames(
            scenarios: ["product": "product", "sell": "product"], task: { $0 == "ner" ? "token-classification" : nil },
            language: { $0 == "german" ? "de" : nil })
    }

    @Test("tasks and languages are understood by the names that people and hubs have for them")
    func spoken() throws {
        #expect(try query("task=ner&task=own&language=german").values == [.task: ["token-classification", "own"], .language: ["de"]])
    }

    @Test("every parameter becomes its part of the query")
    func parts() throws {
        let query = try query(
            "q=a+b&task=x&task=y&license=mit&scenario=SELL&min_params=1.5B&max_params=3B&max_size=1GiB&fits=24GiB&context=4k&quant=Q4"
                + "&weights_format=gguf&language=de&library=l&hub=h&author=o&tuning=chat&artifact=full&family=f&base=a%2Fb&relation=merge"
                + "&originals=true&evaluation=squad:f1:0.5&gated=auto&mirrored=yes&vanished=1&tag=s&tag=t&since=2026-01-31&sort=likes&limit=7&offset=3"
        )
        #expect(query.text == "a b")
        #expect(
            query.values == [
                .task: ["x", "y"], .licenseName: ["mit"], .quantization: ["Q4"], .format: ["gguf"], .language: ["de"], .library: ["l"],
                .hub: ["h"], .author: ["o"], .tuning: ["chat"], .artifact: ["full"], .family: ["f"], .relation: ["merge"], .gate: ["auto"],
            ])
        #expect(query.scenario == "product")
        #expect(query.parameters == 1_500_000_000...3_000_000_000)
        #expect(query.maximumSize == 1 << 30)
        #expect(query.fits == 24 << 30)
        #expect(query.context == 4_000)
        #expect(query.base?.path == "a/b")
        #expect(query.originalsOnly && query.mirroredOnly && query.includesVanished)
        #expect(query.evaluation == SearchQuery.Evaluation(dataset: "squad", metric: "f1", atLeast: 0.5))
        #expect(query.tags == ["s", "t"])
        #expect(query.modifiedSince?.description == "2026-01-31T00:00:00.000Z")
        #expect(query.sort == .likes)
        #expect(query.limit == 7 && query.offset == 3)
    }

    @Test("without parameters everything is meant, by downloads; with words, by relevance")
    func defaults() throws {
        #expect(try query("").sort == .downloads)
        #expect(try query("q=").text == nil)
        #expect(try query("q=x").sort == .relevance)
    }

    @Test(
        "what can't be taken names its parameter",
        arguments: [
            ("nope=1", "nope"), ("limit=x", "limit"), ("limit=-1", "limit"), ("sort=best", "sort"), ("fits=much", "fits"),
            ("min_params=-1", "min_params"), ("since=2026-13-01", "since"), ("base=%20", "base"), ("evaluation=a:b:c", "evaluation"),
            ("evaluation=a:b:nan", "evaluation"), ("scenario=x", "scenario"), ("originals=2", "originals"), ("limit=1&limit=2", "limit"),
        ])
    func refusals(text: String, parameter: String) {
        let error = #expect(throws: ParameterError.self) { try query(text) }
        #expect(error?.parameter == parameter)
    }

    @Test("a filter takes only so many values")
    func bound() {
        let most = ParameterReader.mostValues
        #expect(throws: Never.self) { try query(Array(repeating: "task=a", count: most).joined(separator: "&")) }
        #expect(throws: ParameterError.self) { try query(Array(repeating: "task=a", count: most + 1).joined(separator: "&")) }
    }
}
