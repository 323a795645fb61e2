import Foundation

/// What is measured. A new row is one more element here.
let rows = perpStepRows() + arithmeticRows() + functionRows() + drawRows() + checkRows()

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
  let measurements = chosen.map { Measurement(of: $0, rounds: options.rounds) }
  print(options.json ? Report.json(measurements) : Report.table(measurements))
  exit(measurements.allSatisfy(\.agrees) ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("error: \(error.text)\n\n\(Options.help)\n".utf8))
  exit(64)
}
