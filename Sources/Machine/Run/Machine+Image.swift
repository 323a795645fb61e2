// Everything that is remembered between calls, taken out at once and put back at once.
extension Machine {
  /// The words and columns of a state, as one run of memory.
  package struct Image: Hashable, Sendable {
    fileprivate var words: [Int128]

    /// Whether it is the very same memory.
    fileprivate func isSame(as other: Image) -> Bool {
      words.withUnsafeBufferPointer { words in
        other.words.withUnsafeBufferPointer {
          words.baseAddress == $0.baseAddress && words.count == $0.count
        }
      }
    }

    /// Words it takes up.
    package var count: Int { words.count }
  }

  package var image: Image {
    let (head, columns) = remembered
    return Image(
      words: Array(unsafeUninitializedCapacity: head.count + columns.count) { buffer, count in
        _ = buffer[..<head.count].update(fromContentsOf: head)
        _ = buffer[head.count...].update(fromContentsOf: columns)
        count = head.count + columns.count
      })
  }

  /// Becomes what `image` was; `old` has nothing to see. The image is of a machine like this.
  ///
  /// Where it is the image that was restored last, surveys go on from what they know of rows that
  /// nobody has written since.
  package func restore(_ image: Image) {
    // Kept, so that its memory cannot become another image's.
    let isAgain = lastImage?.isSame(as: image) ?? false
    lastImage = image
    if isAgain { core.pointee.takeSurveysBack() }
    let (head, columns) = remembered
    precondition(image.words.count == head.count + columns.count)
    _ = head.update(fromContentsOf: image.words[..<head.count])
    _ = columns.update(fromContentsOf: image.words[head.count...])
    core.pointee.forgetCalls(andSurveys: !isAgain)
  }

  /// Parameters, states and the clock, and then all columns of the state: they lie side by side.
  private var remembered:
    (head: UnsafeMutableBufferPointer<Int128>, columns: UnsafeMutableBufferPointer<Int128>)
  {
    let first = program.program.wordCount
    return (
      UnsafeMutableBufferPointer(start: core.pointee.arena, count: program.program.clock + 1),
      UnsafeMutableBufferPointer(
        start: core.pointee.arena + first, count: core.pointee.layout.stateEnd - first)
    )
  }
}
