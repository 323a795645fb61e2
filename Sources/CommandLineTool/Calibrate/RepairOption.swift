import Diagnostics
import Market

extension Repairs {
  /// As a command line has them: `--repair gaps=hold,duplicates=last`.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    self.init()
    guard let text = arguments.value("repair") else { return }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, let repair = Repair.allCases.first(where: { $0.name == pair[0] }),
        add(repair, way: String(pair[1]))
      else {
        throw .badValue(what: "repair", found: String(part), wanted: "choose \(Repairs.choices)")
      }
    }
  }

  /// Every repair there is.
  static var choices: String {
    Repair.allCases.flatMap { repair in repair.ways.map { "\(repair.name)=\($0)" } }
      .joined(separator: ", ")
  }
}
