public import Catalog
internal import Vocabulary

/// A model's card, as the contract's JSON. Every word of it is a stranger's.
public enum CardReport {
    /// Front matter as JSON, and the text as it was written.
    public static func fields(_ card: CatalogCard) -> Fields {
        [("commit", .text(card.commit)), ("front_matter", card.frontMatter.map { .json($0) } ?? .null), ("body", .text(card.body))]
    }

    /// What its prose and its results were read as.
    public static func fields(_ reading: CardReading) -> Fields {
        [
            ("completeness", .real(reading.completeness)), ("missing", .texts(reading.missing)), ("summary", .text(reading.summary)),
            ("sections", .list(reading.sections.map(section))), ("evaluations", .list(reading.evaluations.map(evaluation))),
        ]
    }

    private static func section(_ section: CardSectionRecord) -> Datum {
        .object([("kind", .text(section.kind)), ("heading", .text(section.heading)), ("text", .text(section.text))])
    }

    private static func evaluation(_ result: EvaluationRecord) -> Datum {
        .object([
            ("task", .text(result.task)), ("dataset", .text(result.dataset)), ("config", .text(result.config)),
            ("split", .text(result.split)), ("metric", .text(result.metric)), ("name", .text(result.name)), ("value", .real(result.value)),
            ("verified", .bool(result.isVerified)),
        ])
    }
}
