"""Builds the C core and puts the data (rules, schema, samples) into the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"
WARN = ["-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Werror=implicit-function-declaration"]
#: ONRECORD_SANITIZE=1. Python's own flags bring -fwrapv and -DNDEBUG, which hide signed overflow and asserts.
SANITIZE = [
    "-O1",
    "-g",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=undefined",
    "-fno-wrapv",
    "-UNDEBUG",
    "-DONR_FAULTS",
]
#: ONRECORD_COUNT=1: work counters (csrc/core/status.h). A build of its own: under the sanitizers counting is slow.
COUNT = ["-O1", "-DONR_FAULTS", "-fsanitize-coverage=trace-pc"]


def pkg_config(*args: str) -> list[str]:
    """What pkg-config says of the two libraries; one line of help where it does not know them."""
    try:
        out = subprocess.run(
            ["pkg-config", *args, "libpcre2-8", "libutf8proc"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        sys.exit(
            "onrecord needs pkg-config, PCRE2 and utf8proc: apt-get install pkg-config libpcre2-dev libutf8proc-dev"
        )
    return out.stdout.split()


class BuildWithData(build_py):
    """Copies data/ into the built package as onrecord/data."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # the source tree's data are found where they are
        target = Path(self.build_lib) / "onrecord" / "data"
        shutil.rmtree(target, ignore_errors=True)  # a file that is gone from data/ must not stay in build/
        shutil.copytree(DATA, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """The files that are installed, for the record of the installation."""
        outputs: list[str] = super().get_outputs(include_bytecode)
        if not self.editable_mode:
            target = Path(self.build_lib) / "onrecord" / "data"
            outputs += [str(target / p.relative_to(DATA)) for p in sorted(DATA.rglob("*")) if p.is_file()]
        return outputs


class BuildWithPacks(build_ext):
    """Compiles the rule packs into onrecord/data/compiled, so that the first use of an installed package does not wait
    for it. Where that fails, as when building for another machine, the first use compiles them."""

    def compiled(self) -> Path:
        """The folder of the compiled packs."""
        return Path(self.build_lib) / "onrecord" / "data" / "compiled"

    def run(self) -> None:
        super().run()
        if self.inplace or self.editable_mode or sanitized():
            return
        shutil.rmtree(self.compiled(), ignore_errors=True)
        code = "import sys; from onrecord.rules import prebuild; prebuild(sys.argv[1])"
        here = {**os.environ, "PYTHONPATH": str(Path(self.build_lib).resolve()), "ONRECORD_CACHE": "off"}
        try:
            subprocess.run([sys.executable, "-c", code, str(self.compiled().resolve())], env=here, check=True)
        except (OSError, subprocess.CalledProcessError) as e:
            print(f"onrecord: the rule packs are compiled at first use: {e}", file=sys.stderr)

    def get_outputs(self) -> list[str]:
        """The files that are installed, for the record of the installation."""
        return [*super().get_outputs(), *map(str, sorted(self.compiled().glob("*.pack")))]


def sanitized() -> bool:
    """Whether the core is built for the sanitizers."""
    return os.environ.get("ONRECORD_SANITIZE") == "1"


def core() -> Extension:
    """The extension module; sources and headers by pattern, so that a new stage needs no line here."""
    sources, headers = (sorted(glob(f"csrc/*/*.{end}", root_dir=ROOT)) for end in "ch")
    return Extension(
        "onrecord._core",
        sources,
        include_dirs=["csrc/core", "csrc/py"],
        depends=headers,  # also what puts the headers into the sdist
        extra_compile_args=["-std=c11", "-O3", "-fvisibility=hidden", *WARN, *pkg_config("--cflags")]
        + (SANITIZE if sanitized() else [])
        + (COUNT if os.environ.get("ONRECORD_COUNT") == "1" else []),
        extra_link_args=pkg_config("--libs") + (["-fsanitize=address,undefined"] if sanitized() else []),
    )


setup(ext_modules=[core()], cmdclass={"build_py": BuildWithData, "build_ext": BuildWithPacks})
