import Foundation

/// What is measured. A new row is one more element here.
let rows =
  perpStepRows() + campaignRows() + voteRows() + attackRows() + workloadRows() + scalingRows()
  + processRows() + arithmeticRows() + functionRows() + drawRows() + checkRows()

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  if options.wantsHelp {
    print(Options.help)
    exit(0)
  }
  #if DEBUG
    FileHandle.standardError.write(
      Data(
        "note: this is a debug build, some hundred times slower; use `swift run -c release`\n".utf8)
    )
  #endif
  let chosen = rows.filter {
    options.filter.isEmpty || $0.name.contains(options.filter)
  }
  let baseline = try Baseline.load()
  let measurements = chosen.map { Measurement(of: $0, rounds: options.rounds) }
  if options.json {
    print(Report.json(measurements, beside: baseline))
  } else {
    print(Report.table(measurements))
    print("\n" + Report.moved(measurements, since: baseline))
  }
  if options.record { try baseline.record(measurements) }
  exit(measurements.allSatisfy { $0.difference == nil } ? 0 : 1)
} catch let problem as Options.Problem {
  FileHandle.standardError.write(Data("error: \(problem.text)\n\n\(Options.help)\n".utf8))
  exit(64)
} catch {
  FileHandle.standardError.write(Data("error: \(Baseline.path): \(error)\n".utf8))
  exit(2)
}
