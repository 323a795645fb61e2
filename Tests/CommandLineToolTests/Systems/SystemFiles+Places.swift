import Diagnostics
import Foundation
import Semantics

/// Where a checklist's names and specs stand, as links from the folder of the contracts.
extension SystemFiles {
  /// The file and line that declare an action, an event, a function or a member of an enum.
  func link(toDeclarationOf name: String) -> String? {
    let span =
      contract.actions.first { $0.name == name }?.span
      ?? contract.events.first { $0.name == name }?.span
      ?? contract.functions.first { $0.name == name }?.span
    return span.map(link) ?? linkToMember(name)
  }

  /// The simulation of that name, or the examples that have it in their titles.
  func links(toSpec title: String) -> [String] {
    if let spec = simulations.first(where: { $0.name == title }) { return [link(to: spec.span)] }
    return checkedExamples.filter { $0.title.contains(title) }.map { link(to: $0.span) }
      .reduce(into: []) { links, link in if !links.contains(link) { links.append(link) } }
  }

  private func link(to span: Span) -> String {
    link(sources[span.file].path, line: sources.position(of: span).line)
  }

  private func link(_ path: String, line: Int) -> String {
    let fromRoot = path.dropFirst(SystemFiles.root.path.count).drop { $0 == "/" }
    let folder = "Contracts/"
    let shown =
      fromRoot.hasPrefix(folder) ? String(fromRoot.dropFirst(folder.count)) : "../\(fromRoot)"
    let name = shown.hasPrefix("../Specs/") ? shown.dropFirst("../Specs/".count) : shown[...]
    return "[\(name):\(line)](\(shown)#L\(line))"
  }

  /// Members have no span of their own: the first line after the head of their enum that names them.
  private func linkToMember(_ name: String) -> String? {
    guard let enumeration = contract.enumerations.first(where: { $0.members.contains(name) })
    else { return nil }
    let own = Set((contract.functions.map(\.span) + [contract.span]).map { $0.file.index })
    for file in own.sorted().map({ sources.files[$0] }) {
      let lines = String(decoding: file.bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      guard let head = lines.firstIndex(where: { $0.contains("enum \(enumeration.name) {") }),
        let line = lines[head...].firstIndex(where: { SystemFiles.words(String($0)).contains(name) }
        )
      else { continue }
      return link(file.path, line: line + 1)
    }
    return nil
  }
}
