import Foundation
import Numerics
import Testing

/// Arithmetic against Python's integers, functions against mpmath.
@Suite struct VectorTests {
  @Test(arguments: ["arithmetic.txt", "functions.txt"])
  func committed(name: String) throws {
    let (count, wrong) = try Vector.check(Vector.folder.appending(path: name))
    #expect(count > 1000)
    #expect(wrong.isEmpty, "\(wrong.count) of \(count), first \(wrong.prefix(3))")
  }

  /// Half a million each of multiply and divide and fifty thousand of each function, written anew.
  @Test func generated() throws {
    guard ProcessInfo.processInfo.environment["PLIMSOLL_VECTORS"] == "full" else {
      print("skipped: 2,250,000 generated vectors (set PLIMSOLL_VECTORS=full)")
      return
    }
    guard try python(["-c", "import mpmath"]) == 0 else {
      print("skipped: 2,250,000 generated vectors (python3 with mpmath is not here)")
      return
    }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "plimsoll-vectors-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = Vector.folder.appending(path: "generate.py").path()
    let status = try python([
      script, "--count", "500000", "--functions-count", "50000", "--out", folder.path(),
    ])
    #expect(status == 0)
    for name in ["arithmetic.txt", "functions.txt"] {
      let (count, wrong) = try Vector.check(folder.appending(path: name))
      print("checked \(count) generated vectors of \(name)")
      #expect(wrong.isEmpty, "\(wrong.count) of \(count), first \(wrong.prefix(3))")
    }
  }

  /// Runs the interpreter found on the path; its exit status.
  private func python(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
