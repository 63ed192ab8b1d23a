import HTTPTypes

/// How many requests a client may send in a fixed window, in the Hub's two buckets that matter here (protocol reference 1.11).
public struct RateLimits: Sendable, Hashable {
    /// Requests below `/api/`.
    public var api: Int
    /// Requests for files.
    public var resolvers: Int
    /// Seconds.
    public var window: Int

    public init(api: Int = 100_000, resolvers: Int = 500_000, window: Int = 300) {
        self.api = api
        self.resolvers = resolvers
        self.window = window
    }
}

/// Counts requests of one window. All clients are one client here.
struct RateLimiter {
    private let limits: RateLimits
    private var windowStart = ContinuousClock.now
    private var used: [String: Int] = [:]

    init(_ limits: RateLimits) { self.limits = limits }

    /// Counts a request: the headers for its answer, and whether it is one too many.
    mutating func admit(_ kind: RouteKind) -> (headers: HTTPFields, isOver: Bool) {
        let now = ContinuousClock.now
        if windowStart.duration(to: now) >= .seconds(limits.window) {
            windowStart = now
            used = [:]
        }
        let isFile = [.resolve, .raw, .resolveCache].contains(kind)
        let bucket = isFile ? "resolvers" : "api"
        let quota = isFile ? limits.resolvers : limits.api
        used[bucket, default: 0] += 1
        let left = quota - (used[bucket] ?? 0)
        let seconds = limits.window - Int(windowStart.duration(to: now).components.seconds)
        return (Self.headers(bucket: bucket, left: max(0, left), seconds: seconds, quota: quota, window: limits.window), left < 0)
    }

    static func headers(bucket: String, left: Int, seconds: Int, quota: Int, window: Int) -> HTTPFields {
        [
            .rateLimit: "\"\(bucket)\";r=\(left);t=\(max(0, seconds))",
            .rateLimitPolicy: "\"fixed window\";\"\(bucket)\";q=\(quota);w=\(window)",
        ]
    }
}
