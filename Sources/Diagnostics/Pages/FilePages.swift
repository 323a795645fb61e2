/// Pages about reading files. What goes wrong lies outside the text, so their examples are prose.
enum FilePages {
  static var emptyFolder: ExplainPage {
    ExplainPage(
      .emptyFolder,
      title: "a folder holds no file the command could read",
      summary: """
        A folder stands for every `.risk` or `.spec` file below it, whichever the command reads. \
        This one holds none, and a check of nothing that says "all is well" would mislead.

        Hidden folders, `.build` and `.plimsoll` are not searched.
        """,
      wrong: .situation("plimsoll check Notes    # Notes holds only .md files"),
      right: .situation("plimsoll check Contracts"))
  }

  static var fileIsADirectory: ExplainPage {
    ExplainPage(
      .fileIsADirectory,
      title: "a folder stands where one file is expected",
      summary: """
        Some places take exactly one file: an import, the contract of `plimsoll run`. A folder was \
        found there.
        """,
      wrong: .situation("plimsoll run Contracts"),
      right: .situation("plimsoll run Contracts/perpetual.risk"))
  }

  static var fileNotFound: ExplainPage {
    ExplainPage(
      .fileNotFound,
      title: "there is no file or folder of this name",
      summary: """
        Nothing exists under the path. Paths on the command line begin at the current folder.
        """,
      wrong: .situation("plimsoll check Contracts/perpetul.risk"),
      right: .situation("plimsoll check Contracts/perpetual.risk"))
  }

  static var fileNotReadable: ExplainPage {
    ExplainPage(
      .fileNotReadable,
      title: "the system refuses to hand out the file",
      summary: """
        The file or folder exists, but reading it failed: most often for want of permission, \
        sometimes because it is a socket or a device, or because the disk is in trouble. The \
        finding repeats what the system said.
        """,
      wrong: .situation("chmod 000 Contracts/perpetual.risk; plimsoll check Contracts"),
      right: .situation("chmod u+r Contracts/perpetual.risk; plimsoll check Contracts"))
  }

  static var fileNotWritable: ExplainPage {
    ExplainPage(
      .fileNotWritable,
      title: "the system refuses to write the file",
      summary: """
        The new text was made but could not be stored: most often for want of permission, or
        because the disk is full. The old file is as it was; a file is replaced in one move or not
        at all.
        """,
      wrong: .situation("chmod a-w Contracts; plimsoll fmt Contracts"),
      right: .situation("chmod u+w Contracts; plimsoll fmt Contracts"))
  }

  static var fileTooLarge: ExplainPage {
    ExplainPage(
      .fileTooLarge,
      title: "the file is larger than 4 MB",
      summary: """
        No contract written by people comes near 4 MB (4,194,304 bytes). A larger file is usually \
        something else under the wrong name, so it is refused before it is read.
        """,
      wrong: .situation("plimsoll check prices.risk    # 80 MB of prices"),
      right: .situation("plimsoll check Contracts/perpetual.risk"),
      notes: ["rules shared by several contracts can move into libraries of their own"])
  }

  static var invalidUTF8: ExplainPage {
    ExplainPage(
      .invalidUTF8,
      title: "the text is not valid UTF-8",
      summary: """
        Plimsoll reads UTF-8 and nothing else, so that a file means the same on every machine. The \
        finding points at the first byte that belongs to no character; it is shown as `\\xE9`. \
        Most often the file was saved in an older encoding, or is not a text at all.
        """,
      wrong: .situation("a comment holding \"café\" in Latin-1, where é is the single byte E9"),
      right: .situation("the same file saved as UTF-8, where é is the two bytes C3 A9"))
  }

  static var lineTooLong: ExplainPage {
    ExplainPage(
      .lineTooLong,
      title: "a line at the prompt is longer than 65,536 bytes",
      summary: """
        The prompt of `plimsoll run` answers each line before it reads the next, so a line has to \
        end. What is this long has lost its line breaks, or is not a text at all; it is skipped, \
        and the prompt goes on.
        """,
      wrong: .situation("set Account[0].size = 1, Account[1].size = 1, and so on for all accounts"),
      right: .situation("set Account[0].size = 1, and on the next line set Account[1].size = 1"))
  }
}
