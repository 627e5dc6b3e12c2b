"""What programs written for OpenAlex do, by pyalex, against a service: each check runs once, one JSON line says how it ended.

usage: pyalex_checks.py <address of the service>

The service holds the works of pyalex-works.ts and the demo collection. Versions of pyalex up to 0.16 take the address
from `config.openalex_url`. Later ones have OpenAlex's address written into them: for these, requests to it are sent to
the service by the session that they use.
"""

import json
import sys
import traceback

import pyalex
import pyalex.api
import requests
from pyalex import Authors, Institutions, Sources, Topics, Works

BASE = sys.argv[1].rstrip("/")
OPENALEX = "https://api.openalex.org"
HARDWIRED = hasattr(pyalex.api, "urlunparse")


class ToTheService(requests.adapters.HTTPAdapter):
    """Sends what is meant for OpenAlex to the service."""

    def send(self, request, **options):
        request.url = request.url.replace(OPENALEX, BASE, 1)
        return super().send(request, **options)


pyalex.config.openalex_url = BASE
if HARDWIRED:
    plain_session = pyalex.api._get_requests_session

    def session_to_the_service():
        session = plain_session()
        session.mount(OPENALEX, ToTheService())
        return session

    pyalex.api._get_requests_session = session_to_the_service

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def ids(found):
    return [one["id"].rsplit("/", 1)[-1] for one in found]


def same(actual, expected):
    assert actual == expected, f"{actual!r} instead of {expected!r}"


def meta_of(query, **options):
    """What is said of a list; older versions give it on demand."""
    found = query.get(**options)
    return found.meta if hasattr(found, "meta") else query.get(return_meta=True, **options)[1]


def own():
    """The works that carry OpenAlex ids, by their source."""
    return Works().filter(primary_location={"source": {"id": "S9000000001|S9000000002"}})


def number(n):
    return f"W90000000{n:02d}"


ALL = {number(n) for n in range(1, 13)}


@check
def works_by_any_id():
    for written in (number(1), f"https://openalex.org/{number(1)}", "https://doi.org/10.5555/crease.1"):
        same(Works()[written]["display_name"], "Creases and birds, part 1")


@check
def works_by_a_list_of_ids():
    found = Works()[[number(3), number(5), "W9999999999"]]
    same(sorted(ids(found)), [number(3), number(5)])


@check
def entities_by_id():
    same(Authors()["A9000000001"]["display_name"], "Ada Folder")
    same(ids([Authors()["https://orcid.org/0000-0002-1825-0097"]]), ["A9000000001"])
    same(ids([Institutions()["https://ror.org/0aaaaaa11"]]), ["I9000000001"])
    same(Sources()["S9000000001"]["display_name"], "Journal of Creases")
    same(Topics()["T90001"]["display_name"], "Paper birds")


@check
def an_unknown_id_is_404():
    try:
        Works()["W9999999999"]
    except requests.HTTPError as error:
        same(error.response.status_code, 404)
    else:
        raise AssertionError("found")


@check
def search_finds_by_words_and_meaning():
    found = Works().search("creases and birds, part 7").get()
    same(ids(found)[0], number(7))
    assert found[0]["relevance_score"] > 0


@check
def search_filters_ask_for_words_of_a_field():
    same(set(ids(Works().search_filter(title="creases birds").get())), ALL)
    same(ids(Works().search_filter(display_name="creases part 4").get()), [number(4)])
    same(ids(Works().search_filter(abstract="sheet eleven").get()), [number(11)])
    same(ids(Works().search_filter(title_and_abstract="birds eleven").get()), [number(11)])
    same(ids(Authors().search_filter(display_name="folder").get()), ["A9000000001"])


@check
def conditions_joined_by_and():
    found = own().filter(publication_year=2018, type="article").get()
    same(ids(found), [number(4)])


