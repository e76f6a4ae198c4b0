import Glibc
import Messages
import Model

/// Why a file's bytes could not be had.
enum ReadFault: Error {
  /// What the system said.
  case unreadable(String)
  /// The file was shorter, or other, than a moment ago.
  case changed
  case outOfMemory
  case refused(SafeModeRule)
  /// One record is larger than a gigabyte.
  case recordTooLong
  /// Whoever asked for the file wants it no more.
  case interrupted
}

/// Bytes that can be read at any offset, by several threads at once.
///
/// Read, not mapped: a mapped file that shrinks meanwhile ends the program with a bus error, and
/// its pages would count as this program's memory.
final class ByteSource: Sendable {
  private enum Content: Sendable {
    case file(descriptor: Int32)
    case memory([UInt8])
  }

  private let content: Content
  let size: Int
  private let progress: Progress?

  /// - Throws: `ReadFault.unreadable` for what is missing, forbidden, a folder or not a plain file.
  init(path: String, progress: Progress? = nil) throws(ReadFault) {
    self.progress = progress
    guard !path.utf8.contains(0) else { throw .unreadable("a path cannot hold a zero byte") }
    // Non-blocking, so that a named pipe without a writer is refused below and not waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(Self.reason(errno)) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = Self.reason(errno)
      close(descriptor)
      throw .unreadable(reason)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(descriptor)
      throw .unreadable(kind == S_IFDIR ? "it is a folder" : "it is not a file")
    }
    content = .file(descriptor: descriptor)
    size = Int(status.st_size)
  }

  init(bytes: [UInt8], progress: Progress? = nil) {
    self.progress = progress
    content = .memory(bytes)
    size = bytes.count
  }

  deinit {
    switch content {
    case .file(let descriptor): close(descriptor)
    case .memory: break
    }
  }

  /// Fills a buffer from an offset on; exactly `count` bytes, or it throws.
  func read(
    into target: UnsafeMutablePointer<UInt8>, count: Int, at offset: Int
  ) throws(ReadFault) {
    if progress?.isStopped == true { throw .interrupted }
    defer { progress?.advance(by: count) }
    switch content {
    case .memory(let bytes):
      guard offset >= 0, count >= 0, offset <= bytes.count - count else { throw .changed }
      bytes.withUnsafeBufferPointer { bytes in
        if let base = bytes.baseAddress {
          target.update(from: base + offset, count: count)
        }
      }
    case .file(let descriptor):
      var done = 0
      while done < count {
        let got = pread(descriptor, target + done, count - done, off_t(offset + done))
        if got > 0 {
          done += got
        } else if got == 0 {
          throw .changed
        } else if errno != EINTR {
          throw .unreadable(Self.reason(errno))
        }
      }
    }
  }

  /// The bytes of a range, cut to the size.
  func bytes(_ range: Range<Int>) throws(ReadFault) -> [UInt8] {
    let range = range.clamped(to: 0..<size)
    var fault: ReadFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      do throws(ReadFault) {
        try read(into: base, count: range.count, at: range.lowerBound)
        count = range.count
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return bytes
  }

  static func reason(_ number: Int32) -> String {
    switch number {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "you are not allowed to read it"
    case EISDIR: "it is a folder"
    case ENOTDIR: "part of the path is not a folder"
    case ENAMETOOLONG: "the path is too long"
    case ELOOP: "its links lead in a circle"
    case EMFILE, ENFILE: "too many files are open"
    case EIO: "the disk reports an error"
    default: String(cString: strerror(number))
    }
  }
}
