/// Models that are each other's ancestors, grouped; parents' groups come before their children's.
///
/// Strongly connected components after Tarjan (SIAM J. Comput. 1 (1972) 146), with a stack of our own instead of recursion.
struct Components {
    let componentOf: [Int32]
    private let order: [Int32]
    private let starts: [Int32]

    var count: Int { starts.count - 1 }

    func members(_ component: Int) -> ArraySlice<Int32> { order[Int(starts[component])..<Int(starts[component + 1])] }

    func isOwnParent(_ model: Int32, _ graph: BulkLineage.Graph) -> Bool {
        graph.parents[Int(graph.offsets[Int(model)])..<Int(graph.offsets[Int(model) + 1])].contains(model)
    }

    init(_ graph: BulkLineage.Graph) {
        let count = graph.expressions.count
        var componentOf = [Int32](repeating: -1, count: count)
        var order: [Int32] = []
        order.reserveCapacity(count)
        var starts: [Int32] = [0]
        // 0: not met. Else 1 + the position in order of meeting.
        var index = [Int32](repeating: 0, count: count)
        var lowest = [Int32](repeating: 0, count: count)
        var nextEdge = graph.offsets
        var path: [Int32] = []
        var pending: [Int32] = []
        var met: Int32 = 0
        for root in 0..<count where index[root] == 0 {
            path.append(Int32(root))
            while let current = path.last {
                let model = Int(current)
                if index[model] == 0 {
                    met += 1
                    index[model] = met
                    lowest[model] = met
                    pending.append(current)
                }
                let edge = Int(nextEdge[model])
                if edge < Int(graph.offsets[model + 1]) {
                    nextEdge[model] += 1
                    let parent = graph.parents[edge]
                    guard parent >= 0 else { continue }
                    if index[Int(parent)] == 0 {
                        path.append(parent)
                    } else if componentOf[Int(parent)] < 0 {
                        lowest[model] = min(lowest[model], index[Int(parent)])
                    }
                    continue
                }
                path.removeLast()
                if let child = path.last { lowest[Int(child)] = min(lowest[Int(child)], lowest[model]) }
                guard lowest[model] == index[model] else { continue }
                while let member = pending.popLast() {
                    componentOf[Int(member)] = Int32(starts.count - 1)
                    order.append(member)
                    if member == current { break }
                }
                starts.append(Int32(order.count))
            }
        }
        self.componentOf = componentOf
        self.order = order
        self.starts = starts
    }
}
