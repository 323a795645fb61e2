/// What an instruction can do. Names, operands, effects and costs stand in one table,
/// `Opcode+Table.swift`, which the compiler, the verifier, the disassembler, the meter and the
/// documentation all read.
package enum Opcode: UInt8, Hashable, Sendable, CaseIterable {
  // Only costs: what a tree node costs that has no instruction of its own.
  case enter, compare, branch, reduce, row, emitWord

  // Two to four instructions in one step: only the machine's own copy of the code has them.
  case checkRangeLoad, loadLoad, loadSubtract, loadAbsolute, combineLoad
  case subtractMultiply, absoluteMultiply, multiplyAdd, multiplyMultiply
  case multiplyJump, multiplyAddToField, storeFieldAddToField
  case addToFieldAndState, subtractFromFieldAndState
  case loadSubtractMultiplyAdd, loadSubtractMultiplyAddToField, absoluteMultiplyMultiplyJump
  case checkRangeAddToFieldAndState

  // Control.
  case halt, charge, jump, jumpIfZero, jumpIfNotZero
  case jumpIfLess, jumpIfLessOrEqual, jumpIfEqual, jumpIfNotEqual
  case call, `return`, fail

  // Words.
  case copy, add, subtract, multiply, multiplyWords, divide, divideWords
  case multiplyRounded, divideRounded, divideWordsRounded
  case negate, not, absolute, sign, minimum, maximum
  case less, lessOrEqual, equal, notEqual, compareProducts
  case squareRoot, squareRootInteger, exponential, logarithm, power
  case normalDistribution, normalDensity
  case multiplyDivide, multiplyRemainder, quotient, remainder, ratio

  // Rows and state.
  case checkRow, checkNumber, checkArgument, checkRange, combine, key
  case load, store, storeField
  case addToField, subtractFromField, addToState, subtractFromState

  // Lists of rows, loops, sums.
  case rowsAll, rowsNone, append, appendKey, sort, pick, limit, rowCount, firstRow
  case beginRows, nextRow, beginTimes, nextTime
  case sumStart, sumAdd, sumEnd, valuesStart, valuesAdd, median

  // Local columns.
  case fill, loadCell, storeCell, swapColumns

  // Effects beyond state, and questions.
  case emit, old, present, trial

  // What only the routines of a spec may do.
  case request, drawBetween, drawNormal

  // What only a program under attack has.
  case mark, near

  // Regions of column code.
  case vector, endVector, recall, addKept, remember, surveyRows, surveySum, surveyKeys, strips,
    nextStrip, columnCharge
  case selectAll, use, selectUnion, selectExcept, selectTrue
  case selectLess, selectLessOrEqual, selectEqual, selectNotEqual
  case selectBelow, selectAtMost, selectAbove, selectAtLeast, selectIs, selectIsNot
  case selectBelowProduct
  case columnAdd, columnAddWord, columnSubtract, columnSubtractWord, columnSubtractFrom
  case columnMultiply, columnMultiplyWord, columnMultiplyWords, columnDivide
  case columnMultiplyAdd, columnMultiplyMagnitude, columnMultiplyDivide
  case columnNegate, columnNot, columnAbsolute, columnMinimum, columnMaximum
  case columnMinimumWord, columnMaximumWord
  case columnCopy, columnBroadcast, columnRows, columnKey, columnLoad, columnTruth
  case columnCheckRange
  case columnSum, columnLeast, columnGreatest, columnCount
  case columnAppend, columnAppendKey, columnValues
  // What such a region remembers of its rows until it runs again.
  case selectStale, keepChosen, keepValues
}
