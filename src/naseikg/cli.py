"""The command line: ``naseikg VERB``. Exit codes: 0 fine, 1 the data breaks a rule, 2 could not run."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from naseikg.errors import CheckErrors, InconsistencyError, NaseikgError, RecordErrors
from naseikg.places import Project, project, require_project
from naseikg.verbs import asking, building, publishing

__all__ = ["main", "parser"]

#: The modules that hold the verbs, in the order of the help.
FAMILIES = (building, asking, publishing)

_MORE = re.compile(r"\.\.\. and (\d+) more")
_BROKEN_DATA = (RecordErrors, InconsistencyError, CheckErrors)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Project], int] = options.run
    try:
        code = run(options, require_project(project(options.project)))
        sys.stdout.flush()
        return code
    except _BROKEN_DATA as error:
        count = sum(int(more[1]) if (more := _MORE.fullmatch(line)) else 1 for line in str(error).splitlines())
        print(f"{error}\n{count} fault{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
        return 1
    except NaseikgError as error:
        print(f"naseikg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        _drop_output()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        # Standard output has no file name; a full disk shows when it is written at last.
        _drop_output()
        print(f"naseikg: the output cannot be written ({error.strerror}); free space", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("naseikg: stopped", file=sys.stderr)
        return 2


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import naseikg

        print(f"naseikg {naseikg.__version__}")
        parser.exit()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nTry '{self.prog} --help'.\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, with every verb, option and example."""
    made = _Parser(
        prog="naseikg",
        description="A review on artificial interphases for sodium metal anodes as a knowledge graph.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Start with:  naseikg query --list   |   naseikg show substance/naf   |   naseikg serve",
    )
    made.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="folder with ontology/, queries/ and graphs/ (default: this one's own)",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    verbs = made.add_subparsers(title="verbs", metavar="VERB", required=True)

    def verb(name: str, run: Callable[[argparse.Namespace, Project], int], help: str, *examples: str) -> _Parser:
        one = verbs.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog="Examples:\n" + "\n".join(f"  naseikg {example}" for example in examples),
        )
        one.set_defaults(run=run)
        assert isinstance(one, _Parser)
        return one

    for family in FAMILIES:
        family.add_verbs(verb)
    return made


if __name__ == "__main__":
    sys.exit(main())
