"""What schemathesis asks of the service beyond its own checks."""

import json
import re

import schemathesis
from schemathesis.generation.meta import TestPhase

# Parameters whose values a schema cannot describe, by the `path` of the error, each with the reason. A request that is
# right by the schema may be refused for these, and for nothing else.
BEYOND_SCHEMA = {
    "search": "at least one letter or digit of any script, and a limit of phrases",
    "q": "at least one letter or digit of any script",
    "mode": "not together with search.semantic, which looks for meaning alone",
    "filter": "a grammar over fields and their types",
    "sort": "a grammar over fields",
    "facets": "at most ten different fields, where two names may mean one",
    "cursor": "only what an answer gave, and not together with page",
    "page": "only as far as there are pages",
    "per-page": "not together with per_page, which it is another name of, and not in an export",
    "per_page": "not in an export",
    "highlight": "not in an export",
    "explain": "not in an export",
    "rerank": "only of a search in order of relevance, not of groups, a sample or an export",
    "select": "other fields in an export, and none in some",
    "group_by": "a field that can be counted, and neither pages nor facets beside it",
    "group-by": "not together with group_by, which it is another name of",
    "sample": "not in an export",
    "seed": "only with sample, and with every page of it",
    "search.semantic": "at least one letter or digit, and not together with search",
    "works": "ids of works that are there and of this person",
    "into": "not the record itself, and no circle",
    "to": "only with works, and not the record itself",
    "id": "undoing a merge takes a record that was merged",
    "title": "one of title, abstract and text, with at least one letter or digit",
    "abstract": "together with title not too long",
    "text": "at least one letter or digit, and not together with title and abstract",
    "fields": "not together with select, which it is another name of",
}

# The same of records that are written (PUT /works/{id}), by the first part of the `path`.
OF_RECORDS = {
    "id": "no id that can only be that of a person or of a path of the service, and the same as in the path",
    "title": "some text in it or in the abstract",
    "abstract": "some text",
    "date": "a day of the calendar",
    "type": "some text",
    "language": "a language tag",
    "venue": "a letter or digit",
    "venueId": "an id, and together with venue",
    "authors": "names with some text, and ids of their schemes",
    "topics": "names with a letter or digit",
    "primaryTopic": "a name with a letter or digit",
    "keywords": "names with a letter or digit",
    "doi": "a DOI",
    "arxivId": "an id of arXiv",
    "url": "an http(s) address",
    "references": "ids",
}

# Parameters that are written as a list with commas: of them an empty text is an empty list, not a list of one empty text.
LISTS = {"select", "fields", "facets"}

# How a URL writes numbers, truth values and empty lists. A text of digits is as good as any other text.
AS_IN_A_URL = re.compile(r"\d{1,10}|true|false|\s*")

# Of two parameters that exclude each other the first goes where a request is to be a right one.
EXCLUSIVE = [
    ("per-page", "per_page"),
    ("page", "cursor"),
    ("group-by", "group_by"),
    ("search.semantic", "search"),
    ("sample", "group_by"),
    ("cursor", "sample"),
    ("sort", "sample"),
    ("facets", "group_by"),
    ("fields", "select"),
    ("text", "title"),
    ("text", "abstract"),
]

# What leaves an answer without results or without ids; tried enough where requests do not follow each other.
LEADING_NOWHERE = ["select", "fields", "filter", "page", "cursor", "group_by", "group-by", "format"]

# Statuses that depend on what is stored, not on what is sent.
BY_WHAT_IS_STORED = {301, 308, 404, 410}


@schemathesis.hook
def filter_query(context, query):
    """Takes no empty text for a wrong element of a list."""
    return not any((query or {}).get(name) in ("", [""]) for name in LISTS)


@schemathesis.hook
def filter_body(context, body):
    """Takes no number, truth value or list for wrong that is written as in a URL: bodies are read so, too."""
    bodies = [body, *queries_of(body)]
    values = [value for one in bodies if isinstance(one, dict) for value in one.values()]
    return not any(isinstance(value, str) and AS_IN_A_URL.fullmatch(value) for value in values)


def queries_of(body):
    """The searches of a batch."""
    queries = body.get("queries") if isinstance(body, dict) else None
    return queries if isinstance(queries, list) else []


@schemathesis.hook
def before_call(context, case, kwargs):
    """Lets requests that are meant to be right get past what OpenAPI cannot say: two parameters that exclude each other."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for parameters in (case.query, case.body):
        if not isinstance(parameters, dict):
            continue
        for one, other in EXCLUSIVE:
            if one in parameters and other in parameters:
                del parameters[one]
        # the next request of a row takes the id of what is found
        if case.meta.phase.name == TestPhase.STATEFUL:
            for name in LEADING_NOWHERE:
                parameters.pop(name, None)


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def as_lines(ctx, value):
    """Lines are a text to OpenAPI, and any text is lines."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", errors="replace")


@schemathesis.check
def wrong_queries_have_errors(ctx, response, case):
    """A batch that the schema does not allow is refused, or at least one of its searches is."""
    meta = case.meta
    if case.operation.path != "/search/batch" or meta is None or meta.generation.mode.is_positive:
        return
    if response.status_code != 200:
        return
    if not any("error" in result for result in response.json()["results"]):
        raise AssertionError("a search that is wrong by the schema is answered")


@schemathesis.check
def valid_requests_are_accepted(ctx, response, case):
    """What the schema allows is answered, unless the error names what no schema can say."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive:
        return
    status = response.status_code
    if 200 <= status < 300 or status in BY_WHAT_IS_STORED:
        return
    # a case that takes the credentials away on purpose
    if status == 401:
        return
    error = response.json()
    # 414: title and abstract together
    path = error.get("path")
    if status in (400, 414) and path in BEYOND_SCHEMA:
        return
    if status == 400 and case.method == "PUT" and path is not None and path.split(".")[0] in OF_RECORDS:
        return
    raise AssertionError(f"a request that is right by the schema is refused: {status} {error}")
