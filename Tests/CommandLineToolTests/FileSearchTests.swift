import CommandLineTool
import Foundation
import Testing

@Suite("Files and folders")
struct FileSearchTests {
  private let broken = "contract A { state n : nothing }\n"

  private func found(_ scratch: Scratch) -> [String] {
    plimsoll("check", "--concise", scratch.path).output.split(separator: "\n")
      .filter { $0.contains("unknown-type") }
      .map { String($0.dropFirst(scratch.path.count + 1).prefix { $0 != ":" }) }
  }

  @Test("a folder gives its files in the order of their bytes")
  func order() throws {
    let scratch = try Scratch()
    for name in ["b.risk", "a/z.risk", "B.risk", "a.risk", "é.risk", ".build/x.risk", "c.txt"] {
      try scratch.write(name, broken)
    }
    #expect(found(scratch) == ["B.risk", "a/z.risk", "a.risk", "b.risk", "é.risk"])
  }

  @Test("a link that leads back is followed once, one that leads nowhere is said")
  func links() throws {
    let scratch = try Scratch()
    try scratch.write("deep/a.risk", broken)
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: scratch.path + "/deep/back", withDestinationPath: scratch.path)
    #expect(found(scratch) == ["deep/a.risk"])

    try files.createSymbolicLink(
      atPath: scratch.path + "/gone.risk", withDestinationPath: "nowhere")
    let run = plimsoll("check", "--concise", scratch.path)
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("error[file-not-found]: there is no file or folder"))
    #expect(found(scratch) == ["deep/a.risk"])
  }

  @Test("a path given twice is read once")
  func twice() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.risk", "contract A {\n  state n : int\n}\n")
    let run = plimsoll("check", file, file, scratch.path)
    #expect(run.output.contains("1 file checked"), "\(run.output)")
  }

  @Test("folders nested without measure are refused, not passed over")
  func depth() throws {
    let scratch = try Scratch()
    try scratch.write(String(repeating: "d/", count: 80) + "a.risk", broken)
    let run = plimsoll("check", scratch.path)
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("64 folders deep"))
  }

  @Test("a misspelt path gets the nearest name beside it")
  func nearest() throws {
    let scratch = try Scratch()
    let file = try scratch.write("perpetual.risk", broken)
    let run = plimsoll("check", scratch.path + "/perpetul.risk")
    #expect(run.output.contains("did you mean `\(file)`?"), "\(run.output)")
  }

  @Test("a file of four megabytes is read, one byte more is refused")
  func size() throws {
    let scratch = try Scratch()
    let limit = 4 * 1024 * 1024
    let text = Array("contract A {\n  state n : int\n}\n".utf8)
    let padding = [UInt8](repeating: 0x0A, count: limit - text.count)
    let fits = try scratch.write("fits.risk", text + padding)
    let refused = try scratch.write("large.risk", text + padding + [0x0A])
    #expect(plimsoll("check", "--concise", fits).output.contains("1 file checked"))
    #expect(plimsoll("check", refused).output.contains("error[file-too-large]"))
    #expect(
      plimsoll("check", "-", input: text + padding + [0x0A]).output.contains("file-too-large"))
  }

  @Test("fmt keeps permissions and links, and leaves nothing behind")
  func replacing() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.risk", "contract A{state n:int}\n")
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    let link = scratch.path + "/link.risk"
    try files.createSymbolicLink(atPath: link, withDestinationPath: "a.risk")
    #expect(plimsoll("fmt", link).status == .success)
    #expect(try scratch.read("a.risk").hasPrefix("contract A {"))
    #expect(try files.destinationOfSymbolicLink(atPath: link) == "a.risk")
    #expect(try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o666)
    #expect(
      try files.contentsOfDirectory(atPath: scratch.path).sorted() == ["a.risk", "link.risk"])
  }

  @Test("pages of explain fit a screen")
  func width() {
    let page = plimsoll("explain", "file-too-large").output
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(page)")
  }
}
