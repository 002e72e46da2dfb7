"""Contacts to engagements: which contacts of a document are one, and who takes part where the words only point back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique.read.cast import Side
from communique.read.contact import Contact, Seat
from communique.types import Mode, Span, Status

FAMILIES: dict[Mode, str] = {"video_call": "call"}
LEVELS = ("held", "ongoing")
EARLIER = re.compile(
    r"\b(last (?:month|year|summer|spring|fall|autumn|winter|time)|previous\w*|earlier this (?:month|year)|"
    r"(?:in|since|of) (?:\w+ )?(?:19|20)\d\d|\w+ (?:months|years) (?:ago|later)|recent\w*|past|"
    r"recall\w*|reminisc\w*|remember\w*)\b",
    re.I,
)
LAST_TIME = re.compile(r"\blast (?:met|spoke|sat down|visited|held|took place|joined|hosted|travelled|traveled)\b")
STATE_CODE = 2
TWO_SIDES = 2
ANOTHER = re.compile(
    r"^(?:Later|Afterwards?|Separately|Subsequently|Earlier (?:in the day|today|on|that day)"
    r"|(?:On )?[Tt]he same day|On the (?:margins|sidelines|fringes)|In (?:a |another )separate)\b"
    r"|\balso (?:met|called on|held|received|spoke to|spoke with|had (?:a|separate)|hosted|paid)\b"
)
LONG_AGO_DAYS = 60
"""Days after which a contact is no news even where the first sentences name it."""
SAME_DAY = re.compile(r"\b(?:earlier (?:in the day|today|that day)|the same day|this morning)\b", re.I)
SAME_DAYS = 2
"""Days from which what "had been" before is older than the news."""
NEWS_DAYS = 10
"""Days after which a contact is no longer news on its own."""


@dataclass(slots=True)
class Group:
    """The contacts of one engagement, first the one that was told first."""

    contacts: list[Contact] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    background: bool = False

    @property
    def mode(self) -> Mode:
        """The most telling mode among the contacts."""
        modes = [c.mode for c in self.contacts]
        for special in ("video_call", "multilateral"):
            if special in modes:
                return special
        return modes[0]

    @property
    def status(self) -> Status:
        """The status that the first contact tells that is not a headline without a verb."""
        return next((c.status for c in self.contacts if not (c.neutral or c.present)), self.contacts[0].status)

    @property
    def status_words(self) -> Span:
        """The words that tell the status."""
        telling = next((c for c in self.contacts if not c.neutral), self.contacts[0])
        return telling.status_words or telling.trigger

    @property
    def countries(self) -> set[str]:
        """The states and organisations that take part."""
        return {s.side.country for s in self.seats if s.side.country}


def groups_of(
    contacts: Sequence[Contact], texts: Sequence[str], home: str | None, published: dt.date | None = None
) -> list[Group]:
    """The engagements of a document, in the order of their first words. `texts` are the sentences' texts."""
    groups: list[Group] = []
    contacts = [_as_over(c, published) for c in contacts]
    contacts = [
        replace(c, earlier=is_earlier(c, texts[c.sentence], published), another=bool(ANOTHER.search(texts[c.sentence])))
        for c in contacts
    ]
    for contact in contacts:
        whole = _completed(contact, groups, home)
        if whole is None:
            continue
        whole = replace(whole, seats=(*whole.seats, *whole.at))
        if len(whole.countries) < TWO_SIDES and not _meeting_of_a_body(whole):
            continue
        fitting = [g for g in reversed(groups) if _same(g, whole)]
        known = next((g for g in fitting if g.mode == whole.mode), next(iter(fitting), None))
        known = known or next((g for g in groups if _taken_up_again(g, whole)), None)
        if known:
            _join(known, whole)
        else:
            groups.append(Group([whole], list(whole.seats), _is_background(whole)))
    for group in groups:
        group.background = group.background or _is_long_ago(group, published)
    _bring_forward(groups, published)
    return [g for g in groups if not _told_otherwise(g, groups, texts)]


def _told_otherwise(group: Group, groups: list[Group], texts: Sequence[str]) -> bool:
    """Whether what a group tells is told by other groups, or is nothing."""
    if _only_announced(group, groups) or _told_apart(group, groups):
        return True
    return _vague(group, texts) or _came_of_talks(group, groups)


