import Diagnostics

extension Session {
  /// Writes a whole file, or nothing, and says why.
  func write(_ text: String, to path: String) -> Diagnostic? {
    do throws(System.Failure) {
      let file = try ByteFile(path, output)
      file.write(text)
      return file.finish().map { .notWritable(path, $0) }
    } catch {
      return .notWritable(path, error.reason)
    }
  }
}
