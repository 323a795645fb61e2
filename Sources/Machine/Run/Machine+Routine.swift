// Routines of a spec: code that stops to ask the world for something, and goes on when it has it.
//
// While one waits, actions and other entries run on the same memory. The compiler has laid their
// registers and loops apart, so all there is to remember is where to go on.
extension Machine {
  /// How far a routine has come.
  package enum Progress: Hashable, Sendable {
    case finished
    case asked(Waiting)
    /// What it had stored until then stays.
    case stopped(Stop, at: Int?)
  }

  /// A routine that waits for the world.
  package struct Waiting: Hashable, Sendable {
    package let request: Int
    /// The first of the words that go with it.
    fileprivate let firstWord: Int
    fileprivate let next: Int
    fileprivate let gas: Int
  }

  /// What names the words drawn from now on.
  package var draws: DrawContext {
    get { core.pointee.draws }
    set { core.pointee.draws = newValue }
  }

  /// Starts a routine with what it is given. Its own gas only keeps it from running for ever.
  package func begin(_ routine: Int, _ arguments: [Int128] = [], gas: Int) -> Progress {
    for site in program.program.entries[routine].drawSites { core.pointee.occurrences[site] = 0 }
    core.pointee.beginCall()
    core.pointee.undoMark = .max
    let gate = UnsafePointer(core.pointee.entries + routine)
    Core.pass(arguments, to: gate)
    return progress(Core.start(gate, by: .anyone, gas: gas))
  }

  /// Goes on behind the request.
  package func resume(_ routine: Waiting) -> Progress {
    let gate = Gate(goingOnAt: routine.next, core)
    core.pointee.undoMark = .max
    return withUnsafePointer(to: gate) {
      progress(Core.start($0, by: .anyone, gas: routine.gas))
    }
  }

  /// A word that goes with a request.
  package func word(_ place: Int, of routine: Waiting) -> Int128 {
    precondition(0..<program.program.requests[routine.request] ~= place)
    return core.pointee.arena[routine.firstWord + place]
  }

  private func progress(_ run: Run) -> Progress {
    let next = core.pointee.asked
    core.pointee.asked = 0
    if let stop = run.stop { return .stopped(stop, at: run.at) }
    guard next > 0 else { return .finished }
    let request = core.pointee.code[next - 1]
    return .asked(
      Waiting(
        request: Int(request.a), firstWord: Int(request.b), next: next, gas: core.pointee.gas))
  }
}
