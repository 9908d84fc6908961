import CommandLineTool

L2L.main(.builtIn)
