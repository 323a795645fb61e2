import Diagnostics

/// A file that is written little by little. Until it is finished it has another name, so nobody
/// takes half of it for the whole.
final class ByteFile {
  let path: String
  private let target: Target
  private var pending: [UInt8] = []
  private var failure: String?

  private enum Target {
    case file(descriptor: Int32, temporary: String)
    case output(Output)
  }

  /// Standard output for `-`.
  init(_ path: String, _ output: Output) throws(System.Failure) {
    self.path = path
    if path == "-" {
      target = .output(output)
      return
    }
    switch System.kind(of: path) {
    case .folder: throw System.Failure(reason: "it is a folder")
    case .other: throw System.Failure(reason: "it is no file")
    case .file, .missing, .refused: break
    }
    let (descriptor, temporary) = try System.create(beside: path)
    target = .file(descriptor: descriptor, temporary: temporary)
  }

  func write(_ text: String) {
    switch target {
    case .output(let output): output.write(text)
    case .file:
      pending += text.utf8
      if pending.count > 65_536 { flush() }
    }
  }

  private func flush() {
    guard case .file(let descriptor, _) = target, failure == nil, !pending.isEmpty else { return }
    if !System.writeAll(pending, to: descriptor) { failure = System.lastReason }
    pending.removeAll(keepingCapacity: true)
  }

  /// Everything is written, and the file has its name; or nothing is there, and why.
  func finish() -> String? {
    flush()
    guard case .file(let descriptor, let temporary) = target else { return nil }
    return System.finish(descriptor, temporary, as: path, keeping: failure == nil) ?? failure
  }
}
