"""Reads Swift only as far as mutants need: what is code, where functions are, what their lines do."""

import re
from dataclasses import dataclass


def masked(text):
    """The same text with comments and string literals blanked out; every offset
    and every line break stays."""
    out = list(text)

    def blank(start, end):
        for place in range(start, end):
            if out[place] != "\n":
                out[place] = " "

    place = 0
    while place < len(text):
        if text.startswith("//", place):
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            blank(place, end)
        elif text.startswith("/*", place):
            end = text.find("*/", place) + 2
            blank(place, end)
        elif text.startswith('"""', place):
            end = text.find('"""', place + 3) + 3
            blank(place, end)
        elif text[place] == '"':
            end = end_of_string(text, place)
            blank(place, end)
        else:
            end = place + 1
        place = end
    return "".join(out)


def end_of_string(text, start):
    """The offset after a one-line literal, whatever is interpolated into it."""
    place, depth = start + 1, 0
    while True:
        if text[place] == "\\" and text[place + 1] == "(":
            depth += 1
            place += 2
            continue
        if text[place] == "\\":
            place += 2
            continue
        if depth and text[place] in "()":
            depth += 1 if text[place] == "(" else -1
        elif depth and text[place] == '"':
            place = end_of_string(text, place)
            continue
        elif text[place] == '"':
            return place + 1
        place += 1


PAIRS = {"{": "}", "(": ")", "[": "]"}


def closing(code, start):
    """The offset of what closes the bracket at `start`."""
    opening, depth = code[start], 0
    for place in range(start, len(code)):
        if code[place] == opening:
            depth += 1
        elif code[place] == PAIRS[opening]:
            depth -= 1
            if depth == 0:
                return place
    raise ValueError(f"nothing closes the {opening} at offset {start}")


@dataclass(frozen=True)
class Body:
    """What a function or a computed property does: the offsets between its braces."""

    name: str
    start: int
    end: int


HEAD = re.compile(r"\b(?:func\s+([^\s(<]+)|(init)\b[?]?(?=[(<]))|\bvar\s+(\w+)\s*:[^={}\n]*(?=\{)")


def bodies(code):
    """The outermost bodies of a file, in their order."""
    found, last = [], 0
    for head in HEAD.finditer(code):
        if head.start() < last:
            continue
        place = head.end()
        if head.group(3) is None:
            place = closing(code, code.index("(", head.start())) + 1
        brace = code.find("{", place)
        if brace < 0 or "}" in code[place:brace]:
            continue  # A protocol only asks for it.
        end = closing(code, brace)
        if re.match(r"\s*(?:get|set|didSet|willSet|_read|_modify)\b", code[brace + 1 : end]):
            continue
        last = end
        found.append(Body(head.group(1) or head.group(2) or head.group(3), brace + 1, end))
    return found


def conditions(code, start, end):
    """The clauses of every `if`, `guard` and `while` within, as (keyword, start, end)."""
    for head in re.finditer(r"\b(if|guard|while)\b(?=\s)", code[start:end]):
        place = start + head.end()
        first, depth = place, 0
        while place < end:
            sign = code[place]
            if sign in "([":
                place = closing(code, place)
            elif sign == "{" and head.group(1) != "guard":
                break
            elif sign == "{":
                place = closing(code, place)
            elif sign == ",":
                yield head.group(1), *trimmed(code, first, place)
                first = place + 1
            elif head.group(1) == "guard" and re.match(r"\belse\b", code[place:]) and code[place - 1].isspace():
                break
            place += 1
        yield head.group(1), *trimmed(code, first, place)


def trimmed(code, start, end):
    while start < end and code[start].isspace():
        start += 1
    while end > start and code[end - 1].isspace():
        end -= 1
    return start, end
