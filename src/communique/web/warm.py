"""What the first visitor would wait for, done when the server starts."""

from __future__ import annotations

from functools import cache

import jinja2

from communique.check.trend import ratio_of
from communique.web.api.description import description
from communique.web.desk import templates_for
from communique.web.naming import Names


@cache
def warmed(names: Names) -> jinja2.Environment:
    """The templates, all compiled, with the tables and the statistics of a trend loaded too."""
    names.load()
    templates = templates_for(names)
    for name in templates.list_templates():
        templates.get_template(name)
    ratio_of(1, 1)
    description()
    return templates
