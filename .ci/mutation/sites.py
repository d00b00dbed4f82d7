"""Where the engine decides, and what could be wrong there."""

import hashlib
import re
from dataclasses import dataclass

from swift_text import bodies, conditions, masked

FOLDERS = ["Exits", "Risk", "Reconcile", "Ledger"]


@dataclass(frozen=True)
class Site:
    """One mistake: what stands between two offsets of a file, and what stands there instead."""

    file: str
    function: str
    body: tuple  # Offsets of the body that is compiled twice; nothing for a constant outside.
    start: int
    end: int
    kind: str
    original: str
    mutated: str
    line: int
    text: str  # The line as it is.
    rank: str  # Sites are drawn in the order of this.


SWAPS = {
    "boundary": {"<": "<=", "<=": "<", ">": ">=", ">=": ">"},
    "comparison": {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="},
    "logic": {"&&": "||", "||": "&&"},
    "sign": {"+": "-", "-": "+", "+=": "-=", "-=": "+="},
}
OPERATOR = re.compile(r"(?<= )(<=|>=|==|!=|<|>|&&|\|\||\+=|-=|\+|-)(?= )")
EXTREME = re.compile(r"(?<![\w.])(min|max)(?=\()")
NUMBER = re.compile(r"(?<![\w.$#-])(\d[\d_]*)(?![\w.])")
TRUTH = re.compile(r"(?<![\w.])(true|false)(?!\w)")
STATEMENT = re.compile(r"[\w.\[\]?]+(?: [-+]?= .+|\(.*\))$")
NO_STATEMENT = re.compile(
    r"(?:let|var|return|guard|if|for|while|case|switch|else|func|in|default|precondition|assert"
    r"|preconditionFailure|note|recoveries)\b")
# What only tells, counts or digests decides nothing.
NO_DECISION = re.compile(r"^\s*(?:precondition|assert|note|recoveries\.count|hash\.add)\b")


def all_sites(sources, seed):
    """Every site in the decision lines, in the order in which they are drawn: one for each line."""
    lines = {}
    for folder in FOLDERS:
        for path in sorted((sources / "Engine" / folder).glob("*.swift")):
            for site in sites_of(f"{folder}/{path.name}", path.read_text(), seed):
                lines.setdefault((site.file, site.line), []).append(site)
    drawn = [sorted(choices, key=lambda site: site.rank) for choices in lines.values()]
    # All first choices come before any second one, which stands in where the first won't compile.
    order = []
    for depth in range(max(map(len, drawn))):
        level = [choices[depth] for choices in drawn if len(choices) > depth]
        order += sorted(level, key=lambda site: digest(seed, "line", site.rank))
    return order


def digest(*words):
    return hashlib.sha256("|".join(map(str, words)).encode()).hexdigest()


def sites_of(file, text, seed):
    code = masked(text)
    starts = [0] + [found.end() for found in re.finditer("\n", text)]
    seen = {}
    for function, body, start, end, kind, mutated in changes(code):
        line = sum(1 for place in starts if place <= start)
        whole = text[starts[line - 1] : (text.find("\n", start) + 1 or len(text)) - 1].strip()
        if NO_DECISION.match(whole):
            continue
        place = (function, whole, kind, code[start:end], start - starts[line - 1], mutated)
        seen[place] = seen.get(place, 0) + 1
        rank = digest(seed, file, function, whole, kind, place[4], mutated, seen[place])
        yield Site(
            file, function, body, start, end, kind, text[start:end], mutated, line, whole, rank)


def changes(code):
    """Every change there is as (function, body, start, end, kind, what stands there instead)."""
    for found in re.finditer(r"^\s*(?:\w+ )*static let (\w+)[^\n]*= (\d[\d_]*)(?=\s)", code, re.M):
        number = found.group(2)
        yield found.group(1), None, *found.span(2), "constant", other_number(number)
    for body in bodies(code):
        span = (body.start, body.end)
        for change in operators(code, *span):
            yield body.name, span, *change
        for change in clauses(code, *span):
            yield body.name, span, *change
        for change in statements(code, *span):
            yield body.name, span, *change


def operators(code, start, end):
    for found in OPERATOR.finditer(code, start, end):
        for kind, swaps in SWAPS.items():
            if found.group(1) in swaps:
                yield *found.span(), kind, swaps[found.group(1)]
    for found in EXTREME.finditer(code, start, end):
        yield *found.span(), "extreme", "max" if found.group(1) == "min" else "min"
    for found in NUMBER.finditer(code, start, end):
        yield *found.span(), "constant", other_number(found.group(1))
    for found in TRUTH.finditer(code, start, end):
        yield *found.span(), "constant", "false" if found.group(1) == "true" else "true"


def other_number(text):
    """One more; twice as much where one more of so many would hardly be noticed."""
    number = int(text)
    return str(number + 1 if number <= 20 else 2 * number)


def clauses(code, start, end):
    for keyword, first, last in conditions(code, start, end):
        clause = code[first:last]
        if not clause or re.match(r"(?:let|var|case)\b|#", clause):
            continue
        yield first, last, "negated", f"!({clause})"
        if keyword == "guard":
            yield first, last, "dropped guard", "true"


def statements(code, start, end):
    place = start
    for line in code[start:end].split("\n"):
        bare = line.strip()
        first = place + len(line) - len(line.lstrip())
        before = code[:first].rstrip()[-1:]
        after = code[place + len(line) :].lstrip()[:1]
        if (STATEMENT.match(bare) and not NO_STATEMENT.match(bare) and balanced(bare)
                and before not in ",(=&|+?:" and after not in ".?:&|+"):
            yield first, first + len(bare), "dropped statement", ""
        place += len(line) + 1


def balanced(text):
    return all(text.count(opening) == text.count(end) for opening, end in ("()", "[]", "{}"))
