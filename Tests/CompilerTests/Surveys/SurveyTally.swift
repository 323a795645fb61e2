/// What a run has seen, so that a test can demand that it saw enough.
struct SurveyTally: CustomStringConvertible {
  var programs = 0
  var refused = 0
  var surveys = 0
  /// Programs in which a proof spared a look.
  var sparing = 0
  var calls = 0
  var reverts = 0
  var scans = 0
  var stops = 0
  var rows = 0
  var requests = 0
  var holding = 0
  var failing = 0
  var looks = 0
  var spared = 0
  var proved = 0

  mutating func count(_ truth: Truth) {
    switch truth {
    case .holds: holding += 1
    case .fails: failing += 1
    case .traps: stops += 1
    }
  }

  static func + (left: SurveyTally, right: SurveyTally) -> SurveyTally {
    var sum = left
    let counts: [WritableKeyPath<SurveyTally, Int>] = [
      \.programs, \.refused, \.surveys, \.sparing, \.calls, \.reverts, \.scans, \.stops, \.rows,
      \.requests, \.holding, \.failing, \.looks, \.spared, \.proved,
    ]
    for count in counts { sum[keyPath: count] += right[keyPath: count] }
    return sum
  }

  var description: String {
    """
    \(programs) contracts (\(refused) more refused) with \(surveys) surveys, \(sparing) contracts \
    sparing looks; \(calls) calls, \(reverts) reverted; \(scans) scans, \(rows) rows; \
    \(requests) requests; invariants \(holding) held, \(failing) failed; \(stops) stops; \
    \(looks) looks, \(spared) spared, \(proved) proved
    """
  }
}
