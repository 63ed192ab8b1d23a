internal import Hubs
public import Vocabulary

/// The rule on models that their hub gates: they are filled only where the mirror has a token of its own.
public struct OpenModels: Sendable {
    private let sources: [HubID: MirrorSource]
    private let known: Set<HubID>

    /// - Parameter tokens: hubs that know the mirror; what they gate they refuse themselves where the token does not do.
    public init(_ sources: [HubID: MirrorSource], tokens: Set<HubID>) {
        self.sources = sources
        known = tokens
    }

    /// Throws where the model is gated, or its hub does not say.
    public func check(_ model: ModelID) async throws(MirrorError) {
        guard !known.contains(model.hub) else { return }
        guard let source = sources[model.hub] else { throw .unknownHub(model) }
        let claim: ModelClaim
        do throws(HubError) { claim = try await source.hub.claim(for: model) } catch { throw MirrorError(error) }
        guard claim.gate == .open else {
            throw .blocked(
                model, PolicyBlock(.gated, "access is restricted upstream, and this mirror fills no such model"))
        }
    }
}
