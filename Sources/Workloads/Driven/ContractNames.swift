import Semantics

/// Finds the numbers a driver calls by.
struct ContractNames {
  let contract: CheckedContract

  func action(_ name: String) throws(MissingName) -> Int {
    try number(of: name, in: contract.actions.map(\.name))
  }

  func state(_ name: String) throws(MissingName) -> Int {
    try number(of: name, in: contract.states.map(\.name))
  }

  func role(_ name: String) throws(MissingName) -> Int {
    try number(of: name, in: contract.roles)
  }

  func invariant(_ name: String) throws(MissingName) -> Int {
    try number(of: name, in: contract.invariants.map(\.name))
  }

  /// The column of a field, when no other table has a field of that name.
  func column(_ name: String) throws(MissingName) -> Int {
    try number(of: name, in: contract.tables.flatMap { $0.fields.map(\.name) })
  }

  private func number(of name: String, in names: [String]) throws(MissingName) -> Int {
    guard let number = names.firstIndex(of: name) else { throw MissingName(name: name) }
    return number
  }
}

/// A driver looked for a name its contract does not have.
package struct MissingName: Error {
  package let name: String
}
