/// Why a search could not be answered.
public struct SearchError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Cause: Sendable, Hashable {
        /// A filter has a value that no model has, or that can't be understood.
        case badFilter
        /// The index can't be read or written; the catalog itself is not touched.
        case unreadable
        /// The catalog the index is made of can't be read.
        case catalog
    }

    public let cause: Cause
    public let description: String
    /// The filter that is meant; nil: none in particular.
    public let facet: Facet?
    /// The nearest values that are known, the nearest first.
    public let suggestions: [String]

    public init(_ cause: Cause, _ description: String, facet: Facet? = nil, suggestions: [String] = []) {
        self.cause = cause
        self.description = description
        self.facet = facet
        self.suggestions = suggestions
    }
}
