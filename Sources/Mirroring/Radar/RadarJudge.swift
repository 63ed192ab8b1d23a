import Radar
import Vocabulary

/// Compares what is held with what the hub says. Pure: no clock, no network.
struct RadarJudge {
    let held: HeldModel
    let now: Timestamp

    /// What was found, and which kinds could be looked for: an open change of another kind is neither confirmed nor over.
    struct Judgement {
        var events: [RadarEvent] = []
        var judged = Set(RadarEvent.Kind.allCases)
        /// Subjects that could not be looked at, of kinds that could.
        var unseen: Set<String> = []
        var sighting: RadarState.Sighting
    }

    private static let licenseFields: [LicenseClaim.Field] = [.license, .licenseName, .licenseLink]

    /// nil: the hub said nothing about the model.
    func judge(_ view: UpstreamView, _ last: RadarState.Sighting?) -> Judgement? {
        var judgement = Judgement(sighting: last ?? RadarState.Sighting(model: held.model, seenAt: now))
        judgement.sighting.seenAt = now
        switch view {
        case .notAsked: return nil
        case .absent(let reason):
            judgement.judged = [.deleted, .disabled]
            judgement.events = [
                event(
                    .deleted,
                    "the hub does not know it: deleted, or made private, which a caller without access can't tell apart (\(reason))")
            ]
        case .disabled(let reason):
            judgement.judged = [.deleted, .disabled]
            judgement.events = [event(.disabled, "taken down by the hub (\(reason))")]
        case .present(let present): compare(present, &judgement)
        }
        return judgement
    }

    private func compare(_ present: UpstreamView.Present, _ judgement: inout Judgement) {
        let name = present.claim.id
        if name.path.lowercased() != held.model.path.lowercased() {
            judgement.events.append(event(.renamed, old: held.model.path, new: name.path, "the hub calls it \(name.path) now"))
        }
        gate(present.claim.gate, &judgement)
        for ref in held.refs { moved(ref, present, &judgement) }
        for commit in present.missing.sorted(by: { $0.description < $1.description }) {
            judgement.events.append(
                event(.historyRewritten, subject: commit.description, "the commit is held here and not answered upstream any more"))
        }
        judgement.unseen.formUnion(present.unasked.map(\.description))
        licenses(present, &judgement)
    }

    /// Against the most open gate that was ever seen: the first look only takes note.
    private func gate(_ gate: Gate, _ judgement: inout Judgement) {
        func height(_ gate: Gate) -> Int { Gate.allCases.firstIndex(of: gate) ?? 0 }
        let base = judgement.sighting.gate ?? gate
        if height(gate) > height(base) {
            let words = gate == .manual ? "the owner decides who may fetch it" : "only those who asked may fetch it"
            judgement.events.append(event(.newlyGated, old: base.rawValue, new: gate.rawValue, words))
        }
        judgement.sighting.gate = height(gate) < height(base) ? gate : base
    }

    private func moved(_ ref: RefClaim, _ present: UpstreamView.Present, _ judgement: inout Judgement) {
        guard let there = present.refs[ref.ref] else {
            judgement.events.append(
                event(.refDeleted, subject: ref.ref, old: ref.commit.description, "\(ref.ref) is held here and there no more"))
            return
        }
        guard there != ref.commit else { return }
        let words =
            ref.kind == .tag ? "a tag has been moved, which tags are not meant to be" : "there is a commit that is not held under it"
        judgement.events.append(event(.newCommit, subject: ref.ref, old: ref.commit.description, new: there.description, words))
        guard let ours = held.files[ref.commit], let theirs = files(there, present) else {
            judgement.unseen.insert(ref.ref)
            return
        }
        weights(ref, ours, theirs, &judgement)
    }

    /// Of a commit upstream, from there or from here: a commit's files never change.
    private func files(_ commit: CommitID, _ present: UpstreamView.Present) -> [PaperFile]? { present.files[commit] ?? held.files[commit] }

    private func weights(_ ref: RefClaim, _ ours: [PaperFile], _ theirs: [PaperFile], _ judgement: inout Judgement) {
        let there = Dictionary(theirs.map { ($0.path, $0.content) }) { first, _ in first }
        let replaced = ours.filter { file in file.isWeights && there[file.path].map { $0 != file.content } ?? false }.sorted {
            $0.path < $1.path
        }
        guard let first = replaced.first else { return }
        let announced = Set(ours.filter(\.announces)) != Set(theirs.filter(\.announces))
        let count = replaced.count == 1 ? "\(first.path) has" : "\(first.path) and \(replaced.count - 1) more have"
        judgement.events.append(
            event(
                announced ? .weightsReplaced : .weightsReplacedSilently, subject: ref.ref, old: first.content.hex,
                new: there[first.path]?.hex ?? "",
                "\(count) other bytes upstream, "
                    + (announced ? "with another README or configuration" : "and README and configuration are as before")))
    }

    // MARK: Licences

    private func licenses(_ present: UpstreamView.Present, _ judgement: inout Judgement) {
        let main = "refs/heads/main"
        guard let ours = held.main, let there = present.refs[main] else {
            judgement.judged.remove(.relicensed)
            return
        }
        let says = Self.words(present.claim.licenses)
        // What the hub says of the held commit is the best there is to compare with: it is read by the same eyes.
        if present.claim.commit == ours {
            judgement.sighting.licenses = says
            judgement.sighting.licensesAt = ours
            return
        }
        let seen = judgement.sighting.licensesAt == ours ? judgement.sighting.licenses : nil
        if let before = seen ?? held.licenses, Self.plain(before) != Self.plain(says) {
            let (old, new) = (Self.told(before), Self.told(says))
            judgement.events.append(
                event(.relicensed, subject: "README.md", old: old, new: new, "the card's licence was \(old) and is \(new)"))
        }
        guard let old = held.files[ours], let new = files(there, present) else {
            judgement.judged.remove(.relicensed)
            return
        }
        let theirs = Dictionary(new.filter(\.isLicense).map { ($0.path, $0.content) }) { first, _ in first }
        let mine = Dictionary(old.filter(\.isLicense).map { ($0.path, $0.content) }) { first, _ in first }
        for path in Set(theirs.keys).union(mine.keys).sorted() where theirs[path] != mine[path] {
            let words =
                theirs[path] == nil
                ? "the file is there no more" : mine[path] == nil ? "the file is new" : "the text of the file has changed"
            judgement.events.append(
                event(.relicensed, subject: path.description, old: mine[path]?.hex ?? "", new: theirs[path]?.hex ?? "", words))
        }
    }

    static func words(_ claims: [LicenseClaim]) -> [String] {
        licenseFields.flatMap { field in claims.filter { $0.field == field }.map { "\(field.rawValue): \($0.raw)" } }
    }

    /// Without what two readers of the same front matter may write in two ways.
    private static func plain(_ words: [String]) -> [String] { words.map { $0.lowercased().filter { !" \"'[]\n".contains($0) } } }

    private static func told(_ words: [String]) -> String { words.isEmpty ? "not stated" : words.joined(separator: ", ") }

    private func event(
        _ kind: RadarEvent.Kind, subject: String = "", old: String = "", new: String = "", _ detail: String
    ) -> RadarEvent {
        RadarEvent(kind, of: held.model, subject: subject, old: old, new: new, detail: detail, at: now)
    }
}
