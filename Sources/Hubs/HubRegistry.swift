public import CatalogData
internal import Foundation
public import Transport
public import Vocabulary

/// The one list of the hubs we can speak to. To add one: a folder of `Sources/Hubs`, a line in `kinds`, a file in `catalog/hubs`.
public struct HubRegistry: Sendable {
    /// A hub's implementation.
    public struct Kind: Sendable {
        public let id: HubID
        /// In `Sources/Hubs`.
        public let folder: String
        let make: @Sendable (_ endpoint: WebURL, _ token: HubToken?, _ transport: any HTTPTransport) -> any Hub
    }

    public static let kinds: [Kind] = [
        Kind(id: .huggingFace, folder: "HuggingFace") { HuggingFaceHub(endpoint: $0, token: $1, transport: $2) }
    ]

    /// In order of id.
    public let descriptions: [HubDescription]

    /// Reads `hubs/<id>.yaml` of each kind.
    public init(data: CatalogData) throws(HubDescription.Fault) {
        var descriptions: [HubDescription] = []
        for kind in Self.kinds {
            let file = data.root.appendingPathComponent("hubs/\(kind.id).yaml")
            descriptions.append(try HubDescription(contentsOf: file))
        }
        self.descriptions = descriptions.sorted { $0.id.description < $1.id.description }
    }

    public func description(of id: HubID) -> HubDescription? { descriptions.first { $0.id == id } }

    /// The hub of that id, at its own endpoint or at `endpoint`; nil: there is no such hub.
    public func hub(_ id: HubID, endpoint: WebURL? = nil, token: HubToken? = nil, transport: any HTTPTransport) -> (any Hub)? {
        guard let kind = Self.kinds.first(where: { $0.id == id }), let description = description(of: id) else { return nil }
        return kind.make(endpoint ?? description.endpoint, token, transport)
    }
}
