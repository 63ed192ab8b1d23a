public import Search

/// A family tree, as the contract's JSON.
public enum FamilyReport {
    /// `ancestors` and `descendants`, nearest first; a `ghost` is known only because others name it.
    public static func fields(_ tree: FamilyTree, of reference: String) -> Fields {
        [
            ("reference", .text(reference)), ("ancestors", .list(tree.ancestors.map(member))),
            ("descendants", .list(tree.descendants.map(member))), ("is_cut", .bool(tree.isCut)),
        ]
    }

    private static func member(_ member: FamilyMember) -> Datum {
        .object([
            ("reference", .text(member.reference)), ("relation", .text(member.relation.name)), ("of", .text(member.of)),
            ("distance", .int(member.distance)), ("ghost", .bool(member.isGhost)), ("downloads", .int(member.downloads)),
            ("children", .int(member.children)),
        ])
    }
}
