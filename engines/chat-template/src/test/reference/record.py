"""Records what the reference renders: python3 record.py, beside templates.txt.

Templates stand in templates.txt, one a line; a backslash-escaped newline inside a literal is the template's own. Templates of
several lines stand in the list below. The reference is Jinja 3.1 set up as the transformers library does it.
"""

import copy
import datetime
import json
import pathlib

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

NOW = "2026-03-14T15:09:26"

VARIABLES = {
    "l": [1, 2, 3, 4, 5],
    "s": "Hello, World",
    "u": "Gr\u00fc\u00dfe \u4e16\u754c \U0001f600",
    "d": {"a": 1, "b": {"c": [1, 2]}, "e": "\u00e9"},
    "objs": [{"n": "p", "v": 1, "g": "x"}, {"n": "q", "v": 3, "g": "Y"}, {"n": "r", "v": 2, "g": "X"}],
    "tree": [{"n": 1, "c": [{"n": 2, "c": []}, {"n": 3, "c": [{"n": 4, "c": []}]}]}],
}

SEVERAL_LINES = [
    "{%- set x = 1 -%}\n   {{- x -}}   \n   y",
    "a{% if true %}\nb\n{% endif %}\nc\n",
    "a\n   {% if true %}\n   b\n   {%+ if true %}x{% endif +%}\n   {% endif %}\n   c\n",
    "  {{ 1 }}\n  {# c #}\nz{# c #}\n  {#- c -#}\n  y {#+ c +#}\n w\n",
    "a\r\n{% if true %}\r\nb\r{% endif %}\r\nc\r\n",
    "one\n\n",
    "\n",
    "",
    "  {% raw %}\n  {{ x }}\n  {% endraw %}\n  end",
    "a  {%- raw -%}  b  {%- endraw -%}  c",
    "{% for x in l %}\n  {{ x }}\n{% endfor %}\nend",
    "{% for x in l -%}\n  {{ x }}\n{%- endfor %}\nend",
    "  {% set a = 1 %}  {% set b = 2 %}\n  {{ a }}  {% if a %}  {{ b }}  {% endif %}\n",
    "\t{%- if true %}\n\tx\n\t{%- endif %}\n\ty",
    "{{ 'a\nb' }}\n{{ \"\\\n\" }}|",
    "{% macro m(x) %}\n  <{{ x }}>\n{% endmacro %}\n{{ m(1) }}\n",
    "{% if a is not defined\n   and true %}\nmulti\n{% endif %}\n",
    "x {# a\nb #} y\n{% if true -%} z\n\n {%- endif %}\n\n\nw",
    "{{\n1\n+\n2\n}}",
    "{%- for m in objs %}\n    {%- if m.v > 1 %}\n        {{- '<' + m.n + '>' }}\n    {%- endif %}\n{%- endfor %}\n",
    "\u3000{%- if true %}a{% endif %}\u00a0{%- if true %}b{% endif %}",
]


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


class Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("render"), [], [], body).set_lineno(line)

    @jinja2.pass_eval_context
    def render(self, context, caller):
        return caller()


def environment():
    reference = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    reference.filters["tojson"] = tojson
    reference.globals["raise_exception"] = raise_exception
    reference.globals["strftime_now"] = lambda form: datetime.datetime.fromisoformat(NOW).strftime(form)
    return reference


def record(template):
    try:
        text = environment().from_string(template).render(**copy.deepcopy(VARIABLES))
        return {"template": template, "text": text}
    except Exception as error:
        return {"template": template, "error": type(error).__name__}


def main():
    here = pathlib.Path(__file__).parent
    lines = (here / "templates.txt").read_text(encoding="utf-8").split("\n")
    templates = [line for line in lines if line] + SEVERAL_LINES
    records = [record(template) for template in dict.fromkeys(templates)]
    table = {"now": NOW, "reference": "jinja2 " + jinja2.__version__, "variables": VARIABLES, "records": records}
    target = here.parent / "resources" / "studio" / "athanor" / "engines" / "chattemplate" / "jinja" / "reference.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(records), "templates recorded")


if __name__ == "__main__":
    main()
