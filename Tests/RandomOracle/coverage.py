"""What the questions have used of the language."""

import collections

from expressions import walk

# Every construct that the generator knows, and how often it must come up in 1000 questions. One that it
# makes and that is not here is an error too, so that the list stays whole.
EXPECTED = {}


def constructs(question):
    """The constructs of a question, each once."""
    return {construct for node in walk(question) for construct in node.constructs()}


def count(questions):
    return collections.Counter(construct for question in questions for construct in constructs(question))


def complaints(counts, total):
    """Sentences on constructs that came up too rarely or are not listed."""
    for construct in sorted(set(counts) - set(EXPECTED)):
        yield f"{construct!r} is not listed in coverage.py"
    for construct, least in sorted(EXPECTED.items()):
        wanted = least * total // 1000
        if counts[construct] < max(1, wanted):
            yield f"{construct!r} came up {counts[construct]} times, fewer than {max(1, wanted)}"