@check
def and_within_one_field():
    found = own().filter(authorships={"institutions": {"country_code": ["fr", "gb"]}}).get()
    same(set(ids(found)), {number(n) for n in (3, 6, 9, 12)})
    same(own().filter(institutions={"country_code": ["fr", "gb"]}).count(), 4)


@check
def or_within_one_field():
    found = own().filter(publication_year="2015|2016").get()
    same(set(ids(found)), {number(1), number(2)})
    same(Works().filter_or(authorships={"author": {"id": ["A9000000001", "A9000000002"]}}).count(), 12)
    dois = [f"https://doi.org/10.5555/crease.{n}" for n in (1, 2, 3)]
    same(Works().filter_or(doi=dois).count(), 3)


@check
def negation():
    same(own().filter_not(type="article").count(), 6)
    same(own().filter(type="!article").count(), 6)
    same(own().filter_not(publication_year=[2015, 2016]).count(), 10)


@check
def ranges():
    same(own().filter_gt(publication_year=2024).count(), 2)
    same(own().filter_lt(publication_year=2017).count(), 2)
    same(own().filter_gt(cited_by_count=20).filter_lt(cited_by_count=60).count(), 6)
    same(own().filter(publication_year="2016-2018").count(), 3)
    same(own().filter(publication_year=">2024").count(), 2)
    same(own().filter(from_publication_date="2025-01-01", to_publication_date="2025-12-31").count(), 1)


@check
def nested_fields():
    same(Works().filter(authorships={"author": {"id": "A9000000001"}}).count(), 6)
    same(Works().filter(author={"id": "https://openalex.org/A9000000001"}).count(), 6)
    same(Works().filter(author={"orcid": "0000-0002-1825-0097"}).count(), 6)
    same(Works().filter(primary_location={"source": {"id": "S9000000002"}}).count(), 4)
    same(Works().filter(institutions={"ror": "https://ror.org/0aaaaaa11"}).count(), 8)
    same(Works().filter(topics={"id": "T90001"}).count(), 12)
    same(Authors().filter(last_known_institutions={"country_code": "GB"}).count(), 3)


@check
def booleans_and_references():
    same(own().filter(has_doi=True).count(), 12)
    same(own().filter(has_abstract=False).count(), 1)
    same(Works().filter(cites=number(1)).count(), 11)


@check
def sorted_results():
    found = own().sort(cited_by_count="desc").get(per_page=3)
    same(ids(found), [number(12), number(11), number(10)])
    found = own().sort(publication_year="asc").get(per_page=2)
    same(ids(found), [number(1), number(2)])


@check
def selected_fields():
    found = own().select(["id", "publication_year"]).get(per_page=1)
    same(set(found[0].keys()), {"id", "publication_year"})


@check
def groups():
    by_type = {one["key"]: one["count"] for one in own().group_by("type").get()}
    same(by_type, {"article": 6, "preprint": 6})
    by_year = {one["key"]: one["count"] for one in own().group_by("publication_year").get()}
    same(by_year, {str(year): 1 for year in range(2015, 2027)})
    by_author = own().group_by("authorships.author.id").get()
    assert by_author[0]["key_display_name"] in ("Ada Folder", "Bo Crease"), by_author
    languages = {one["key"]: one["count"] for one in own().group_by("language:include_unknown").get()}
    same(languages, {"en": 11, "unknown": 1})


@check
def groups_count_within_all_conditions():
    both = own().filter(institutions={"country_code": "fr"}).group_by("institutions.country_code").get()
    same({one["key"]: one["count"] for one in both}, {"FR": 8, "GB": 4})


@check
def pages_by_number():
    pages = list(own().paginate(method="page", per_page=5))
    same([len(page) for page in pages if page], [5, 5, 2])
    same({one for page in pages for one in ids(page)}, ALL)


@check
def pages_by_cursor():
    pages = list(own().sort(publication_year="desc").paginate(per_page=5, n_max=None))
    same([one for page in pages for one in ids(page)], sorted(ALL, reverse=True))
    people = Authors().filter(works_count=">0").paginate(per_page=200, n_max=None)
    found = [one for page in people for one in page]
    same(len(found), Authors().count())
    same(len({one["id"] for one in found}), len(found))


