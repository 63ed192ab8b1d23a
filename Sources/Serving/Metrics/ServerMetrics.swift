import Foundation
import HTTPTypes
import HummingbirdCore
import Reports

/// What a server counts. Two short locks a request, nothing a chunk; labels come from closed lists, never from a request.
final class ServerMetrics: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private struct Key: Hashable {
        let asked: String
        let status: Int
    }

    private let lock = NSLock()
    private let started = ContinuousClock.now
    private let startedAt = Date().timeIntervalSince1970
    private var requests: [Key: Int] = [:]
    private var inFlight = 0
    private var bytes: Int64 = 0
    private var downloads = 0
    private var cut = 0
    private var faults = 0

    func begin() { lock.withLock { inFlight += 1 } }

    /// - Parameters:
    ///   - asked: the client protocol's name, or `server` for what no protocol answers.
    ///   - sent: whether the whole body went out.
    func end(_ response: Response, to method: HTTPRequest.Method, asked: String, sent: Bool, fault: Bool) {
        let length = method == .head ? 0 : Int64(response.body.contentLength ?? 0)
        let isFile = method == .get && response.headers[.contentDisposition] != nil && Self.isBeginning(response)
        lock.withLock {
            inFlight -= 1
            requests[Key(asked: asked, status: response.status.code / 100), default: 0] += 1
            if sent { bytes += length } else { cut += 1 }
            if sent, isFile { downloads += 1 }
            if fault || response.status == .serviceUnavailable { faults += 1 }
        }
    }

    /// A whole file, or the part that begins one: however many parts a client asks for, it is one download.
    private static func isBeginning(_ response: Response) -> Bool {
        switch response.status.code {
        case 200: true
        case 206: response.headers[.contentRange]?.hasPrefix("bytes 0-") ?? false
        default: false
        }
    }

    var page: MetricsPage {
        lock.withLock {
            let samples = requests.sorted { ($0.key.asked, $0.key.status) < ($1.key.asked, $1.key.status) }.map { key, count in
                MetricFamily.Sample(Double(count), [.init("protocol", key.asked), .init("status", "\(key.status)xx")])
            }
            let uptime = started.duration(to: .now).components
            return MetricsPage([
                MetricFamily(
                    "weighbridge_http_requests_total", .counter, "Requests that were answered, by client protocol and class of status.",
                    samples),
                MetricFamily("weighbridge_http_requests_in_flight", .gauge, "Requests that are being answered.", Double(inFlight)),
                MetricFamily(
                    "weighbridge_http_sent_bytes_total", .counter, "Bytes of bodies that were sent to their end.", Double(bytes)),
                MetricFamily(
                    "weighbridge_http_cut_total", .counter, "Bodies that did not reach their end: the client went, or the store failed.",
                    Double(cut)),
                MetricFamily(
                    "weighbridge_downloads_total", .counter, "Files that were sent from their first byte on.", Double(downloads)),
                MetricFamily(
                    "weighbridge_store_faults_total", .counter, "Answers that the store kept from being given or finished.", Double(faults)),
                MetricFamily("weighbridge_start_time_seconds", .gauge, "When this server started.", startedAt),
                MetricFamily(
                    "weighbridge_uptime_seconds", .gauge, "How long this server has been running.",
                    Double(uptime.seconds) + (Double(uptime.attoseconds) / 1e18 * 1_000).rounded() / 1_000),
            ])
        }
    }
}
