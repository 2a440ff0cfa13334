"""Merges a document with a list in the system's LibreOffice: `python3 merge_in_libreoffice.py FOLDER DOCUMENT LIST`.

Runs under the system's own Python, which has LibreOffice's bridge (python3-uno). The result is FOLDER/merged0.txt.
"""

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main(folder: Path, document: str, people: str) -> None:
    pipe = f"merge-{folder.name}"
    begin = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen([*begin, f"--accept=pipe,name={pipe};urp;"], stderr=subprocess.DEVNULL)
    try:
        merge(connected(pipe), folder.as_uri(), document, people)
    finally:
        office.terminate()
        office.wait()


def connected(pipe: str):
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def merge(context, folder: str, document: str, people: str) -> None:
    def create(name: str):
        return context.ServiceManager.createInstanceWithContext(name, context)

    source = create("com.sun.star.sdb.DatabaseContext").createInstance()
    source.URL = f"sdbc:flat:{folder}"
    source.Info = values(HeaderLine=True, FieldDelimiter=",", StringDelimiter='"', Extension="csv", CharSet="UTF-8")
    source.DatabaseDocument.storeAsURL(f"{folder}/source.odb", ())
    create("com.sun.star.sdb.DatabaseContext").registerDatabaseLocation("people", f"{folder}/source.odb")
    text = create("com.sun.star.frame.Desktop").loadComponentFromURL(
        f"{folder}/{document}", "_blank", 0, values(Hidden=True)
    )
    masters = text.TextFieldMasters
    for name in masters.ElementNames:
        field = masters.getByName(name)
        if field.supportsService("com.sun.star.text.fieldmaster.Database"):
            field.DataBaseName, field.DataTableName = "people", people
    text.storeAsURL(f"{folder}/merge.odt", ())
    text.close(True)
    job = create("com.sun.star.text.MailMerge")
    job.DataSourceName, job.CommandType, job.Command = "people", 0, people
    job.DocumentURL, job.OutputURL, job.FileNamePrefix = f"{folder}/merge.odt", folder, "merged"
    job.OutputType, job.SaveAsSingleFile = 2, True
    job.SaveFilter, job.SaveFilterOptions = "Text (encoded)", "UTF8"
    job.execute(())


def values(**given):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in given.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3])
