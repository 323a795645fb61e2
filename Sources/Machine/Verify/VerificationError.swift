/// The first thing the verifier found wrong with a program.
package struct VerificationError: Error, Hashable, Sendable {
  package let place: Place
  package let reason: Reason

  init(_ place: Place, _ reason: Reason) {
    self.place = place
    self.reason = reason
  }

  /// Which part of the program, by its index.
  package enum Place: Hashable, Sendable {
    case program
    case instruction(Int)
    case function(Int)
    case entry(Int)
    case trial(Int)
    case table(Int)
    case localColumn(Int)
    case key(Int)
    case event(Int)
    case request(Int)
    case memory(Int)
    case survey(Int)
  }

  package enum Reason: Hashable, Sendable {
    // Sizes.
    case tooManyWords(Int)
    case count(Slot.Kind, Int)
    case tooManyColumns(Int)
    case tooMuchCode(Int)
    case tooLargeToProve(instructions: Int, slots: Int)
    case places(Int, instructions: Int)
    case eventLength(Int)

    // Tables and what refers to them.
    case missingTable(Int)
    case missingKey(Int)
    case missingColumn(Int)
    case keyOfItself
    case fixedRowsOfKeyedTable
    case fixedRow(Int, words: Int, fields: Int)

    // Bodies, entries and trials.
    case startOutside(Int)
    case startTaken(Int)
    case codeOutsideBodies
    case notRegisters(first: Int, count: Int)
    case missingEntry(Int)
    case missingRole(Int)
    case argumentCount(expected: Int, found: Int)
    case missingWord(UInt16)
    case triesRoutine(Int)
    case drawSites(Int)

    // Single instructions.
    case onlyACost
    case operand(Position, Operand)
    case secondWordMissing
    case costsNothing
    case callsLater(Int)
    case haltInFunction
    case returnInEntry
    case onlyInRoutine
    case pastInRoutine
    case runsOffTheEnd

    // Jumps, loops, regions.
    case jumpOutOfBody(Int)
    case jumpIntoData(Int)
    case jumpInside(Int)
    case jumpOutOfRegion(Int)
    case endWithoutBegin
    case beginWithoutEnd
    case jumpOfLoop(expected: Int, found: Int)
    case otherLoop(begin: Int)
    case inUse(Slot)
    case outsideRegion
    case outsideStrips
    case insideRegion

    // Paths.
    case unassigned(Slot)
    case pastAtEnd(Int)
    case presentWithoutOld
    case overwritesOperand(Slot)
    case pastDiffers(Int, Int)
    case effectInPast
  }

  /// Which operand.
  package enum Position: String, Hashable, Sendable { case a, b, c }
}

/// Something an instruction writes and another reads.
package struct Slot: Hashable, Sendable {
  package let kind: Kind
  package let number: Int

  package enum Kind: Int, Hashable, Sendable, CaseIterable {
    case register, list, sum, values, times, localColumn, temporary, selection
    /// The lanes that column code works on, chosen by `use`.
    case lanes
  }
}
