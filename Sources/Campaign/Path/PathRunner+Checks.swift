import Machine
import Semantics

// Invariants, claims that are looked at in every step, and samples.
extension PathRunner {
  /// Asks the invariants that the call may have broken, or all that are suspect.
  func checkInvariants(after call: PathCall?, all: Bool) throws(PathProblem) {
    if let call {
      transaction?.count(call)
      for number in program.invariantsAfter[call.action] {
        if transaction?.postpones(number) ?? false { continue }
        let isAbout = spec.contract.invariants[number].after != nil
        check(number, isAbout ? call.arguments : [], after: call.action)
      }
      return
    }
    for number in isSuspect.indices
    where isSuspect[number] && spec.contract.invariants[number].after == nil {
      check(number, [], after: nil)
    }
  }

  /// One that cannot be computed is broken.
  func check(_ number: Int, _ arguments: [Int128], after action: ActionID?) {
    let entry = program.compiled.invariants[number]
    let run = machine.ask(entry, arguments, gas: defaultGas)
    tally.asked[number] += 1
    if run.stop == nil, machine.result(0, of: entry) == 1 {
      isSuspect[number] = false
      return
    }
    isSuspect[number] = true
    guard !record.breaks.contains(where: { $0.invariant == number }) else { return }
    let broken = PathRecord.Break(invariant: number, step: step, action: action)
    record.breaks.append(broken)
    listener?.broke(broken)
  }

  /// Time has passed, which some invariants look at; then laws, then claims, then samples.
  func endStep() throws(PathProblem) {
    for number in program.invariantsOfTime { isSuspect[number] = true }
    try checkInvariants(after: nil, all: false)
    askLaws()
    for (number, expectation) in spec.expectations.enumerated() {
      switch expectation.claim {
      case .always:
        guard record.wrongAt[number] == nil, let entry = program.expectations[number].value,
          try ask(entry, .expectation(number)) == 0
        else { continue }
        record.wrongAt[number] = step
      case .eventually(_, _, let within):
        guard record.wrongAt[number] == nil, let entry = program.expectations[number].value
        else { continue }
        if try ask(entry, .expectation(number)) != 0 {
          waitingSince[number] = nil
        } else {
          let since = waitingSince[number] ?? step
          waitingSince[number] = since
          if step - since >= within { record.wrongAt[number] = since }
        }
      case .invariants, .estimate: continue
      }
    }
    try sample(atStart: false)
  }

  /// Keeps what measures want to know of every step.
  func sample(atStart: Bool) throws(PathProblem) {
    for (number, sampler) in program.samplers.enumerated()
    where !atStart || spec.samplers[number].countsStart {
      try run(routine: sampler, [], .sampler(number), turn: nil)
    }
  }
}