def _as_over(contact: Contact, published: dt.date | None) -> Contact:
    """The contact, held where what the words call going on lies back too far for that."""
    over = contact.status == "ongoing" and (_age(contact, published) or 0) > NEWS_DAYS
    return replace(contact, status="held") if over else contact


def _is_background(contact: Contact) -> bool:
    """Whether a contact is told only as what came before, or is named for the sake of another."""
    return contact.earlier or contact.aside


def is_earlier(contact: Contact, text: str, published: dt.date | None) -> bool:
    """Whether a contact is older than the news: by its day where that is told, else by words near it."""
    if contact.status != "held":
        return False
    age = 0 if SAME_DAY.search(text) else _age(contact, published)
    if LAST_TIME.search(text) or (contact.past_perfect and (age is None or age >= SAME_DAYS)):
        return True
    if contact.taken_up and not contact.aside:
        return False
    age = _age(contact, published)
    if age is not None:
        return age > (NEWS_DAYS if contact.sentence > 1 else LONG_AGO_DAYS)
    return EARLIER.search(text) is not None


def _age(contact: Contact, published: dt.date | None) -> int | None:
    """The days from a contact to the page, where both are known."""
    if not contact.when.first or published is None or contact.when.precision == "unknown":
        return None
    age = (published - dt.date.fromisoformat(contact.when.last or contact.when.first)).days
    return age if age >= 0 or contact.when.precision == "day" else None


def _vague(group: Group, texts: Sequence[str]) -> bool:
    """Whether something told by the way has neither a day nor anybody named on both sides, or a plan fixes nothing."""
    if group.status == "planned" and all(HAZY.search(texts[c.sentence]) and not c.placed for c in group.contacts):
        call = group.mode in ("call", "video_call")
        return all(c.when.first is None or (call and c.when.precision not in ("day", "time")) for c in group.contacts)
    if not group.background or any(c.when.first for c in group.contacts):
        return False
    return len({s.side.country for s in group.seats if s.side.name or s.side.office}) < 2


def _only_announced(group: Group, groups: list[Group]) -> bool:
    """Whether a headline's "visit" is no more than the meeting that the text goes on to tell."""
    headline = group.mode == "visit" and all(c.neutral for c in group.contacts)
    return headline and any(g is not group and g.countries & group.countries for g in groups)


def _told_apart(group: Group, groups: list[Group]) -> bool:
    """Whether what a headline tells of several states at once, the text tells of them one by one."""
    if not _only_headlined(group):
        return False
    parts = [g for g in groups if g is not group and len(g.countries) == TWO_SIDES and g.countries < group.countries]
    return set().union(*(g.countries for g in parts)) == group.countries


def _came_of_talks(group: Group, groups: list[Group]) -> bool:
    """Whether an agreement is what came of a contact that is told, or is no news of its own."""
    if group.contacts[0].rule != "verb.agree":
        return False
    told = any(g is not group and len(g.countries & group.countries) > 1 and not g.background for g in groups)
    return told or group.contacts[0].sentence > OPENING


OPENING = 3
"""The last sentence, headline included, in which the news of a document is told."""


def _is_long_ago(group: Group, published: dt.date | None) -> bool:
    """Whether an engagement that is over is first told with a day long before the page."""
    return group.status == "held" and (_age(group.contacts[0], published) or 0) > LONG_AGO_DAYS


def _bring_forward(groups: list[Group], published: dt.date | None) -> None:
    """Where all is told in passing, what the first sentences tell is what the document is about."""
    if groups and all(g.background for g in groups):
        for group in groups:
            first = group.contacts[0]
            group.background = first.sentence > 1 or first.past_perfect or _is_long_ago(group, published)


HAZY = re.compile(
    r"\b(?:again|soon|regularly|(?:near|coming|next few) (?:future|days|weeks|months)|in the (?:coming|near)|"
    r"in a (?:week|month)|stay in touch)\b",
    re.I,
)
"""Words of a plan that fixes nothing."""


