/// Work on many things, some at a time.
enum Breadth {
    /// What `work` makes of each, in the order of the inputs. After a cancellation nothing more is begun, and the rest is missing.
    static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], atMost breadth: Int, _ work: @escaping @Sendable (Input) async -> Output
    ) async -> [Output] {
        var made: [Int: Output] = [:]
        await withTaskGroup(of: (Int, Output).self) { group in
            var rest = inputs.enumerated().makeIterator()
            func begin() {
                guard !Task.isCancelled, let (number, input) = rest.next() else { return }
                group.addTask { (number, await work(input)) }
            }
            for _ in 0..<max(1, breadth) { begin() }
            for await (number, output) in group {
                made[number] = output
                begin()
            }
        }
        return made.sorted { $0.key < $1.key }.map(\.value)
    }
}
