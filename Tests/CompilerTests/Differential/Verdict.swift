import Diagnostics
import Reference
import Semantics

/// How one call ended, in words that the interpreter and the machine share.
struct Verdict: Hashable {
  let end: End
  let gas: Int

  enum End: Hashable {
    case committed([Event])
    /// The span is absent where it is no part of what must agree.
    case reverted(Reason, Span?)
  }

  enum Reason: Hashable {
    case overflow, divisionByZero, domain, range, caller, noneRow, rowOutOfRange, noRows
    case require, ensure
    case enforced(Int)
    case outOfGas, depth, columnTooLarge
    case unproved, stackUnavailable
  }

  var reason: Reason? {
    if case .reverted(let reason, _) = end { reason } else { nil }
  }
}

/// What became of an invariant.
enum Truth: Hashable {
  case holds, fails
  case traps(Verdict.Reason, Span?)
}

extension Verdict {
  var span: Span? {
    if case .reverted(_, let span) = end { span } else { nil }
  }

  init(_ execution: Reference.Execution) {
    gas = execution.gas
    switch execution.outcome {
    case .committed(let events): end = .committed(events)
    case .reverted(let trap): end = .reverted(Reason(trap.reason), trap.place)
    }
  }
}

extension Trap {
  /// Where it happened, but for reasons that have no one place.
  var place: Span? {
    if case .outOfGas = reason { nil } else { span }
  }
}

extension Verdict.Reason {
  init(_ reason: Trap.Reason) {
    self =
      switch reason {
      case .demand(.require, _, _, _): .require
      case .demand(.ensure, _, _, _): .ensure
      case .enforcedInvariant(let number, _): .enforced(number)
      case .overflow: .overflow
      case .divisionByZero: .divisionByZero
      case .domain: .domain
      case .range: .range
      case .caller: .caller
      case .noneRow: .noneRow
      case .rowOutOfRange: .rowOutOfRange
      case .noRow: .noRows
      case .columnTooLarge: .columnTooLarge
      case .outOfGas: .outOfGas
      case .depth: .depth
      case .stackUnavailable: .stackUnavailable
      case .unproved: .unproved
      }
  }

  /// What it is counted under.
  var name: String {
    if case .enforced = self { "enforced" } else { "\(self)" }
  }
}
