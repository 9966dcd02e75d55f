"""What the server and the nursery say to each other."""

from __future__ import annotations

import struct

ORDER = struct.Struct("!cI")
"""To the nursery: ``S`` to start a process, ``K`` to kill the one with this number."""

NEWS = struct.Struct("!cIi")
"""From it: ``S`` this process was started, ``E`` it ended with this code (negative: a signal)."""
