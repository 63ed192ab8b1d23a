public import Logging

/// Everything that shapes our way to the network.
public struct TransportConfiguration: Sendable {
    public var curl: CurlSettings
    public var retries: RetryPolicy
    /// For origins without their own.
    public var politeness: Politeness
    public var politenessPerOrigin: [WebURL.Origin: Politeness]

    public init(
        curl: CurlSettings, retries: RetryPolicy = RetryPolicy(), politeness: Politeness = Politeness(),
        politenessPerOrigin: [WebURL.Origin: Politeness] = [:]
    ) {
        self.curl = curl
        self.retries = retries
        self.politeness = politeness
        self.politenessPerOrigin = politenessPerOrigin
    }

    /// libcurl, with politeness around each exchange, retries around that, and redirects around all: every hop is retried and
    /// limited as the origin it goes to. Keep it: its connections are worth it.
    public func makeTransport(pacing: Pacing = .system, log: Logger? = nil) -> any HTTPTransport {
        let polite = PoliteTransport(CurlTransport(curl), politeness: politeness, perOrigin: politenessPerOrigin, pacing: pacing)
        return RedirectingTransport(RetryingTransport(polite, policy: retries, pacing: pacing, log: log))
    }
}
