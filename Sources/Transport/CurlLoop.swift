import CCurl
import Foundation

/// The engine's thread: takes orders from a locked inbox, lets libcurl work, waits for sockets or orders.
final class CurlLoop: @unchecked Sendable {  // Safety: `active`, `nextWatch` and all libcurl calls but the wake-up belong to the thread.
    enum Order {
        case add(Exchange)
        case resume(Exchange)
        case cancel(Exchange)
        case abandon(Exchange)
        case stop
    }

    private struct Inbox {
        var orders: [Order] = []
        /// After the multi handle is gone nothing may be woken.
        var isClosed = false
        var activeCount = 0
    }

    /// How long the rest of an unwanted body may take.
    private static let abandonedGrace = Duration.seconds(1)
    /// Connections kept open for later requests.
    private static let keptConnections = 64

    private let multi: UnsafeMutableRawPointer?
    private let inbox = Locked(Inbox())
    private let patience: StallWatch.Patience
    private let watchInterval: Duration
    private var active: [UnsafeMutableRawPointer: Exchange] = [:]
    private var nextWatch = ContinuousClock.now

    init(patience: StallWatch.Patience) {
        self.patience = patience
        watchInterval = min(max(patience.silence / 8, .milliseconds(5)), .seconds(1))
        _ = wb_curl_global_init()
        multi = curl_multi_init()
        if let multi { _ = wb_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.keptConnections) }
    }

    var activeCount: Int { inbox.with { $0.activeCount } }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "transport"
        thread.start()
    }

    func post(_ order: Order) {
        let isClosed = inbox.with { inbox in
            guard !inbox.isClosed else { return true }
            inbox.orders.append(order)
            if let multi { curl_multi_wakeup(multi) }
            return false
        }
        if isClosed, case .add(let exchange) = order { exchange.receiver.end(cancelled(exchange)) }
    }

    private func run() {
        var isStopping = false
        while !isStopping {
            for order in inbox.with({ inbox in
                defer { inbox.orders = [] }
                return inbox.orders
            }) {
                if case .stop = order { isStopping = true }
                carryOut(order)
            }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            reap()
            watch()
            inbox.with { $0.activeCount = active.count }
            if !isStopping { rest() }
        }
        for exchange in active.values { finish(exchange, cancelled(exchange)) }
        let late = inbox.with { inbox in
            inbox.isClosed = true
            if let multi { curl_multi_cleanup(multi) }
            defer { inbox.orders = [] }
            return inbox.orders
        }
        for case .add(let exchange) in late { exchange.receiver.end(cancelled(exchange)) }
    }

    private func rest() {
        let longest = active.isEmpty ? 60_000 : Int32(watchInterval.milliseconds)
        // Out of descriptors or memory it returns at once; then this thread must not spin.
        if curl_multi_poll(multi, nil, 0, longest, nil) != CURLM_OK { Thread.sleep(forTimeInterval: 0.01) }
    }

    private func carryOut(_ order: Order) {
        switch order {
        case .add(let exchange): add(exchange)
        case .resume(let exchange): resume(exchange)
        case .cancel(let exchange):
            exchange.isCancelled = true
            finish(exchange, cancelled(exchange))
        case .abandon(let exchange):
            exchange.watch.deadline = ContinuousClock.now + Self.abandonedGrace
            resume(exchange)
        case .stop: break
        }
    }

    private func add(_ exchange: Exchange) {
        if exchange.isCancelled {
            exchange.handle.close()
            return exchange.receiver.end(cancelled(exchange))
        }
        guard let multi, let easy = exchange.handle.easy, exchange.handle.refusal == nil else {
            let code = exchange.handle.refusal ?? CURLE_OUT_OF_MEMORY
            exchange.handle.close()
            return exchange.receiver.end(TransportError(code, url: exchange.url, explanation: ""))
        }
        active[easy] = exchange
        let code = curl_multi_add_handle(multi, easy)
        if code != CURLM_OK { finish(exchange, TransportError(CURLE_FAILED_INIT, url: exchange.url, explanation: "")) }
    }

    private func resume(_ exchange: Exchange) {
        guard let easy = exchange.handle.easy, active[easy] === exchange, exchange.watch.isPaused else { return }
        exchange.watch.resume()
        // It may deliver what it kept at once, from within this call; then its verdict is not reported a second time.
        let code = curl_easy_pause(easy, 0)
        if code != CURLE_OK { finish(exchange, exchange.failure(code)) }
    }

    private func reap() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = wb_curl_message_handle(message), let exchange = active[easy] else {
                continue
            }
            finish(exchange, exchange.failure(wb_curl_message_result(message)))
        }
    }

    private func watch() {
        let now = ContinuousClock.now
        guard now >= nextWatch else { return }
        nextWatch = now + watchInterval
        for exchange in active.values where exchange.watch.isStalled(at: now, patience: patience) {
            finish(exchange, TransportError(.stalled, url: exchange.url, detail: "next to nothing arrived for \(patience.silence)"))
        }
    }

    private func finish(_ exchange: Exchange, _ failure: TransportError?) {
        guard let easy = exchange.handle.easy, active.removeValue(forKey: easy) != nil else { return }
        curl_multi_remove_handle(multi, easy)
        exchange.handle.close()
        inbox.with { $0.activeCount = active.count }
        exchange.receiver.end(failure)
    }

    private func cancelled(_ exchange: Exchange) -> TransportError {
        TransportError(.cancelled, url: exchange.url, detail: "cancelled")
    }
}
