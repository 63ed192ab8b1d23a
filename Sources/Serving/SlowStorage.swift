internal import NIOCore

extension Server {
    /// Tells NIO to keep so many threads for reads that block. Its own number is the number of cores, which suits disks; where reads wait for
    /// a network, a few slow ones would hold up all others. To be called once in a process, before a server is made.
    public static func allowWaitingReads(_ threads: Int = 64) { NIOSingletons.blockingPoolThreadCountSuggestion = threads }
}
