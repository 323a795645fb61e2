import Dispatch
import Synchronization
import Workloads

/// The same paths by two workers and by one: a ratio of 0.5 is all a second core can give.
func scalingRows() -> [Row] {
  var rows = [
    row("PERP-STEP, native Swift") {
      { seed in
        var statistics = PerpStep.Statistics()
        NativePerpStep.path(seed: seed, into: &statistics)
        return statistics.checksum
      }
    }
  ]
  if let compiled = Package.compiled("Contracts/perp-step.risk") {
    rows.append(
      row("PERP-STEP, machine") {
        guard let run = try? PerpStep.onMachine(compiled) else { return { _ in 0 } }
        return { run($0).checksum }
      })
  }
  return rows
}

private let paths = 64

/// Each worker makes its own, so that nothing is shared but the program.
private typealias MakePath = @Sendable () -> (_ seed: UInt64) -> UInt64

private func row(_ name: String, _ makePath: @escaping MakePath) -> Row {
  Row(
    name: "\(name), two workers", operations: paths, clock: .wall,
    work: { Int128(run(workers: 2, makePath)) },
    twin: Row.Twin(name: "one worker", isExact: true) { Int128(run(workers: 1, makePath)) })
}

/// The wrapping sum of what the paths come to.
private func run(workers: Int, _ makePath: @escaping MakePath) -> UInt64 {
  let total = Total()
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    await withTaskGroup(of: UInt64.self) { group in
      for worker in 0..<workers {
        group.addTask {
          let path = makePath()
          return stride(from: worker, to: paths, by: workers).reduce(0) {
            $0 &+ path(UInt64($1 + 1))
          }
        }
      }
      for await part in group { total.add(part) }
    }
    done.signal()
  }
  done.wait()
  return total.value
}

private final class Total: Sendable {
  private let sum = Mutex<UInt64>(0)

  func add(_ part: UInt64) { sum.withLock { $0 &+= part } }
  var value: UInt64 { sum.withLock { $0 } }
}
