"""How fast this machine reads memory, measured beside the engines."""

import pathlib
import subprocess
import tempfile

SOURCE = pathlib.Path(__file__).with_suffix(".c")


def bandwidth(threads):
    """Gigabytes per second that so many threads read together."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "bandwidth"
        # clang comes with the Swift toolchain.
        subprocess.run(["clang", "-O3", "-march=native", "-pthread", SOURCE, "-o", program],
                       check=True)
        done = subprocess.run([program, str(threads)], capture_output=True, text=True, check=True)
    return float(done.stdout)
