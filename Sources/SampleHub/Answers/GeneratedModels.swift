/// Placeholder until the generator is in.
struct GeneratedModels: Sendable {
    func answer(_ inquiry: Inquiry) -> Answer? { nil }
    func answers(_ query: Query) -> Bool { false }
    func firstPage(_ query: Query) -> String? { nil }
    func page(_ query: Query, maximum: Int) -> (bytes: [UInt8], next: String?)? { nil }
}