def _completed(contact: Contact, groups: list[Group], home: str | None) -> Contact | None:
    """The contact with both sides, where the text before it can supply the missing one."""
    if len(contact.countries) >= 2:
        return contact
    if _one_body(contact):
        same = next((g for g in reversed(groups) if contact.countries <= g.countries), None)
        many = same is not None and sum(len(code) == STATE_CODE for code in same.countries) > TWO_SIDES
        mode: Mode = "multilateral" if many and contact.mode == "meeting" else contact.mode
        if same is None and not contact.members and contact.mode == "meeting":
            return replace(contact, mode="multilateral")
        if same is None:
            return replace(contact, seats=contact.members or contact.seats)
        return replace(contact, seats=tuple(same.seats), mode=mode)
    last = _story_before(contact, groups)
    if contact.taken_up and contact.status == "denied":
        return None
    if contact.taken_up and not contact.seats:
        return replace(contact, seats=_taken_from(last, contact)) if last else None
    named = next(iter(contact.countries), None)
    if contact.mode in ("signing", "exercise") or contact.strange:
        return contact
    if last and named:
        missing = _protagonist(last, named)
        if missing:
            return replace(contact, seats=(missing, *contact.seats))
    if home and named and named != home and any(s.side.name or s.side.office for s in contact.seats):
        return replace(contact, seats=(Seat(Side(country=home, rule="party.outlet"), contact.trigger), *contact.seats))
    return contact


def _taken_from(group: Group, contact: Contact) -> tuple[Seat, ...]:
    """The seats of the engagement that a contact takes up; of papers signed, only the states."""
    if not contact.papers:
        return tuple(group.seats)
    states = {s.side.country: s for s in reversed(group.seats) if s.side.country}
    return tuple(replace(s, side=Side(country=code, rule="party.collective")) for code, s in states.items())


def _story_before(contact: Contact, groups: list[Group]) -> Group | None:
    """What a contact takes up: the last engagement told as news; for a meeting of several, the last of several."""
    told = [g for g in reversed(groups) if not g.background]
    news = [*told, *(g for g in reversed(groups) if g.background and g.contacts[0].sentence < 2)]
    of_several = [g for g in news if contact.mode == "multilateral" and len(g.countries) > 2]
    return next(iter([*of_several, *news]), None)


def _one_body(contact: Contact) -> bool:
    """Whether only the members of one organisation are named, as such ("the Quad leaders met")."""
    organisation = all(len(code) > STATE_CODE or code == "EU" for code in contact.countries)
    return bool(contact.seats) and organisation and all(s.side.rule == "party.collective" for s in contact.seats)


def _meeting_of_a_body(contact: Contact) -> bool:
    """Whether the members of one organisation met, none of them named."""
    news = contact.placed and contact.sentence < 2 and not (contact.aside or contact.earlier)
    return contact.mode == "multilateral" and news and _one_body(contact)


def _protagonist(group: Group, other: str) -> Seat | None:
    """Who goes on acting after a contact: its first side that is not of the other state."""
    options = [s for s in group.seats if s.side.country and s.side.country != other]
    return next((s for s in options if s.side.name or s.side.office), None)


def family(mode: Mode) -> str:
    """The family of a mode, within which two accounts may speak of one contact."""
    return FAMILIES.get(mode, mode)


def _only_headlined(group: Group) -> bool:
    """Whether only a headline told of a meeting of several, which the text may tell one by one."""
    return len(group.countries) > TWO_SIDES and all(c.present or c.neutral for c in group.contacts)


def _same(group: Group, contact: Contact) -> bool:
    if _only_headlined(group) and len(contact.countries) == TWO_SIDES:
        return False
    modes = {family(group.mode), family(contact.mode)}
    if len(modes) > 1 and not modes <= TALKS:
        return False
    if "call" in modes and len(modes) > 1 and not _virtual(group, contact):
        return False
    if len(group.countries & contact.countries) < 2 or _of_two_among_several(group, contact):
        return False
    if _is_of_members(group.seats) != _is_of_members(contact.seats) and group.countries != contact.countries:
        return False
    neutral = all(c.neutral or c.present for c in group.contacts) and contact.status in ("planned", "ongoing", "held")
    fits = neutral or _status_fits(group.status, contact) or _same_journey(group, contact)
    if not fits or _days_differ(group, contact):
        return False
    if _is_the_visit(group, contact):
        return True
    if (contact.past_perfect or (contact.earlier and not group.background)) and not _on_its_day(group, contact):
        return False
    return _persons_fit(group.seats, contact.seats) and not _one_more(group, contact)


