import Numerics

/// Settings held against their descriptions. When one exists, all names, labels, clauses and ranges
/// are right, nothing that must be there is missing, and nothing stands twice.
struct SettingReader {
  /// Whose settings they are, as an error names it.
  let owner: String
  private let descriptions: [SettingDescription]
  private let settings: [Setting]

  init(
    _ owner: String, _ descriptions: [SettingDescription], _ settings: [Setting]
  ) throws(MarketError) {
    self.owner = owner
    self.descriptions = descriptions
    self.settings = settings
    for (index, setting) in settings.enumerated() {
      guard let description = descriptions.first(where: { $0.name == setting.name }) else {
        throw .unknownSetting(
          owner: owner, setting: setting.name, known: descriptions.map(\.name))
      }
      if settings[..<index].contains(where: { $0.title == setting.title }) {
        throw .repeatedSetting(owner: owner, setting: setting.title)
      }
      try SettingReader.check(setting, description)
    }
    for description in descriptions {
      let least =
        switch description.presence {
        case .required: 1
        case .repeated(let atLeast): atLeast
        case .optional, .standard: 0
        }
      guard settings.count(where: { $0.name == description.name }) >= least else {
        throw .missingSetting(owner: owner, setting: description.name)
      }
    }
  }

  private static func check(
    _ setting: Setting, _ description: SettingDescription
  ) throws(MarketError) {
    guard setting.labels.count == description.labels.count else {
      throw .labelCount(
        setting: setting.name, wanted: description.labels.count, found: setting.labels.count)
    }
    try description.range.check(setting.value.word, setting.title)
    let clauses = setting.value.clauses
    for (index, clause) in clauses.enumerated() {
      guard let wanted = description.clauses.first(where: { $0.kind == clause.kind }) else {
        throw .strangeClause(setting: setting.title, clause: clause.kind)
      }
      if clauses[..<index].contains(where: { $0.kind == clause.kind }) {
        throw .repeatedSetting(owner: setting.title, setting: clause.kind.rawValue)
      }
      try wanted.range.check(clause.word, "\(setting.title) \(clause.kind.rawValue)")
    }
    for wanted in description.clauses where wanted.isRequired {
      guard clauses.contains(where: { $0.kind == wanted.kind }) else {
        throw .missingClause(setting: setting.title, clause: wanted.kind)
      }
    }
  }

  /// A setting that may be left out: its word, or the one it stands for then.
  func optional(_ name: String) -> Int128? {
    if let setting = settings.first(where: { $0.name == name }) { return setting.value.word }
    let description = descriptions.first { $0.name == name }
    if case .standard(let word) = description?.presence { return word }
    return nil
  }

  func word(_ name: String) throws(MarketError) -> Int128 {
    guard let word = optional(name) else { throw .missingSetting(owner: owner, setting: name) }
    return word
  }

  func clause(_ kind: Clause.Kind, of name: String) -> Int128? {
    settings.first { $0.name == name }.flatMap { $0.clause(kind) }
  }

  func optionalRate(_ name: String) -> Rate? {
    guard let word = optional(name) else { return nil }
    // Nothing per any time is nothing: a setting left out has no clause.
    return Rate(word, per: clause(.per, of: name) ?? Rate.year)
  }

  func rate(_ name: String) throws(MarketError) -> Rate {
    guard let rate = optionalRate(name) else {
      throw .missingSetting(owner: owner, setting: name)
    }
    return rate
  }

  func all(_ name: String) -> [Setting] { settings.filter { $0.name == name } }
}

extension Setting {
  func clause(_ kind: Clause.Kind) -> Int128? {
    value.clauses.first { $0.kind == kind }?.word
  }
}

extension Rate {
  /// 365 days.
  static let year: Int128 = 31_536_000 * Fixed.unit
  static let none = Rate(0, per: year)
}
