"""The report of the quality gates: what each found, what of it is accepted, and the score of FOOPS!."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from naseikg.quality.gates import Gate, Offence, gate_store, load_gates
from naseikg.quality.reviewed import Acceptance, NotComputed, load_accepted, load_not_computed

__all__ = ["GateReport", "Result", "judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one gate found: offences that stand, and those accepted, each with its reason."""

    gate: Gate
    open: tuple[Offence, ...]
    accepted: tuple[tuple[Offence, str], ...]
    parts: int

    @property
    def outcome(self) -> str:
        """``passes``, ``accepted`` when all that was found has a reason, or ``fails``."""
        return "fails" if self.open else "accepted" if self.accepted else "passes"

    @property
    def share(self) -> float:
        """The parts that passed, of all parts, as FOOPS! counts them; what is accepted has not passed."""
        if self.parts == 0:
            return 0.0
        return max(self.parts - len(self.open) - len(self.accepted), 0) / self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """The results of all gates, the items that are not computed, and the acceptances that nothing needs any more."""

    results: tuple[Result, ...]
    not_computed: tuple[NotComputed, ...]
    needless: tuple[Acceptance, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing stands without a reason, and no reason stands without an offence."""
        return not self.needless and all(result.outcome != "fails" for result in self.results)

    @property
    def score(self) -> float:
        """The score of FOOPS!: the mean over its tests of the share that passed, every test counting alike, 0 to 1."""
        shares = [result.share for result in self.of("FOOPS!")]
        return sum(shares) / len(shares)

    def of(self, instrument: str) -> tuple[Result, ...]:
        """The results of one instrument."""
        return tuple(result for result in self.results if result.gate.instrument == instrument)


def judge(ontology: Iterable[Triple], asserted: Iterable[Triple], folder: Path) -> GateReport:
    """The report on an ontology, with the data that show which of its classes are in use, by the gates of a folder.

    Raises:
        QueryError: a gate, or a table beside the gates, is wrong.
    """
    gates = load_gates(folder)
    accepted = load_accepted(folder / "accepted.tsv", gates)
    store = gate_store(ontology, asserted)
    results, used = [], set()
    for gate in gates:
        open, reasons = [], []
        for offence in gate.find(store):
            cover = next((one for one in accepted if one.covers(gate, offence)), None)
            if cover is None:
                open.append(offence)
            else:
                used.add(cover)
                reasons.append((offence, cover.reason))
        results.append(Result(gate=gate, open=tuple(open), accepted=tuple(reasons), parts=gate.parts(store)))
    return GateReport(
        results=tuple(results),
        not_computed=load_not_computed(folder / "not-computed.tsv"),
        needless=tuple(one for one in accepted if one not in used),
    )
