"""Who held which office when: tables, looked up as of a date."""

from communique.knowledge.base import KnowledgeBase, choose, load_knowledge
from communique.knowledge.tables import Office, Person, State, Tenure

__all__ = ["KnowledgeBase", "Office", "Person", "State", "Tenure", "choose", "load_knowledge"]
