"""How fast the record answers: a pair of states, a count since a day, words of the articles, a trend.

    python -m benchmarks.query [ENGAGEMENTS [FILE]]

Made-up engagements (100,000 unless told) of the pairs of 60 states, some pairs far more often than others, each with
one article, are written into the tables; a FILE that is there is asked as it is. Aims, in process and warm, for a
record of a million: 95 of 100 pages of a pair within 20 ms, counts within 10 ms, full text within 50 ms, trends within
150 ms, and less than 300 MB of memory.
"""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from communique.api import Filters, OpenRecord
from communique.record import Record, assembly, fulltext, open_record, schema
from communique.record.query import Query
from communique.types import Area, Article, Engagement, Mode, Party, ReportRef, Span, When

STATES = (
    "AE AR AU BD BE BR CA CL CN CO CZ DE DK EG ES ET FI FR GB GR HU ID IE IL IN IQ IR IT JO JP KE KR KW KZ LT LV MA"
    " MX MY NG NL NO NZ PE PH PK PL PT QA RO RU SA SE SG TH TR UA US VN ZA"
).split()
PAIRS = list(itertools.combinations(STATES, 2))
MODES: tuple[Mode, ...] = ("call", "meeting", "visit", "signing")
AREAS = ("defence", "defence.exercises", "trade", "energy.nuclear", "security.counter-terrorism")
BATCH = 10_000
ROUNDS = 100
VOCABULARY = 30_000
WORDS_OF_AN_ARTICLE = 60


def texts(chance: random.Random) -> Iterator[str]:
    """Articles of made-up words whose frequencies fall as those of a language do (Zipf)."""
    words = [f"w{number}" for number in range(VOCABULARY)]
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    while True:
        yield " ".join(chance.choices(words, cum_weights=weights, k=WORDS_OF_AN_ARTICLE))


def engagements(number: int) -> Iterator[tuple[Engagement, Article]]:
    """Made-up engagements over 30 years, each with the article that reports it."""
    chance = random.Random(7)
    pairs = chance.sample(PAIRS, len(PAIRS))
    weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(pairs))))
    told = texts(chance)
    for count in range(number):
        (sides,) = chance.choices(pairs, cum_weights=weights)
        article = Article(id=f"a{count:015x}", text=next(told), outlet=f"outlet{count % 40}")
        yield _engagement(f"{count:016x}", sides, article, chance), article


def _engagement(name: str, sides: tuple[str, str], article: Article, chance: random.Random) -> Engagement:
    day = (dt.date(1995, 1, 1) + dt.timedelta(days=chance.randrange(11_000))).isoformat()
    said = Span(start=0, end=20, quote=article.text[:20])
    report = ReportRef(id=f"r{name[1:]}", document=name, article=article.id, outlet=article.outlet, evidence=(said,))
    return Engagement(
        id=name,
        mode=chance.choice(MODES),
        status="held",
        date=When(first=day, last=day, precision="day"),
        parties=tuple(_party(state, chance) for state in sides),
        areas=tuple(Area(area=area, evidence=said) for area in chance.sample(AREAS, 2)),
        reports=(report,),
        outlets=1,
        independent_outlets=1,
    )


def _party(state: str, chance: random.Random) -> Party:
    post = chance.choice(("foreign", "defence", "head-of-state"))
    person = f"{state.lower()}-{post}-{chance.randrange(8)}"
    return Party(person=person, name=person.title(), office=f"{state}/{post}", country=state)


def fill(path: Path, number: int) -> None:
    """Write the engagements into the tables of a new record."""
    made = engagements(number)
    with open_record(path, create=True) as record:
        while batch := list(itertools.islice(made, BATCH)):
            _write(record, batch)


def _write(record: Record, batch: list[tuple[Engagement, Article]]) -> None:
    with record.writing() as connection:
        connection.execute(schema.article.insert(), [_article_row(article) for _, article in batch])
        connection.execute(schema.report.insert(), [_report_row(item) for item, _ in batch])
        fulltext.index(connection, [article for _, article in batch])
        assembly.store(connection, [item for item, _ in batch])


