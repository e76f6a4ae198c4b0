package import Glibc

/// A CSV file of a workspace that is being saved, and what it can be known by later.
package struct SavedTable: Sendable, Hashable {
  /// Within the folder.
  package var file: String
  package var stamp: FileStamp

  package init(file: String, stamp: FileStamp) {
    self.file = file
    self.stamp = stamp
  }
}

/// How long a file is and when it was written last.
package struct FileStamp: Sendable, Hashable {
  package var size: Int
  /// Since 1970, in nanoseconds.
  package var time: Int64

  package init(size: Int, time: Int64) {
    self.size = size
    self.time = time
  }

  package init(_ status: stat) {
    size = Int(status.st_size)
    time = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }
}

/// What stands where a workspace is to be saved.
package enum SaveSite: Sendable, Hashable {
  /// Nothing, or a folder without files.
  case free
  /// A workspace that was saved before, with these files of its tables.
  case saved(files: [String])
  /// Something else, which is not to be touched.
  case taken
}

/// Files of a saved workspace.
package enum SavedFile {
  package static let ecosystem = "ecosystem.parley"
  /// The columns as they stand in memory.
  package static let columns = "columns.parley-data"

  package static func path(_ file: String, in folder: String) -> String {
    folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
  }
}