@check
def samples_with_a_seed():
    one = ids(own().sample(5, seed=42).get())
    same(ids(own().sample(5, seed=42).get()), one)
    same(len(set(one)), 5)
    assert set(one) <= ALL
    others = {tuple(ids(own().sample(5, seed=seed).get())) for seed in range(8)}
    assert len(others) > 1, "every seed draws the same"
    pages = list(own().sample(7, seed=3).paginate(method="page", per_page=3))
    drawn = [one for page in pages for one in ids(page)]
    same((len(drawn), len(set(drawn))), (7, 7))
    same(meta_of(own().sample(5, seed=1))["count"], 5)
    same(len(Authors().sample(2, seed=1).get()), 2)


@check
def counts():
    same(own().count(), 12)
    same(Sources().filter(openalex_id="S9000000001|S9000000002").count(), 2)


@check
def meta_of_a_list():
    meta = meta_of(own(), per_page=7)
    same((meta["count"], meta["page"], meta["per_page"], meta["groups_count"]), (12, 1, 7, None))
    assert meta["db_response_time_ms"] >= 0


@check
def completion():
    same(ids(Authors().autocomplete("ada fol")), ["A9000000001"])
    found = Institutions().autocomplete("crease")
    same((found[0]["entity_type"], found[0]["external_id"]), ("institution", "https://ror.org/0aaaaaa11"))
    same(ids(Works().autocomplete("creases and birds, part 12"))[0], number(12))
    same(ids(Topics().autocomplete("paper bi")), ["T90001"])


@check
def completion_over_all():
    kinds = {one["entity_type"] for one in pyalex.api.autocomplete("crease")}
    assert {"work", "institution", "source"} <= kinds, kinds


@check
def completion_within_a_filter():
    same(ids(Authors().filter(has_orcid=True).autocomplete("ada")), ["A9000000001"])
    same(ids(Authors().filter(has_orcid=False).autocomplete("ada fol")), [])


@check
def abstracts():
    work = Works()[number(2)]
    same(work["abstract"], "We fold a sheet and fold the sheet again, step two.")
    found = own().select(["id", "abstract_inverted_index"]).sort(publication_year="asc").get(per_page=2)
    same(found[1]["abstract"], work["abstract"])
    same(own().filter(has_abstract=False).get()[0]["abstract"], None)


@check
def something_at_random():
    assert Works().random()["id"]
    assert Authors().random()["display_name"]


@check
def similar_works():
    if not hasattr(Works, "similar"):
        return "this version of pyalex has no similar()"
    found = Works().similar("training models that do not fit into the memory of one graphics card").get(per_page=5)
    same(found.meta["mode"], "semantic")
    assert any("zero" in one["display_name"].lower() for one in found), [one["display_name"] for one in found]
    return None


@check
def what_is_not_supported_is_said():
    for query, advice in (
        (Works().filter(is_oa=True), "is not stored here"),
        (Works().filter(concepts={"id": "C41008148"}), "topics.id"),
        (Works().sort(display_name="asc"), "sort by publication_year"),
    ):
        try:
            query.get()
        except (requests.HTTPError, pyalex.api.QueryError) as error:
            text = str(error) if isinstance(error, pyalex.api.QueryError) else error.response.json()["message"]
            if hasattr(error, "response") and error.response is not None:
                same(error.response.status_code, 400)
            assert advice in text, text
        else:
            raise AssertionError(f"{query.url} was answered")


def main():
    print(json.dumps({"version": pyalex.__version__, "checks": [one.__name__ for one in CHECKS]}), flush=True)
    for one in CHECKS:
        try:
            print(json.dumps({"name": one.__name__, "skipped": one()}), flush=True)
        except Exception:
            print(json.dumps({"name": one.__name__, "error": traceback.format_exc()}), flush=True)


main()
