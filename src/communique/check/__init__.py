"""Claims against the record: verdicts, counts and trends. Pure."""

from communique.check.claim import Claim, claim_of_sentence, claims_in
from communique.check.verdict import CheckedClaim, RecordView, check

__all__ = ["CheckedClaim", "Claim", "RecordView", "check", "claim_of_sentence", "claims_in"]
