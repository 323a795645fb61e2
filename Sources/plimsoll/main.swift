import CommandLineTool

Plimsoll.main()
