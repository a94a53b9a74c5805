"""Runs a command and writes its seconds, its peak memory and its end into a file: `python alone.py FILE COMMAND…`.

A child's peak memory begins with that of the process that starts it. This one is small, and a benchmark may be large.
"""

import os
import sys
import time
from pathlib import Path

file, *command = sys.argv[1:]
start = time.perf_counter()
child = os.spawnvp(os.P_NOWAIT, command[0], command)
# wait4 tells this child's memory; getrusage would tell the greatest of all children so far.
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
Path(file).write_text(f"{seconds} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}", encoding="utf-8")
