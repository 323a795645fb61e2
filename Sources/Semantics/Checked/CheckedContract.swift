import Diagnostics

/// A contract with its libraries merged in, every name a slot, every type and dimension proved.
/// Constants are folded into the expressions that used them.
package struct CheckedContract: Sendable {
  package var name: String
  package var span: Span
  package var roles: [String] = []
  package var parameters: [CheckedParameter] = []
  package var enumerations: [CheckedEnumeration] = []
  package var states: [CheckedState] = []
  package var tables: [CheckedTable] = []
  package var events: [CheckedEvent] = []
  /// Callees come before callers, so no call chain has a cycle.
  package var functions: [CheckedFunction] = []
  package var actions: [CheckedAction] = []
  package var invariants: [CheckedInvariant] = []
  package var laws: [CheckedLaw] = []

  package init(name: String, span: Span) {
    self.name = name
    self.span = span
  }
}

/// What a value may be, both ends included, as words.
package typealias WordRange = ClosedRange<Int128>

/// A governance parameter of the contract.
package struct CheckedParameter: Sendable {
  package let name: String
  package let type: ValueType
  package let initial: Int128
  /// Absent for truths, enums and rows.
  package let range: WordRange?
  package let span: Span

  package init(name: String, type: ValueType, initial: Int128, range: WordRange?, span: Span) {
    self.name = name
    self.type = type
    self.initial = initial
    self.range = range
    self.span = span
  }
}

package struct CheckedEnumeration: Sendable {
  package let name: String
  package let members: [String]

  package init(name: String, members: [String]) {
    self.name = name
    self.members = members
  }
}

package struct CheckedState: Sendable {
  package let name: String
  package let type: ValueType
  package let initial: Int128
  package let span: Span

  package init(name: String, type: ValueType, initial: Int128, span: Span) {
    self.name = name
    self.type = type
    self.initial = initial
    self.span = span
  }
}

package struct CheckedTable: Sendable {
  package let name: String
  /// Empty for a table whose rows are numbered. The rows of a keyed table are all combinations of
  /// its keys; row number = ((k0 * count1) + k1) * count2 + k2 ...
  package let keys: [Key]
  package var fields: [Field]
  /// The rows written down with the table, as one word a field; absent for a population.
  package var fixedRows: [[Int128]]?
  package let span: Span

  package init(
    name: String, keys: [Key], fields: [Field], fixedRows: [[Int128]]?, span: Span
  ) {
    self.name = name
    self.keys = keys
    self.fields = fields
    self.fixedRows = fixedRows
    self.span = span
  }

  package struct Key: Sendable {
    package let name: String
    package let table: TableID

    package init(name: String, table: TableID) {
      self.name = name
      self.table = table
    }
  }

  package struct Field: Sendable {
    package let name: String
    package let type: ValueType
    package let initial: Int128
    package let isParameter: Bool
    package let range: WordRange?
    package let span: Span

    package init(
      name: String, type: ValueType, initial: Int128, isParameter: Bool, range: WordRange?,
      span: Span
    ) {
      self.name = name
      self.type = type
      self.initial = initial
      self.isParameter = isParameter
      self.range = range
      self.span = span
    }
  }
}

/// A name with a type: what an event carries, what a function is given or gives back, or a local.
package struct CheckedSlot: Sendable {
  package let name: String
  package let type: ValueType
  package let range: WordRange?
  package let span: Span

  package init(name: String, type: ValueType, range: WordRange? = nil, span: Span) {
    self.name = name
    self.type = type
    self.range = range
    self.span = span
  }
}

package struct CheckedEvent: Sendable {
  package let name: String
  package let parameters: [CheckedSlot]
  package let span: Span

  package init(name: String, parameters: [CheckedSlot], span: Span) {
    self.name = name
    self.parameters = parameters
    self.span = span
  }
}

/// The slots one body needs. Parameters come first, in order; for an action called by a row, the
/// caller comes right after them.
package struct Frame: Sendable {
  package var locals: [CheckedSlot] = []
  package var columns: [Column] = []

  package init() {}

  package struct Column: Sendable {
    package let name: String
    package let tables: [TableID]
    package let type: ValueType

    package init(name: String, tables: [TableID], type: ValueType) {
      self.name = name
      self.tables = tables
      self.type = type
    }
  }
}

package struct CheckedFunction: Sendable {
  package let name: String
  package let parameters: [CheckedSlot]
  package let results: [CheckedSlot]
  package let changesState: Bool
  package let frame: Frame
  /// A body written `= expr` is one `return`.
  package let body: [CheckedStatement]
  package let span: Span

  package init(
    name: String, parameters: [CheckedSlot], results: [CheckedSlot], changesState: Bool,
    frame: Frame, body: [CheckedStatement], span: Span
  ) {
    self.name = name
    self.parameters = parameters
    self.results = results
    self.changesState = changesState
    self.frame = frame
    self.body = body
    self.span = span
  }
}

package struct CheckedAction: Sendable {
  package let name: String
  /// Arguments outside a slot's range revert the action.
  package let parameters: [CheckedSlot]
  package let callers: Callers
  package let frame: Frame
  package let body: [CheckedStatement]
  package let span: Span

  package init(
    name: String, parameters: [CheckedSlot], callers: Callers, frame: Frame,
    body: [CheckedStatement], span: Span
  ) {
    self.name = name
    self.parameters = parameters
    self.callers = callers
    self.frame = frame
    self.body = body
    self.span = span
  }

  package enum Callers: Sendable {
    case anyone
    case roles([RoleID])
    /// A row of the table; its slot comes right after the parameters.
    case row(TableID)
  }
}

/// Who calls an action.
package indirect enum CheckedCaller: Sendable {
  case anyone
  case role(RoleID)
  case row(CheckedExpression)
}

package struct CheckedInvariant: Sendable {
  package let name: String
  package let text: String?
  /// Only after this action; its arguments stand in the first locals of the frame.
  package let after: ActionID?
  /// A break reverts the action instead of being reported.
  package let enforced: Bool
  /// It reads parameters alone, so a vote can check it without a state.
  package let overParametersAlone: Bool
  package let frame: Frame
  package let condition: CheckedExpression
  package let span: Span

  package init(
    name: String, text: String?, after: ActionID?, enforced: Bool, overParametersAlone: Bool,
    frame: Frame, condition: CheckedExpression, span: Span
  ) {
    self.name = name
    self.text = text
    self.after = after
    self.enforced = enforced
    self.overParametersAlone = overParametersAlone
    self.frame = frame
    self.condition = condition
    self.span = span
  }
}

/// A claim about two runs from one state; checked now, run by the simulation.
package struct CheckedLaw: Sendable {
  package let title: String
  /// The contract it is about, under its name here.
  package let contract: String
  package let frame: Frame
  package let given: [Given]
  package let left: [CheckedStatement]
  package let right: [CheckedStatement]
  package let then: CheckedExpression
  package let span: Span

  package init(
    title: String, contract: String, frame: Frame, given: [Given], left: [CheckedStatement],
    right: [CheckedStatement], then: CheckedExpression, span: Span
  ) {
    self.title = title
    self.contract = contract
    self.frame = frame
    self.given = given
    self.left = left
    self.right = right
    self.then = then
    self.span = span
  }

  package enum Given: Sendable {
    case row(CheckedSelection)
    case value(LocalID, WordRange)
  }
}