def _is_the_visit(group: Group, contact: Contact) -> bool:
    """Whether the visit that somebody "had paid" is the one that was told, for want of a day of its own."""
    undated = contact.mode == "visit" and contact.past_perfect and contact.when.first is None
    return undated and _persons_fit(group.seats, contact.seats)


def _on_its_day(group: Group, contact: Contact) -> bool:
    """Whether both name the one day of a contact, which then is one however it is told."""
    own = contact.when.first if contact.when.precision in ("day", "time") else None
    return own is not None and any(c.when.first == own for c in group.contacts)


def _same_journey(group: Group, contact: Contact) -> bool:
    """Whether "is travelling to" goes on telling of a journey that is yet to come."""
    begun = contact.status == "ongoing" and contact.rule == "verb.travel" and contact.when.first is None
    return begun and group.mode == contact.mode and group.status == "planned"


def _is_of_members(seats: Iterable[Seat]) -> bool:
    """Whether a group of states as such met, which is another contact than one of two of its members."""
    return any(s.side.rule == "party.member" for s in seats)


def _one_more(group: Group, contact: Contact) -> bool:
    """Whether a contact that is said to be another one names somebody on a side where nobody was named yet."""
    mine, theirs = _persons(group.seats), _persons(contact.seats)
    return contact.another and any(theirs[c] and not mine.get(c) for c in theirs)


def _of_two_among_several(group: Group, contact: Contact) -> bool:
    """Whether two named persons met on a day given for it, while the group is a meeting of three states or more."""
    named = {s.side.country for s in contact.seats if s.side.name}
    told = not contact.nominal and not contact.aside and contact.when.first is not None
    return told and len(named) == len(contact.countries) == 2 and len(group.countries) > 2


def _taken_up_again(group: Group, contact: Contact) -> bool:
    """Whether a contact without a day of its own goes on telling of an earlier one, in other words."""
    if contact.status != "held" or group.status not in LEVELS or contact.past_perfect or _only_headlined(group):
        return False
    if contact.when.first and contact.sentence not in {c.sentence for c in group.contacts}:
        return False
    if contact.earlier or not {family(group.mode), family(contact.mode)} <= TALKS:
        return False
    if len(group.countries & contact.countries) < len(contact.countries):
        return False
    return not group.background and _persons_fit(group.seats, contact.seats) and not _one_more(group, contact)


TALKS = frozenset(("call", "meeting", "multilateral"))


def _days_differ(group: Group, contact: Contact) -> bool:
    """Whether both name days, and these are not the same."""
    if contact.when.precision not in ("day", "time") or contact.nominal:
        return False
    mine = [c.when for c in group.contacts if c.when.precision in ("day", "time") and c.when.first]
    return bool(mine) and all(w.first != contact.when.first for w in mine)


def _virtual(group: Group, contact: Contact) -> bool:
    spoken = contact.nominal or contact.rule == "verb.speak"
    return "video_call" in (group.mode, contact.mode) or (spoken and contact.taken_up)


def _status_fits(status: Status, contact: Contact) -> bool:
    return status == contact.status or (status in LEVELS and contact.status in LEVELS)


def _persons_fit(one: Iterable[Seat], other: Iterable[Seat]) -> bool:
    """No state is represented by different persons only."""
    mine, theirs = _persons(one), _persons(other)
    return all(not (mine[c] and theirs[c]) or mine[c] & theirs[c] for c in mine.keys() & theirs.keys())


def _persons(seats: Iterable[Seat]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for seat in seats:
        if seat.side.country:
            names = found.setdefault(seat.side.country, set())
            if seat.side.name:
                names.add(seat.side.key)
    return found


def _join(group: Group, contact: Contact) -> None:
    group.contacts.append(contact)
    group.background = group.background and _is_background(contact)
    for seat in contact.seats:
        twin = next((i for i, s in enumerate(group.seats) if _one(s.side, seat.side)), None)
        if twin is None:
            group.seats.append(seat)
        elif not group.seats[twin].side.name and seat.side.name:
            group.seats[twin] = seat


def _one(known: Side, new: Side) -> bool:
    if known.country != new.country:
        return False
    return known.key == new.key or not known.name or not new.name
