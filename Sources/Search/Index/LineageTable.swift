/// Who was made from whom, out of the file. Nodes below the number of models are models; those from there on are ghosts.
struct LineageTable: Sendable {
    private let parents: ListTable
    private let parentRelations: Column<UInt8>
    private let children: ListTable
    private let childRelations: Column<UInt8>
    /// `huggingface:org/name` of base models that the catalog does not know.
    let ghosts: TextTable

    init(_ file: IndexFile) {
        parents = ListTable(offsets: file.column(.parentOffsets), values: file.column(.parents))
        parentRelations = file.column(.parentRelations)
        children = ListTable(offsets: file.column(.childOffsets), values: file.column(.children))
        childRelations = file.column(.childRelations)
        ghosts = TextTable(offsets: file.column(.ghostOffsets), bytes: file.column(.ghostBytes))
    }

    func parents(of node: Int) -> [(node: Int, relation: Relation)] { edges(parents, parentRelations, node) }

    func children(of node: Int) -> [(node: Int, relation: Relation)] { edges(children, childRelations, node) }

    func childCount(_ node: Int) -> Int { children.range(node).count }

    private func edges(_ table: ListTable, _ relations: Column<UInt8>, _ node: Int) -> [(node: Int, relation: Relation)] {
        table.range(node).map { (Int(table.values.values[$0]), relations[$0].flatMap(Relation.init(rawValue:)) ?? .derived) }
    }
}
