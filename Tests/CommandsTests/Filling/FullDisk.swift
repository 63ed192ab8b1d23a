@testable import Blobs

/// A store whose disk has no room for anything.
enum FullDisk {
    static func store(_ root: String) -> DiskBlobStore {
        var calls = DiskCalls.system
        calls.freeBytes = { _ in 0 }
        return DiskBlobStore(root: root, partSize: DiskBlobStore.defaultPartSize, leafSize: HashTree.leafSize, calls: calls)
    }
}
