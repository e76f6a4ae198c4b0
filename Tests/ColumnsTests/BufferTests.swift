import Columns
import Glibc
import Testing

@Suite struct BufferTests {
  /// A mapped file of these bytes, which has no name.
  private func mapped(_ bytes: [UInt8]) throws -> MappedFile {
    let stream = try #require(tmpfile())
    defer { fclose(stream) }
    let descriptor = fileno(stream)
    try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    return try #require(MappedFile(descriptor: descriptor, count: bytes.count))
  }

  @Test func piecesOfAnArrayAreNumberedFromZero() {
    let buffer = Buffer<Int32>([5, 6, 7, 8, 9]).piece(1..<4)
    #expect(buffer == [6, 7, 8])
    #expect(buffer[0] == 6)
    #expect(buffer.piece(1..<3) == [7, 8])
    #expect(buffer.array == [6, 7, 8])
    #expect(buffer.map { $0 * 2 } == [12, 14, 16])
    #expect(Buffer<Int32>([]).piece(0..<0).isEmpty)
  }

  @Test func aFileIsReadInPlaceAndStaysMapped() throws {
    let values: [Int64] = [1, -2, .max, .min]
    let bytes = values.withUnsafeBytes { Array($0) }
    var buffer = try #require(Buffer<Int64>(mapped(bytes), at: 8, count: 3))
    #expect(buffer == [-2, .max, .min])
    buffer = buffer.piece(1..<3)
    #expect(buffer.array == [.max, .min])
    #expect(buffer[1] == .min)
  }

  @Test func whatAFileDoesNotHoldIsNoBuffer() throws {
    let file = try mapped(Array(repeating: 0, count: 20))
    #expect(Buffer<Int64>(file, at: 0, count: 2) != nil)
    #expect(Buffer<Int64>(file, at: 0, count: 3) == nil)
    #expect(Buffer<Int64>(file, at: 4, count: 1) == nil)
    #expect(Buffer<Int64>(file, at: 24, count: 0) == nil)
    #expect(Buffer<Int64>(file, at: -8, count: 1) == nil)
    #expect(Buffer<Int32>(file, at: 0, count: .max) == nil)
    #expect(Buffer<UInt8>(file, at: 20, count: 0)?.isEmpty == true)
    #expect(try Buffer<UInt8>(mapped([]), at: 0, count: 0)?.array == [])
  }
}
