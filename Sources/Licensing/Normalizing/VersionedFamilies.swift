/// The licences of families of which the SPDX list has several versions.
struct VersionedFamilies: Sendable {
    private let members: Set<LicenseID>

    init(_ catalogue: LicenseCatalogue) {
        let ids = catalogue.allListed.map(\.id)
        var versions: [String: Set<Substring>] = [:]
        for id in ids {
            let digits = id.text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
            if digits.contains(".") { versions[LicenseKin.kin(of: id), default: []].insert(digits) }
        }
        let several = Set(versions.filter { $0.value.count > 1 }.keys)
        members = Set(ids.filter { !LicenseKin.isVague($0) && several.contains(LicenseKin.kin(of: $0)) })
    }

    /// Whether a name without any number was given the meaning of one version among several.
    func choosesVersion(_ name: String, _ id: LicenseID) -> Bool {
        !name.utf8.contains { (0x30...0x39).contains($0) } && members.contains(id)
    }
}
