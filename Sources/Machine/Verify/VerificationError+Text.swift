extension VerificationError: CustomStringConvertible {
  /// `instruction 12: reads register 40, which some path leaves unwritten`
  package var description: String { "\(place): \(reason)" }
}

extension VerificationError.Place: CustomStringConvertible {
  package var description: String {
    switch self {
    case .program: "program"
    case .instruction(let index): "instruction \(index)"
    case .function(let index): "function \(index)"
    case .entry(let index): "entry \(index)"
    case .trial(let index): "trial \(index)"
    case .memory(let index): "memory \(index)"
    case .survey(let index): "survey \(index)"
    case .table(let index): "table \(index)"
    case .localColumn(let index): "local column \(index)"
    case .key(let index): "key \(index)"
    case .event(let index): "event \(index)"
    case .request(let index): "request \(index)"
    }
  }
}

extension VerificationError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooManyWords(let count): "has \(count) words; operands can name 65536"
    case .count(let kind, let count): "has \(count) of kind \(kind); 0 to 65536 are possible"
    case .tooManyColumns(let count): "has \(count) columns; operands can name 65536"
    case .tooMuchCode(let count):
      "has \(count) instructions; \(TableCheck.codeLimit) are possible"
    case .tooLargeToProve(let instructions, let slots):
      "has too many instructions (\(instructions)) for so many registers and lists (\(slots))"
    case .places(let count, let instructions):
      "has \(count) places for \(instructions) instructions"
    case .eventLength(let length): "carries \(length) words; 0 to 65536 are possible"
    case .missingTable(let table): "refers to table \(table), which does not exist"
    case .missingKey(let key): "refers to key \(key), which its table does not have"
    case .missingColumn(let column): "follows column \(column), which its table does not have"
    case .keyOfItself: "is in the end a key of itself"
    case .fixedRowsOfKeyedTable: "has keys and written rows"
    case .fixedRow(let row, let words, let fields):
      "has \(words) words in row \(row), for \(fields) fields"
    case .startOutside(let start): "starts at \(start), where there is no code"
    case .startTaken(let start): "starts at \(start), where something else starts"
    case .codeOutsideBodies: "stands before every function and entry"
    case .notRegisters(let first, let count):
      "uses \(count) words from \(first) on, which are not all registers"
    case .missingRole(let role): "admits role \(role), of which there can be \(Program.roleLimit)"
    case .missingEntry(let entry): "refers to entry \(entry), which does not exist"
    case .argumentCount(let expected, let found):
      "gives \(found) arguments, where \(expected) are expected"
    case .missingWord(let word): "refers to word \(word), which does not exist"
    case .triesRoutine(let entry): "tries entry \(entry), which is a routine"
    case .drawSites(let count): "has \(count) places that draw, or does not have them"
    case .onlyInRoutine: "may stand only in a routine"
    case .pastInRoutine: "shows the past in a routine"
    case .onlyACost: "has an opcode that is only a cost"
    case .operand(let position, let kind):
      "operand \(position.rawValue) is no \(kind.noun) of the program"
    case .secondWordMissing:
      "needs a second word: a copy that holds its last operands alone"
    case .costsNothing: "may not be free of charge"
    case .callsLater(let function):
      "calls function \(function), which is not before the one it stands in"
    case .haltInFunction: "halts in a function"
    case .returnInEntry: "returns in an entry"
    case .runsOffTheEnd: "would go on beyond the end of its body"
    case .jumpOutOfBody(let target): "jumps to \(target), outside its body"
    case .jumpIntoData(let target): "jumps to \(target), the second word of an instruction"
    case .jumpInside(let target): "jumps to \(target), inside a loop or region it is not in"
    case .jumpOutOfRegion(let target): "jumps to \(target), out of its region"
    case .endWithoutBegin: "ends what has not begun"
    case .beginWithoutEnd: "begins what does not end"
    case .jumpOfLoop(let expected, let found):
      "jumps to \(found), where its loop makes it \(expected)"
    case .otherLoop(let begin): "does not belong to the loop that begins at \(begin)"
    case .inUse(let slot): "uses \(slot), which a loop around it runs on"
    case .outsideRegion: "stands outside a region of column code"
    case .outsideStrips: "stands outside the strips of a table"
    case .insideRegion: "may not stand in a region of column code"
    case .unassigned(let slot): "reads \(slot), which some path leaves unwritten"
    case .pastAtEnd(let depth): "ends while the past is shown (\(depth) deep)"
    case .presentWithoutOld: "shows the present where it is shown already"
    case .overwritesOperand(let slot): "writes \(slot) while working on it"
    case .pastDiffers(let first, let second):
      "is reached with the past shown \(first) deep and \(second) deep"
    case .effectInPast: "has an effect while the past is shown"
    }
  }
}

extension Slot: CustomStringConvertible {
  package var description: String {
    kind == .lanes ? "the lanes in use" : "\(kind) \(number)"
  }
}

extension Slot.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .register: "register"
    case .list: "list"
    case .sum: "sum"
    case .values: "values"
    case .times: "counter"
    case .localColumn: "local column"
    case .temporary: "temporary"
    case .selection: "selection"
    case .lanes: "lanes"
    }
  }
}

extension Operand {
  /// What it names, as `operand a is no ..` goes on.
  var noun: String {
    switch self {
    case .unused: "unused operand of zero"
    case .read: "word"
    case .write, .update: "register"
    case .block(let count): "run of \(count) words"
    case .eventBlock: "run of an event's words"
    case .stateWord: "parameter or state"
    case .bounds: "pair of constants"
    case .table: "table"
    case .stateColumn: "column of the state"
    case .localColumn: "local column"
    case .lanes: "column of the strips"
    case .lanesWritten: "column to write"
    case .list: "list"
    case .sum: "sum"
    case .values: "values"
    case .times: "counter"
    case .selection: "selection"
    case .selectionWritten: "selection to write"
    case .function: "function"
    case .event: "event"
    case .request: "request"
    case .requestBlock: "run of a request's words"
    case .drawSite: "place that draws"
    case .memory: "memory of rows"
    case .survey: "survey"
    case .mark: "mark"
    case .nearSite: "comparison that is followed"
    case .key: "key"
    case .trial: "trial"
    case .failure: "failure"
    case .rounding: "rounding"
    case .comparison: "comparison"
    case .immediate: "number that fits"
    case .forward, .backward: "jump"
    }
  }
}
