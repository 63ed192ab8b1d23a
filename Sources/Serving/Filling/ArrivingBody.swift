import Blobs
import HummingbirdCore
import NIOCore
import Vocabulary

/// Sends a range of a file while it arrives. What goes wrong cuts the connection: the client has fewer bytes than it was promised.
struct ArrivingBody: Sendable {
    /// The client is gone.
    struct Gone: Error {}

    let arrival: any ArrivingFile
    let range: Range<Int64>
    let library: any Library
    let channel: any Channel

    func send(_ writer: inout any ResponseBodyWriter) async throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard channel.isActive else { throw Gone() }
            switch try await arrival.next(from: offset, isBegun: true) {
            case .bytes(let found, let reader):
                let part = offset..<min(found.upperBound, range.upperBound)
                try await FileBody.send(reader, part, to: channel, &writer)
                offset = part.upperBound
            case .held(let digest):
                let rest = offset..<range.upperBound
                try await FileBody.send(try await library.open(digest), rest, to: channel, &writer)
                offset = rest.upperBound
            case .nothing, .trouble: continue
            }
        }
    }
}
