public import Scanning
public import Shelves
public import Vocabulary

/// A held file and what the gate knows of it.
public struct JudgedFile: Hashable, Sendable {
    /// What a verdict is on.
    struct Subject: Hashable, Sendable {
        let blob: Digest
        let kind: NameKind
    }

    public let path: RepoPath
    public let blob: Digest
    /// Under which the verdict is kept, and the bytes are held back and released.
    public let kind: NameKind
    public let verdict: GateVerdict

    /// Whether somebody said that the bytes may be served under such a name.
    public func isReleased(in quarantine: Quarantine) -> Bool {
        quarantine.item(of: blob, kind: kind.description)?.release != nil
    }
}
