"""The words that mark every file as invented."""

from __future__ import annotations

from tarazy.workbench.example_data.setting import DataFile, Setting, of_bytes

IN_WORKBOOKS = "Данные вымышлены"
"""Stands in the title of each sheet."""

METADATA = {
    "synthetic": "Данные вымышлены. Деректер ойдан шығарылған. The data are invented.",
}
"""Of each Parquet file."""

_README = """\
ДАННЫЕ ВЫМЫШЛЕНЫ
Все файлы этой папки созданы командой `tarazy example-data`. Органы названы по-настоящему, все их показатели, суммы,
обращения и оценки придуманы и ни о ком ничего не говорят. То же зерно дает те же файлы.
Годы: {years}; строк в растущих реестрах: {rows}; зерно: {seed}.

ДЕРЕКТЕР ОЙДАН ШЫҒАРЫЛҒАН
Осы қалтадағы барлық файлды `tarazy example-data` командасы жасаған. Органдардың атаулары шын, ал олардың барлық
көрсеткіштері, сомалары, өтініштері мен бағалары ойдан шығарылған және ешкім туралы ештеңе айтпайды. Бір дән бірдей
файлдарды береді.
Жылдар: {years}; өсетін тізілімдердегі жолдар: {rows}; дән: {seed}.

THE DATA ARE INVENTED
All files of this folder were made by `tarazy example-data`. The bodies bear their real names; all their figures,
amounts, appeals and marks are made up and say nothing of anybody. The same seed gives the same files.
Years: {years}; rows of the registers that grow: {rows}; seed: {seed}.
"""


def readme_file(setting: Setting) -> DataFile:
    """A text in three languages that says so, and what the data were made with."""
    years = f"{setting.years[0]}-{setting.years[-1]}"
    text = _README.format(years=years, rows=setting.rows, seed=setting.draws.seed)
    return of_bytes("README.txt", text.encode)
