internal import JSONReading
internal import Vocabulary

/// The JSON of `/refs` (protocol reference 1.5). What is not a ref with a full commit id is left out.
enum HuggingFaceRefs {
    private static let maxRefs = 100_000

    static func claims(_ root: JSONValue) -> [RefClaim] {
        let groups: [(String, RefClaim.Kind)] = [
            ("branches", .branch), ("tags", .tag), ("converts", .convert), ("pullRequests", .pullRequest),
        ]
        var claims: [RefClaim] = []
        for (key, kind) in groups {
            for entry in root[key]?.array.map(Array.init) ?? [] where claims.count < maxRefs {
                guard let name = entry["name"]?.string, let ref = entry["ref"]?.string, Revision(ref) != nil,
                    let commit = entry["targetCommit"]?.string.flatMap(CommitID.init)
                else { continue }
                claims.append(RefClaim(kind: kind, name: name, ref: ref, commit: commit))
            }
        }
        return claims
    }
}
