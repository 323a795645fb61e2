import Numerics
import Statistics

/// Paths of a world as splitting moves them: copied where they come near to the worst, so that more
/// of them get there.
///
/// The severity is what the spec says, until the path is over. Then it is the greatest number where
/// what is expected to be rare has come about, and a lesser one where it has not. So the last level
/// stands for the event itself, and the estimate is without bias whatever severity a spec writes: a
/// poor one only costs steps.
///
/// All of it happens on one machine. A path that another takes the place of is put away first.
final class RarePaths: SplittingModel {
  /// What the last level is: the event has come about.
  static let target = Int128.max

  /// A path, and what it is now known for.
  final class State {
    /// What its next steps draw under; a copy has none until it moves.
    fileprivate var path: UInt64?
    /// Where it stands, when it is not on the machine; `nil` for one that has not begun.
    fileprivate var snapshot: PathSnapshot?
    fileprivate var hasBegun = false
    fileprivate var severity: Int128 = .min
    fileprivate var isFinished = false

    fileprivate init(path: UInt64?) { self.path = path }
  }

  private let runner: PathRunner
  private let entry: Int
  private let expectation: Int
  private let isStopped: () -> Bool
  /// The path that the machine holds.
  private var present: State?
  /// The first that went wrong; every path is over from then on.
  private(set) var problem: PathProblem?

  /// - Parameters:
  ///   - entry: the code that gives the severity.
  ///   - isStopped: asked before each path; once true all paths are over.
  init(
    _ runner: PathRunner, entry: Int, expectation: Int, isStopped: @escaping () -> Bool
  ) {
    self.runner = runner
    self.entry = entry
    self.expectation = expectation
    self.isStopped = isStopped
  }

  /// Words that a path takes up that has been put away.
  var words: Int { runner.machine.image.count + runner.history.count }

  // MARK: - Splitting

  func start(_ stream: inout RandomStream) -> State { State(path: stream.next()) }

  func advance(_ state: inout State, _ stream: inout RandomStream) {
    let path = state.path ?? stream.next()
    state.path = path
    attempt(state) { state throws(PathProblem) in
      bring(state, path)
      let goesOn = try runner.advance()
      try look(at: state, isOver: !goesOn)
    }
  }

  /// A path begins when it is first looked at.
  func severity(_ state: State) -> Int128 {
    if !state.hasBegun {
      state.hasBegun = true
      state.isFinished = isStopped()
      attempt(state) { state throws(PathProblem) in
        guard !state.isFinished else { return }
        putAway()
        try runner.begin(state.path ?? 0)
        present = state
        try look(at: state, isOver: false)
      }
    }
    return state.severity
  }

  func isFinished(_ state: State) -> Bool { state.isFinished }

  func copy(_ state: State) -> State {
    if state === present { putAway() }
    let copy = State(path: nil)
    copy.snapshot = state.snapshot
    copy.hasBegun = true
    copy.severity = state.severity
    copy.isFinished = state.isFinished || isStopped()
    return copy
  }

  // MARK: - The machine

  /// Brings a path onto the machine.
  private func bring(_ state: State, _ path: UInt64) {
    guard state !== present else { return }
    putAway()
    if let snapshot = state.snapshot { runner.restore(snapshot, as: path) }
    state.snapshot = nil
    present = state
  }

  /// What another path takes the place of may be gone on with later.
  private func putAway() {
    if let present, !present.isFinished { present.snapshot = runner.snapshot }
    present = nil
  }

  /// Looks at what is on the machine.
  private func look(at state: State, isOver: Bool) throws(PathProblem) {
    state.severity = min(try runner.ask(entry, .severity), Self.target - 1)
    guard isOver else { return }
    state.isFinished = true
    try runner.finish()
    if runner.record.claims[expectation] != 0 { state.severity = Self.target }
  }

  private func attempt(_ state: State, _ work: (State) throws(PathProblem) -> Void) {
    guard problem == nil else {
      state.isFinished = true
      return
    }
    do throws(PathProblem) { try work(state) } catch {
      problem = error
      state.isFinished = true
    }
  }
}
