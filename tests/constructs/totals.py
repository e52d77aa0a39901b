"""Three indicators of which any may be not applicable, and totals over them."""

from __future__ import annotations

HEAD = """\
methodology example "An example"
  version         1
  basis           decree p. 1
  in force from   2020-01-01
  period          year
  evaluates       bodies

act decree "Decree"

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    a:            number, 1 decimal, 0 to 100, may be absent
    b:            number, 1 decimal, 0 to 100, may be absent
    c:            number, 1 decimal, 0 to 100, may be absent

indicator first "First"
  basis           decree p. 2
  better          higher
  value           report.a
  points          value / 10
  most points     10
  no data         not applicable

indicator second "Second"
  basis           decree p. 3
  better          higher
  value           report.b
  points          value / 20
  most points     5
  no data         not applicable

indicator third "Third"
  basis           decree p. 4
  better          higher
  value           report.c
  points          value / 20
  most points     5
  no data         not applicable
"""
"""North has 6, 4 and 1 points; in the south the third indicator does not apply, in the west none does."""

FILES = {
    "bodies.csv": "body\nnorth\nsouth\nwest\n",
    "report.csv": "body,year,a,b,c\nnorth,2024,60,80,20\nsouth,2024,60,80,\nwest,2024,,,\n",
}