def _article_row(article: Article) -> dict[str, object]:
    row = {"id": article.id, "outlet": article.outlet, "text": article.text}
    return {**row, "body": msgspec.json.encode(article), "signature": b"[]"}


def _report_row(item: Engagement) -> dict[str, object]:
    (report,) = item.reports
    return {"id": report.id, "article": report.article, "countries": "", "followed": False, "body": b"{}"}


def measure(name: str, ask: Callable[[int], object], aim: float) -> None:
    """Ask often; print the median and 95th percentile, and that of the processor's time, which others do not slow."""
    ask(0)
    taken, worked = [], []
    for number in range(ROUNDS):
        start, begun = time.perf_counter(), time.process_time()
        ask(number)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
    high, work = (statistics.quantiles(some, n=20)[-1] for some in (taken, worked))
    middle = statistics.median(taken)
    print(f"{name:47} median {middle:7.1f}  p95 {high:7.1f}  of work {work:7.1f} ms; {high / aim:5.2f} of the aim")


def ask_all(record: Record) -> None:
    """Every kind of question, of a hundred pairs each."""
    questions = OpenRecord(record)
    chance = random.Random(11)
    pairs = chance.sample(PAIRS, ROUNDS)
    busiest = max(PAIRS, key=lambda pair: record.count(Query(between=pair)))
    words = [f"w{chance.randrange(40, 3000)}" for _ in range(ROUNDS)]
    print(f"{record.count()} engagements; {record.count(Query(between=busiest))} of them between {busiest}")
    measure("find, a page of one pair", lambda n: record.page(Query(between=pairs[n])), 20)
    measure("find, all of one pair", lambda n: list(record.find(Query(between=pairs[n]))), 20)
    measure("find, calls of two offices", lambda n: record.page(Query(between=_offices(pairs[n]), mode="call")), 20)
    measure("find, a page of the busiest pair", lambda _: record.page(Query(between=busiest)), 20)
    measure("find, a page of one state", lambda n: record.page(Query(between=pairs[n][:1])), 20)
    measure("find, a page of one name", lambda n: record.page(Query(person=f"{pairs[n][0].title()}-Defence-3")), 50)
    measure("find, a page of one area", lambda n: record.page(Query(area=AREAS[n % 5])), 20)
    measure("count since an office was taken, two offices", lambda n: questions.count(**_since(_offices(pairs[n]))), 10)
    measure("count since an office was taken, busiest pair", lambda _: questions.count(**_since(busiest)), 10)
    measure("full text, one word", lambda n: record.page(Query(text=words[n])), 50)
    measure("full text, one word of each tenth article", lambda n: record.page(Query(text=f"w{10 + n % 10}")), 50)
    measure("full text, two words", lambda n: record.page(Query(text=f"{words[n]} w{n % 30}")), 50)
    measure("full text, one word, one pair", lambda n: record.page(Query(text=words[n], between=pairs[n])), 50)
    measure("trend of one pair", lambda n: questions.trend(between=pairs[n], as_of="2025-01-01"), 150)
    measure("trend of the busiest pair", lambda _: questions.trend(between=busiest, as_of="2025-01-01"), 150)


def _offices(pair: tuple[str, str]) -> tuple[str, ...]:
    return tuple(f"{state}/foreign" for state in pair)


def _since(sides: tuple[str, ...]) -> Filters:
    return {"between": sides, "mode": "call", "since_office": "US/defence", "last": "2025-01-01"}


def main() -> None:
    """Fill in a process of its own, ask, print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "r.db"
        if not path.exists():
            start = time.perf_counter()
            filling = multiprocessing.get_context("spawn").Process(target=fill, args=(path, number))
            filling.start()
            filling.join()
            print(f"filled in {time.perf_counter() - start:.0f} s: {path.stat().st_size / 2**20:.0f} MB")
        with open_record(path, read_only=True) as record:
            ask_all(record)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
