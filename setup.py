"""Builds the C core and puts the data (rules, schema, samples) into the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
DATA = ("rules", "schema", "samples")
WARN = ["-Wall", "-Wextra", "-Wshadow", "-Wconversion"]


def pkg_config(*args: str) -> list[str]:
    """What pkg-config says of the two libraries; one line of help where it does not know them."""
    try:
        out = subprocess.run(
            ["pkg-config", *args, "libpcre2-8", "libutf8proc"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        sys.exit("onrecord needs pkg-config, PCRE2 and utf8proc: apt-get install pkg-config libpcre2-dev libutf8proc-dev")
    return out.stdout.split()


class BuildWithData(build_py):
    """Copies data/ into the built package as onrecord/data."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # the source tree's data are found where they are
        target = Path(self.build_lib) / "onrecord" / "data"
        for name in DATA:
            shutil.copytree(ROOT / "data" / name, target / name, dirs_exist_ok=True)


sanitize = os.environ.get("ONRECORD_SANITIZE") == "1"
check = ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
check += ["-fno-wrapv", "-UNDEBUG", "-DONR_FAULTS"]
sources = sorted(os.path.relpath(p, ROOT) for p in glob(str(ROOT / "csrc" / "*" / "*.c")))
headers = sorted(os.path.relpath(p, ROOT) for p in glob(str(ROOT / "csrc" / "*" / "*.h")))

setup(
    ext_modules=[
        Extension(
            "onrecord._core",
            sources,
            include_dirs=["csrc/core", "csrc/py"],
            depends=headers,
            extra_compile_args=["-std=c11", "-O2", "-fvisibility=hidden", *WARN, *pkg_config("--cflags")]
            + (check if sanitize else []),
            extra_link_args=pkg_config("--libs") + (["-fsanitize=address,undefined"] if sanitize else []),
        )
    ],
    cmdclass={"build_py": BuildWithData},
)
