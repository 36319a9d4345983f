"""The command line: ``naseikg VERB``. Exit codes: 0 fine, 1 the data breaks a rule, 2 could not run."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from naseikg.errors import CheckErrors, InconsistencyError, MappingErrors, NaseikgError, RecordErrors
from naseikg.places import Project, project, require_project

__all__ = ["main", "parser"]

#: The modules that hold the verbs, in the order of the help.
_FAMILIES = (
    "building",
    "checking",
    "asking",
    "why",
    "why_not",
    "audit",
    "compare",
    "links",
    "publishing",
    "loading",
    "serving",
    "mcp",
)

_MORE = re.compile(r"\.\.\. and (\d+) more")
_BROKEN_DATA = (RecordErrors, InconsistencyError, MappingErrors, CheckErrors)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(*given[:1]).parse_args(given)
    run: Callable[[argparse.Namespace, Project], int] = options.run
    try:
        code = run(options, require_project(project(options.project)))
        if sys.stdout is not None:  # it is closed, as some launchers leave it
            sys.stdout.flush()
        return code
    except _BROKEN_DATA as error:
        count = sum(int(more[1]) if (more := _MORE.fullmatch(line)) else 1 for line in str(error).splitlines())
        print(f"{error}\n{count} fault{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
        return 1
    except NaseikgError as error:
        print(f"naseikg: {error}", file=sys.stderr)
        return 2
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        print(f"naseikg: the output has {letter!a}, which {error.encoding} lacks; set PYTHONUTF8=1", file=sys.stderr)
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
    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]  # it has overloads
        found, more = super().parse_known_args(args, namespace)
        if more:
            # Here the verb is known, whose help tells more than that of the whole.
            self.error(f"unrecognized arguments: {' '.join(more)}")
        return found, more

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nTry '{self.prog} --help'.\n")


def parser(verb_given: str = "") -> argparse.ArgumentParser:
    """The parser of the command line, with every verb, option and example; of a verb with a module of its own, that alone."""
    own = verb_given.replace("-", "_")
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

    for family in [own] if own in _FAMILIES else _FAMILIES:
        # Imported only now, as the modules of all verbs take longer to import than most answers take to find.
        import_module(f"naseikg.verbs.{family}").add_verbs(verb)
    return made


if __name__ == "__main__":
    sys.exit(main())
