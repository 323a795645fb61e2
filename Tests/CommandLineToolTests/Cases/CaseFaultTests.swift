import CommandLineTool
import Foundation
import Property
import Testing

/// Disks that are full, folders that cannot be written, writes that never ended.
@Suite("Cases and faults")
struct CaseFaultTests {
  /// The program itself, in a shell: limits of a process are not for the tests' own.
  private static func shell(_ command: String, in folder: String) throws -> Transcript {
    let tool = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ["PATH": "\(tool.path):/usr/bin:/bin", "LC_ALL": "C"]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let remarks = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return Transcript(
      status: ExitStatus(rawValue: process.terminationStatus) ?? .cannotRun,
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: remarks, as: UTF8.self))
  }

  @Test("a full disk is said, and nothing half-written is left")
  func full() throws {
    let scratch = try Scratch()
    try scratch.write("bank.risk", CaseTests.bank)
    // No file may be longer than nothing.
    let found = try CaseFaultTests.shell(
      "ulimit -f 0; plimsoll fuzz bank.risk --actions 60000 --workers 1", in: scratch.path)
    #expect(found.status == .findings, "\(found.output)\(found.errors)")
    #expect(found.output.contains("cannot keep "), "\(found.output)")
    #expect(found.output.contains("file too large"), "\(found.output)")
    let folder = scratch.path + "/.plimsoll/cases"
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    // Where results go to such a disk, half of them must not pass for all.
    let lost = try CaseFaultTests.shell(
      "plimsoll fuzz bank.risk --actions 20000 --workers 1 > /dev/full", in: scratch.path)
    #expect(lost.status == .cannotRun)
    #expect(lost.errors.contains("cannot write the results: no space left"), "\(lost.errors)")
  }

  @Test("what was never finished is left out, and said")
  func unfinished() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    let file = try CaseTests.cases(contract, seed: 1)[0].file
    let name = file.fileName + ".4711.tmp"
    try scratch.write(".plimsoll/cases/" + name, file.text)
    let entries = CaseStore(beside: contract).entries()
    guard case .refused(_, let reason)? = entries.first, entries.count == 1 else {
      Issue.record("\(entries)")
      return
    }
    #expect(reason == "it was never finished, and is left out")
    let mended = CaseTests.bank.replacing(
      "balance * rate\n", with: "balance * rate\n owed += a.balance\n")
    try scratch.write("bank.risk", mended)
    let attacked = plimsoll("fuzz", contract, "--actions", "5000", "--workers", "1")
    #expect(attacked.output.contains("\(name): is no case: it was never finished"))
    #expect(attacked.status == .success, "\(attacked.output)")
  }

  @Test("no beginning of a case is replayed as one")
  func cut() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    let bytes = Array(try CaseTests.cases(contract, seed: 1)[0].file.text.utf8)
    for length in 0..<bytes.count {
      let path = try scratch.write("cut.case", Array(bytes[..<length]))
      guard case .refused = CaseStore.read(path) else {
        Issue.record("\(length) bytes pass")
        continue
      }
      if length % 97 == 0 { #expect(plimsoll("replay", path).status == .cannotRun) }
    }
  }
}
