/// How a command ended, as the shell sees it.
package enum ExitStatus: Int32, Sendable {
  /// Clean, or within tolerance.
  case success = 0
  /// The command did its work and found something.
  case findings = 1
  /// It could not do its work: a file is missing or has errors.
  case cannotRun = 2
  /// More paths would be needed to say.
  case undecided = 3
  /// The command line itself is wrong.
  case usage = 64
  /// A person stopped it; what was known by then has been printed.
  case interrupted = 130
}
