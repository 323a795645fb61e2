import Diagnostics
import Numerics
import Syntax

/// Checks one contract (or one library on its own) together with the libraries it imports.
///
/// The work goes in passes, each over all declarations, so that order in the file never matters:
/// names; tables, enums and units; types and signatures; constants and ranges; bodies; then what
/// can only be said of the whole, the call graph and unused names. A mistake is reported once and
/// becomes `.unknown`, which agrees with everything after it.
struct ContractChecker {
  var definitions = Definitions()
  var diagnostics = DiagnosticBag()
  var contract: CheckedContract
  var constants: [ConstantState] = []
  var functions: [FunctionSignature] = []
  var actions: [ActionSignature] = []
  var fieldNames: [[String: FieldID]] = []
  var keyNames: [[String: Int]] = []
  /// Each enum's members and their places, and for each member the enums that have it.
  var members: [[String: Int]] = []
  var memberHolders: [String: [EnumerationID]] = [:]
  private(set) var typeNames = TypeNames(tables: [], enumerations: [])
  /// Row names of an example's populations: `Market[ETH]`.
  var rowNames: [TableID: [String: Int]] = [:]
  /// By whose rows each unit is told apart, if by any. A unit is one for all modules.
  var unitTables: [String: (table: TableID?, declared: Span)] = [:]
  /// The table whose fields are being declared; a unit indexed by it needs no index there.
  var tableBeingDeclared: TableID?
  /// Unit parameters of the function being checked.
  var unitParameters: [String: UnitTag] = [:]
  var body: BodyContext
  /// The names of all `require`s and `ensure`s, which an example may expect to fail.
  var demandNames: Set<String> = []
  /// The spec being checked, with what it has gathered so far; `nil` for contracts.
  var spec: SpecContext?
  /// How many expressions are being checked inside one another, those of constants included that
  /// are evaluated for others.
  var expressionDepth = 0

  /// - Parameter modules: the module to check first, then every library it sees, each once.
  init(modules: [ModuleScope]) {
    definitions.modules = modules
    let main = modules[0].module
    contract = CheckedContract(name: main.name.text, span: main.name.span)
    body = BodyContext(purpose: .constant, module: 0)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.report(diagnostic) }

  /// All passes over a contract or library.
  mutating func checkModules() {
    for module in definitions.modules.indices { declareNames(of: module) }
    typeNames = TypeNames(
      tables: contract.tables.map(\.name), enumerations: contract.enumerations.map(\.name))
    for module in definitions.modules.indices { declareTables(of: module) }
    for module in definitions.modules.indices { declareTypes(of: module) }
    for module in definitions.modules.indices { declareInitialValues(of: module) }
    for function in functions.indices { checkFunction(function) }
    for action in actions.indices { checkAction(action) }
    for module in definitions.modules.indices { checkInvariants(of: module) }
    checkCallGraph()
    // What could not be read may be what used them.
    if !diagnostics.hasErrors { reportUnusedDefinitions() }
  }

  /// Tables have been added behind those that were written.
  mutating func nameTables() {
    typeNames = TypeNames(
      tables: contract.tables.map(\.name), enumerations: contract.enumerations.map(\.name))
  }

  /// Runs `work` in a fresh body and gives back the body as it was left.
  mutating func withBody<Result>(
    _ context: BodyContext, _ work: (inout ContractChecker) -> Result
  ) -> (Result, BodyContext) {
    let outer = body
    body = context
    let result = work(&self)
    let inner = body
    body = outer
    return (result, inner)
  }
}

/// A constant is evaluated when first needed, so constants may use each other in any order.
enum ConstantState {
  case pending(ConstantDeclaration, module: Int)
  case evaluating
  case known(Int128, ValueType)
}

/// A function as its callers see it.
struct FunctionSignature {
  let declaration: FunctionDeclaration
  let module: Int
  var unitParameters: [String: UnitTag] = [:]
  var parameters: [CheckedSlot] = []
  var results: [CheckedSlot] = []
  /// Calls found in the body, for the call graph.
  var calls: [(callee: FunctionID, span: Span)] = []

  var changesState: Bool { declaration.changesState != nil }
}

struct ActionSignature {
  let declaration: ActionDeclaration
  let module: Int
  var parameters: [CheckedSlot] = []
  var callers: CheckedAction.Callers = .anyone
}
