import HTTPTypes
import HummingbirdCore
import NIOCore
import Radar
import Reports
import Search
import Vocabulary

/// What the last run of the radar left. The server itself asks no hub.
extension WeighbridgeProtocol {
    func radar(_ request: APIRequest) async throws(APIFault) -> Response {
        let (limit, kind) = try request.read { parameters throws(ParameterError) in
            (try parameters.integer("limit") ?? 200, try parameters.choice("kind"))
        }
        let (state, history) = try await noticed()
        let events = RadarReport.events(state, history, since: nil).filter { kind == nil || $0.kind.rawValue == kind }
        return json(RadarReport.fields(state, Array(events.prefix(Int(limit)))))
    }

    func radarFeed(_ request: APIRequest) async throws(APIFault) -> Response {
        let limit = try request.read { parameters throws(ParameterError) in try parameters.integer("limit") } ?? 200
        let (state, history) = try await noticed()
        let root = request.request.base + APIRoute.root
        let links = RadarFeed.Links(feed: "\(root)/radar.atom", alternate: "\(root)/radar", models: "\(root)/models")
        return Answer.text(
            RadarFeed(Array(history.prefix(Int(limit))), ranAt: state.ranAt, links: links).atom, type: "application/atom+xml; charset=utf-8"
        )
    }

    private func noticed() async throws(APIFault) -> (RadarState, [RadarRecord]) {
        guard let documents = library.documents else { return (RadarState(), []) }
        do throws(RadarLog.Fault) { return try await notes.read(RadarLog(documents)) } catch { throw unavailable("\(error)") }
    }
}

/// What the radar left, kept until it runs again: it is many megabytes for a large mirror.
actor RadarNotes {
    private var kept: (version: String?, state: RadarState, history: [RadarRecord])?

    func read(_ log: RadarLog) async throws(RadarLog.Fault) -> (RadarState, [RadarRecord]) {
        let version = try await log.version()
        if let kept, kept.version == version { return (kept.state, kept.history) }
        var state = try await log.state()
        let history = try await log.history(limit: RadarFeed.mostEntries)
        // Nobody asks the server for what the next run compares with.
        state.sightings = []
        kept = (version, state, history)
        return (state, history)
    }
}
