"""Article to reports. Pure; `reading.read` is the way through, in this order:

triage       `triage`, `contact_words`: pages and sentences that can tell of no contact cost next to nothing
mentions     `lexicon`, `compounds`, `actors`: whom a sentence names; `candidates`, `cast`, `mentions`: who that is
frames       `triggers`, `view`, `frames` with `nominal`, `visits`, `invitations`, `events`, `papers`, `partings`
repair       `transcript`, `antecedent`, `members`, `inferred`, `rows`: sides that the sentence itself leaves open
engagements  `grouping` with `same_contact` and `earlier`: the contacts of one engagement; `roster`: who else took part
facets       `reports` with `status`, `time`, `place`, `area`, `outcome`, `attribution`, `ordinals`, each with its words
"""

from communique.read.reading import read
from communique.read.tools import Tools, load_tools

__all__ = ["Tools", "load_tools", "read"]
