import HTTPTypes
import HummingbirdCore
import JSONReading
import Search
import Vocabulary

/// All tags by group, as the Hub lists them (protocol reference 1.1).
extension HuggingFaceProtocol {
    private static let tagGroups = ["pipeline_tag", "library", "dataset", "language", "license", "arxiv", "doi", "region", "other"]
    /// The most frequent of each group: there are hundreds of thousands of data sets and papers, which nobody reads as a list.
    private static let mostTags = 1_000

    /// Out of the index: tasks, libraries and languages by their facets, the rest by what stands before the colon. Of data sets and
    /// spaces nothing is known.
    func tagsByType(_ kind: HubRoute.Kind, _ type: String?) async throws(HubFault) -> Response {
        let index = try await ask { () throws(LibraryError) in try await library.engine() }.index
        let groups = Self.tagGroups.filter { type == nil || type == $0 }
        var json = JSONWriter(reservingCapacity: 65_536)
        json.object { json in
            for group in groups {
                json.key(group)
                json.array { json in
                    for tag in kind == .models ? Self.tags(of: group, in: index) : [] {
                        json.object {
                            $0.member("id", tag.id)
                            $0.member("label", tag.label)
                            $0.member("type", group)
                        }
                    }
                }
            }
        }
        return Answer.json(json.bytes)
    }

    private static func tags(of group: String, in index: SearchIndex) -> [(id: String, label: String)] {
        func values(_ facet: Facet) -> [String] { index.values(of: facet, limit: mostTags).map(\.value) }
        switch group {
        case "pipeline_tag": return values(.task).map { ($0, $0.split(separator: "-").joined(separator: " ")) }
        case "library": return values(.library).map { ($0, $0) }
        case "language": return values(.language).map { ($0, $0) }
        case "other":
            let grouped = Set(values(.task) + values(.library) + values(.language))
            return index.tagCounts(limit: mostTags) { !$0.contains(":") && !grouped.contains($0.lowercased()) }.map { ($0.value, $0.value) }
        default:
            let prefix = "\(group):"
            return index.tagCounts(beginningWith: prefix, limit: mostTags).map { ($0.value, String($0.value.dropFirst(prefix.count))) }
        }
    }
}
