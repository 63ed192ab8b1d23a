import Blobs
import Logging
import Mirroring
import Reports
import Serving
import Shelves
import Vocabulary

/// What the mirror fills, as the server asks for it.
struct FillPullThrough: PullThrough {
    let filler: Filler
    /// Where it stands.
    let shelf: Shelf
    let log: Logger
    /// How long one look for bytes takes: well below the ten seconds after which stock clients give up on a silent connection.
    var patience = Duration.seconds(4)
    /// The same before the head of an answer.
    var headPatience = Duration.seconds(8)

    func admit(_ model: ModelID, _ revision: Revision) async throws(PullFault) {
        do throws(FillError) { try await filler.admit(model, revision) } catch { throw told(error) }
    }

    func check(_ file: ManifestFile, of model: ModelID) throws(PullFault) {
        do throws(FillError) { try filler.check(file, of: model) } catch { throw told(error) }
    }

    func open(_ file: ManifestFile, of manifest: RevisionManifest) async throws(PullFault) -> any ArrivingFile {
        do throws(FillError) { return Arrival(stream: try await filler.open(file, of: manifest), pull: self) } catch { throw told(error) }
    }

    func isSpoiled(_ content: ContentID) -> Bool { filler.isSpoiled(content) }

    func stop() async { await filler.stop() }

    private struct Arrival: ArrivingFile {
        let stream: FillStream
        let pull: FillPullThrough

        func next(from offset: Int64, isBegun: Bool) async throws(PullFault) -> ArrivingPart {
            do throws(FillError) {
                let patience = isBegun ? pull.patience : pull.headPatience
                switch try await stream.next(from: offset, patience: patience, isBegun: isBegun) {
                case .bytes(let range, let reader): return .bytes(range, reader)
                case .held(let digest): return .held(digest)
                case .nothing(_, let isInTrouble): return isInTrouble ? .trouble : .nothing
                }
            } catch {
                throw pull.told(error)
            }
        }
    }

    /// What went wrong is logged once, here.
    fileprivate func told(_ error: FillError) -> PullFault {
        switch error {
        case .notFound: return .notFound
        case .noRevision: return .noRevision
        case .refused(let reason):
            log.info("not filled: \(reason)")
            return .refused(reason)
        case .unavailable(let reason, let seconds):
            log.warning("not filled: \(reason)")
            return .unavailable(reason, retryAfter: seconds)
        case .full(let reason):
            log.error("not filled: \(reason)")
            return .full(reason)
        }
    }

    var measurements: MetricsPage {
        let counts = filler.counts
        func total(_ name: String, _ help: String, _ value: Int64) -> MetricFamily {
            MetricFamily("weighbridge_fill_\(name)_total", .counter, help, Double(value))
        }
        return MetricsPage([
            total("misses", "Requests for a revision or a file that was not held.", Int64(counts.misses)),
            total("files", "Files that were fetched because a client asked for them.", Int64(counts.files)),
            total("bytes", "Bytes that came from hubs for clients.", counts.bytes),
            total("refused", "Requests that a rule, a scan or a hub's gate turned away.", Int64(counts.refused)),
            total("failed", "Fetches, and questions to hubs, that came to nothing.", Int64(counts.failed)),
            total("mismatched", "Times that bytes turned out wrong after some were given out.", Int64(counts.mismatched)),
            MetricFamily("weighbridge_fill_waiting", .gauge, "Clients that wait for bytes now.", Double(counts.waiting)),
            MetricFamily("weighbridge_fill_running", .gauge, "Fetches that are under way or in the queue.", Double(counts.running)),
        ])
    }
}
