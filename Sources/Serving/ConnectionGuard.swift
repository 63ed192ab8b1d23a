import NIOCore

/// Closes a connection whose client takes nothing of what waits for it: Hummingbird's own idle time-out stands still while
/// an answer is being written.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    // Nothing is unwrapped here: the parts pass as they are.
    typealias InboundIn = Never
    typealias OutboundIn = Never

    private let timeout: TimeAmount
    private var check: RepeatedTask?
    private var waiting = 0
    private var since = NIODeadline.now()

    init(stallTimeout: Duration) { timeout = TimeAmount(stallTimeout) }

    func handlerAdded(context: ChannelHandlerContext) {
        let every = TimeAmount.nanoseconds(max(1_000_000, timeout.nanoseconds / 4))
        let bound = NIOLoopBound((handler: self, channel: context.channel), eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleRepeatedTask(initialDelay: every, delay: every) { _ in
            let (handler, channel) = bound.value
            handler.look(at: channel)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    /// A write only comes down here after the one before it went out.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        since = .now()
        context.write(data, promise: promise)
    }

    private func stop() {
        check?.cancel()
        check = nil
    }

    /// Bytes that are still waiting, and are as many as last time, have not moved.
    private func look(at channel: any Channel) {
        let now = NIODeadline.now()
        let bytes = (try? channel.syncOptions?.getOption(ChannelOptions.bufferedWritableBytes)) ?? 0
        if bytes == 0 || bytes != waiting {
            waiting = bytes
            since = now
        } else if now - since >= timeout {
            channel.close(promise: nil)
        }
    }
}
