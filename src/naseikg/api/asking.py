"""Asking the graph: queries, things, and tests held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.api.current import current_project, current_question, current_store

if TYPE_CHECKING:
    from naseikg.asking.answers import Answer
    from naseikg.asking.questions import Question
    from naseikg.auditing.audit import Audit
    from naseikg.comparing.ranking import Ranking

__all__ = ["audit", "compare", "query", "questions", "show"]


def audit(*sections: str | int) -> Audit:
    """What a reader should know before relying on the review: what it leaves out, contradicts, or rests on little.

    Without sections, all of them; a section is called by its number or by a word of its title. The result has every
    answer whole, and `write` and `summary` as the command line shows it.

    >>> import naseikg
    >>> audit = naseikg.audit("conditions")
    >>> [(part.number, part.question.name) for section in audit.sections for part in section.parts]
    [('1.1', 'conditions-by-how-often-stated'), ('1.2', 'test-condition-ledger')]
    >>> print(audit.sections[0].parts[1].result)
    14 tests by 8 conditions and results: 39 cells stated, 73 not stated, 0 where nobody looked

    Raises:
        UnknownNameError: no section is called so.
        AmbiguousNameError: several sections are called so.
    """
    from naseikg.asking.questions import load_questions
    from naseikg.auditing.audit import audit_of

    return audit_of(current_store(), load_questions(current_project().queries), sections=[str(one) for one in sections])


def compare(
    *things: str, by: str = "lifetime", at: Mapping[str, str | float] | None = None, units: str | None = None
) -> Ranking:
    """The cycling tests that can be compared, ranked by a result; the others with the conditions that forbid it.

    Without things, all tests; with some, those of a layer, class, strategy or reference. A condition that is not given
    in ``at`` is held at the value that more tests share than any other. ``units`` shows the quantities in other units, as
    in `query`; they are compared as printed.

    >>> import naseikg
    >>> ranking = naseikg.compare(at={"current density": "1 mA cm-2", "cell": "symmetric"})
    >>> [(str(test.rank), test.trial.id, str(test.result)) for test in ranking.ranked]
    [('1', 'test/na3p-red-phosphorus-symmetric', '780 h'), ('2', 'test/nabr-1-bromopropane-symmetric', '250 h')]
    >>> str(ranking.left_out[0].reasons[0])
    'current density not stated'

    Raises:
        UnknownNameError: no thing, condition or result is called so.
        AmbiguousNameError: several things are called so.
        QueryError: a value is no number, in a unit that the tests do not use, or no test was run at it.
        UnitError: a unit cannot be read, or fits no quantity of the ranking.
    """
    from naseikg.comparing.compare import compare as compared

    held = None if at is None else {name: str(value) for name, value in at.items()}
    ranking = compared(current_store(), things, by=by, at=held)
    if units is None:
        return ranking
    from naseikg.comparing.in_units import in_units

    return in_units(current_store(), ranking, units)


def query(name_or_sparql: str, *, asserted: bool = False, units: str | None = None, **values: str | float) -> Answer:
    """The answer to a named query, or to a query in SPARQL; our prefixes need no declaration.

    ``asserted`` asks only what the records say, without what was inferred from it. ``units`` gives the quantities in SI
    units (``"si"``), in a unit such as ``"A/m2"``, or in several with commas between them, instead of as printed.
    ``values`` are those of the query's parameters; see `naseikg.asking.parameters.parameters_of`.

    >>> import naseikg
    >>> answer = naseikg.query("SELECT ?formula { <https://w3id.org/naseikg/substance/naf> nsei:formula ?formula }")
    >>> answer.columns, [formula.value for (formula,) in answer.rows]
    (('formula',), ['NaF'])
    >>> answer = naseikg.query("cycling-tests", component="Na3P", least_hours=500)
    >>> [lifetime.value for lifetime in [row[answer.columns.index("lifetime")] for row in answer.rows]]
    ['780 h']

    Raises:
        UnknownNameError: no query, parameter or thing has that name.
        AmbiguousNameError: several things are called as a value says.
        QueryError: the query cannot be parsed or reaches outside the graph, or does not say which number has which unit.
        UnitError: a unit cannot be read, or fits no quantity of the answer.
    """
    from naseikg.asking.answers import ask
    from naseikg.asking.parameters import with_values
    from naseikg.engines.narrowed import without_inferred

    given = {name: str(value) for name, value in values.items()}
    question = with_values(current_store(), current_question(name_or_sparql), given)
    store = without_inferred(current_store()) if asserted else current_store()
    answer = ask(store, question.sparql, name=question.name)
    if units is None:
        return answer
    from naseikg.asking.converting import converted

    return converted(store, answer, question, units)


def questions() -> tuple[Question, ...]:
    """The named queries, sorted by name.

    >>> import naseikg
    >>> names = [question.name for question in naseikg.questions()]
    >>> names == sorted(names)
    True
    """
    from naseikg.asking.questions import load_questions

    return load_questions(current_project().queries)


def show(id: str, text: Path | str | None = None) -> str:
    """One thing as a page of plain text: what it is, what is said of it, where; with the source's text its sentences too.

    >>> import naseikg
    >>> "sodium fluoride" in naseikg.show("substance/naf")
    True

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
        TextError: the text cannot be read, or is not the one the records were read from.
    """
    from naseikg.asking.show import show as shown
    from naseikg.reading.text import load_text

    return shown(current_store(), id, text=None if text is None else load_text(Path(text)))
