"""One module a command: it reads the clock and the disk, prints, and gives an exit code.

In: the arguments. Out: an exit code.
Never: a rule.
"""

OK, PROBLEMS, FAULT = 0, 1, 2
