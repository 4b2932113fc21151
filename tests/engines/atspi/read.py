#!/usr/bin/python3
"""Prints what a screen reader is told about the page in front, as JSON: a list of
{"depth", "role", "name", "description", "states", "value"}, in reading order.

    read.py NAME_OF_THE_PROGRAM TITLE_OF_THE_PAGE
"""

import json
import sys

import pyatspi

STATES = {
    pyatspi.STATE_FOCUSED: "focused",
    pyatspi.STATE_REQUIRED: "required",
    pyatspi.STATE_INVALID_ENTRY: "invalid",
    pyatspi.STATE_CHECKED: "checked",
    pyatspi.STATE_EXPANDED: "expanded",
    pyatspi.STATE_READ_ONLY: "read-only",
    pyatspi.STATE_FOCUSABLE: "focusable",
    pyatspi.STATE_SHOWING: "showing",
}


def walk(node, depth, found):
    states = node.getState()
    entry = {
        "depth": depth,
        "role": node.getRoleName(),
        "name": node.name or "",
        "description": node.description or "",
        "states": [name for state, name in STATES.items() if states.contains(state)],
        "attributes": dict(pair.split(":", 1) for pair in node.getAttributes() if ":" in pair),
    }
    try:
        entry["text"] = node.queryText().getText(0, -1).replace("\ufffc", "")
    except NotImplementedError:
        entry["text"] = ""
    found.append(entry)
    for child in node:
        if child is not None:
            walk(child, depth + 1, found)


def documents(node, depth=0):
    if node is None or depth > 12:
        return
    if node.getRole() == pyatspi.ROLE_DOCUMENT_WEB:
        yield node
        return
    for child in node:
        yield from documents(child, depth + 1)


def main():
    program, title = sys.argv[1], sys.argv[2]
    for application in pyatspi.Registry.getDesktop(0):
        if application is None or program.lower() not in (application.name or "").lower():
            continue
        for document in documents(application):
            if title in (document.name or ""):
                found = []
                walk(document, 0, found)
                json.dump(found, sys.stdout)
                return 0
    print(f"no page {title} of {program} is on the bus", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
