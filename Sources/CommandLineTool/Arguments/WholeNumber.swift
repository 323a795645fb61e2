/// A whole number as a command line gives it: `1000` or `1_000`.
enum WholeNumber: Equatable {
  case number(Int)
  /// It is one, and no `Int` holds it.
  case tooLarge
  case none

  init(_ text: some StringProtocol) {
    let digits = String(text.filter { $0 != "_" } as [Character])
    guard text.utf8.first != UInt8(ascii: "_"), !digits.isEmpty,
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else {
      self = .none
      return
    }
    self = Int(digits).map { .number($0) } ?? .tooLarge
  }

  /// What `1,000` is meant to be, as it should be written; `nil` for what is no number with commas.
  static func withoutCommas(_ text: String) -> String? {
    guard text.contains(","), text.first != ",", text.last != "," else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ WholeNumber($0) != .none }) else {
      return nil
    }
    return parts.joined(separator: "_")
  }
}
