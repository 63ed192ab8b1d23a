@testable import Licensing

/// Licence texts written for the tests, in the shape of real ones.
enum OwnTexts {
    static let harbour = """
        Harbour License

        Copyright (c) <year> <holder>

        Anyone who receives a copy of this program and its manuals (the "Work") may run, study, copy, change, merge and pass on the Work,
        and may let others do the same, provided that the following terms are kept:

        The copyright line above and this text shall stay in every copy of the Work and in every large portion of it.

        THE WORK COMES AS IT IS, WITHOUT A WARRANTY OF ANY SORT, STATED OR IMPLIED, BE IT OF FITNESS, OF TITLE OR OF FREEDOM FROM DEFECTS.
        THE HOLDERS ARE NOT LIABLE FOR A CLAIM OR A DAMAGE THAT ARISES FROM THE WORK OR FROM DEALINGS IN THE WORK, WHETHER IN CONTRACT,
        TORT OR OTHERWISE, EVEN IF THEY WERE TOLD THAT IT MIGHT HAPPEN.
        """

    static let pier = """
        Pier Public Terms, Version 2

        1. Carriage and use of these files in readable and in compiled form, changed or not, is permitted to everybody who keeps each of
        the terms below.
        2. Readable files carry this list of terms and the disclaimer that follows it.
        3. Compiled files show the same list and the same disclaimer in their manual or on their packaging.
        4. The name of the association and the names of its members do not recommend products made from these files unless the
        association agreed to it in writing beforehand.

        These files are given by the association with no promise at all. Neither the association nor its members answer for a loss of
        data, of profit or of time, nor for an interruption of trade, however it came about and on whatever theory it is founded.
        """

    /// Kin that differ by a version: likeness alone can't tell them apart.
    static func lantern(_ version: String, date: String) -> String {
        """
        LANTERN \(version) MODEL AGREEMENT

        Lantern \(version) Release Date: \(date)

        "Agreement" means these terms for using, copying, changing and passing on the Lantern Materials. "Lantern \(version)" means the
        language models, their weights and the programs that come with them. "Lantern Materials" means Lantern \(version) and its manuals.

        a. Grant. You receive a right that is not exclusive and not transferable to use, copy, change and build upon the Lantern Materials.
        b. Passing on. Whoever passes on the Lantern Materials hands over a copy of this Agreement and shows "Built with Lantern" on a page
        that belongs to the product. The name of a model made from the Lantern Materials begins with Lantern.
        c. Large companies. If the products of a licensee had more than 300 million monthly users in the month before the Lantern
        \(version) release date, the licensee must ask for another agreement, which may be refused.
        d. No promise. The Lantern Materials and whatever they produce come as they are. The licensee alone judges whether their use is
        fitting and bears the risk that comes with it.
        """
    }

    static let ids: [(LicenseID, String)] = [
        ("Harbour", harbour), ("Pier-2", pier), ("LicenseRef-lantern-3.1", lantern("3.1", date: "May 2, 2024")),
        ("LicenseRef-lantern-3.2", lantern("3.2", date: "September 9, 2024")),
    ]

    static func prints(without: Set<LicenseID> = []) throws -> LicenseFingerprints {
        var maker = FingerprintMaker()
        for (id, text) in ids where !without.contains(id) { try Array(text.utf8).withUnsafeBytes { try maker.add(id, text: $0) } }
        return try maker.fingerprints()
    }

    static let catalogue = LicenseCatalogue(
        facts: [],
        listed: ["Apache-2.0", "MIT"].map {
            .init(id: LicenseID($0), name: "\($0) License", isDeprecated: false, isOSIApproved: true, isFSFLibre: true)
        }, exceptions: [])

    static func identifier(without: Set<LicenseID> = []) throws -> TextIdentifier {
        TextIdentifier(try prints(without: without), catalogue)
    }
}
