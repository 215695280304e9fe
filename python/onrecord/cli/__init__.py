"""The command line: ``onrecord``.

Exit status: 0 done, 1 the asked-for condition (``--fail-if-none``), 2 wrong use, 3 some input unreadable (the others are
done, the failures listed), 4 the output could not be written (nothing half-visible), 130 interrupted. Data go to
standard output, messages to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, ClassVar

import click

from ..errors import Error


class Unwritable(click.ClickException):
    """The output could not be written."""

    exit_code = 4


class _Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    where: ClassVar = {"demo": "demo", "tag": "tag", "rules": "rules", "doctor": "doctor"}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.where:
            return None
        from importlib import import_module

        command: click.Command = import_module(f".{self.where[cmd_name]}", __name__).command
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord", prog_name="onrecord")
def cli() -> None:
    """Who denied what, who refused to answer, who was blamed, and on whose word: in Japanese, Chinese and English."""


def run(args: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status."""
    try:
        result: Any = cli.main(
            args=list(args) if args is not None else None, prog_name="onrecord", standalone_mode=False
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as e:
        return e.exit_code
    except click.Abort:
        click.echo("onrecord: interrupted", err=True)
        return 130
    except KeyboardInterrupt:
        click.echo("onrecord: interrupted", err=True)
        return 130
    except click.ClickException as e:
        e.show()
        return e.exit_code
    except Error as e:
        click.echo(f"onrecord: {e}", err=True)
        return 2
    except (BrokenPipeError, SystemExit):  # click turns a closed pipe into an exit
        # Whoever read us has enough: be quiet, also when the interpreter flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as e:
        click.echo(f"onrecord: cannot write: {e.strerror or e}", err=True)
        return 4


def main() -> None:
    """Entry point of the ``onrecord`` script."""
    sys.exit(run())
