internal import HTTPTypes
internal import JSONReading
public import Transport
public import Vocabulary

/// The Hugging Face Hub, or anything that speaks its read protocol, over HTTP.
///
/// Nothing it is told is trusted: answers are bounded in size, pages in number, and an address is only followed where the protocol
/// allows one. The token goes to the endpoint's own origin and nowhere else.
public struct HuggingFaceHub: Hub {
    /// What is taken of an answer at most.
    public struct Limits: Sendable, Hashable {
        /// Bytes of one JSON answer. A listing page of 1,000 models with cards has 4 to 10 MB.
        public var answer = 128 << 20
        /// Levels of JSON.
        public var depth = 512
        /// Files and folders of one revision.
        public var treeEntries = 1_000_000
        /// Pages of one revision's tree, and of redirects within the hub.
        public var treePages = 10_000
        public var redirects = 5

        public init() {}
    }

    public let id: HubID
    /// `https://huggingface.co`, or an address with a path of its own.
    public let endpoint: WebURL
    let token: HubToken?
    let transport: any HTTPTransport
    let limits: Limits

    public init(
        id: HubID = .huggingFace, endpoint: WebURL, token: HubToken? = nil, transport: any HTTPTransport, limits: Limits = Limits()
    ) {
        self.id = id
        self.endpoint = endpoint
        self.token = token
        self.transport = transport
        self.limits = limits
    }

    public func page(after cursor: PageCursor?, limit: Int) async throws(HubError) -> ListingPage {
        try await listingPage(after: cursor, limit: limit)
    }

    public func claim(for model: ModelID) async throws(HubError) -> ModelClaim {
        let url = endpoint.appending("api/models/\(encoded(model))", query: HuggingFaceModel.expanded.map { ("expand", $0) })
        let answer = try await json(url, about: HuggingFaceSubject(.model, model))
        do throws(HuggingFaceModel.Fault) {
            return try HuggingFaceModel.claim(answer.document.root, hub: id)
        } catch {
            throw HubError(.malformed, subject: "\(model)", detail: "the hub's answer about it can't be read: \(error.reason)")
        }
    }

    public func refs(of model: ModelID) async throws(HubError) -> [RefClaim] {
        let url = endpoint.appending("api/models/\(encoded(model))/refs", query: [("include_prs", "1")])
        let answer = try await json(url, about: HuggingFaceSubject(.model, model))
        return HuggingFaceRefs.claims(answer.document.root)
    }

    /// A model's name in a path, its slashes kept.
    func encoded(_ model: ModelID) -> String { WebURL.encode(model.path, keepingSlashes: true) }
}
