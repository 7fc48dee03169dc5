"""Fetches the releases of a distribution on both sides of some versions, and unpacks what can be read in them.

    fetch_releases.py CACHE DISTRIBUTION VERSION...

For each VERSION: the newest final release before it, and VERSION itself or the first final release after it. Of each, one
file: a pure wheel, else a manylinux wheel, else another wheel, else the source distribution; the smallest of its kind.
Prints {VERSION: {"before": RELEASE, "after": RELEASE}}, where a RELEASE is {"version", "folder"} or null.

pip does the talking to the index (its configuration, certificates and caution), through its own modules: `pip download`
would build the metadata of source distributions, that is, run their setup.py. Nothing of a package is run here.
"""

import hashlib
import json
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pip._internal.commands.download import DownloadCommand
from pip._internal.index.collector import LinkCollector, parse_links
from pip._internal.models.link import Link
from pip._internal.network.download import Downloader
from pip._vendor.packaging.version import InvalidVersion, Version

READABLE = (".py", ".pyi", ".pyx", ".pyw", ".so", ".pyd")
# Identifiers found in a library of hundreds of megabytes prove nothing.
LARGEST_FILE = 80_000_000
ARCHIVES = (".whl", ".zip", ".tar.gz", ".tar.bz2", ".tgz")


@contextmanager
def pip_tools():
    """pip's own index reader and downloader, configured as the machine's pip is."""
    command = DownloadCommand("download", "")
    options, _ = command.parse_args(["--no-deps", "--no-cache-dir", "--disable-pip-version-check"])
    with command.main_context():
        session = command.get_default_session(options)
        yield LinkCollector.create(session, options), Downloader(session, "off")


def version_of(filename, distribution):
    """The version in a file name; None where it is no archive of this distribution."""
    ending = next((e for e in ARCHIVES if filename.endswith(e)), None)
    if ending is None:
        return None
    stem = filename[: -len(ending)]
    if ending == ".whl":
        text = stem.split("-")[1]
    else:
        name = re.sub(r"[-_.]+", "[-_.]+", re.escape(distribution).replace(r"\-", "-"))
        match = re.fullmatch(name + r"-(.+)", stem, re.IGNORECASE)
        if match is None or re.search(r"[.-](linux|win|macosx)", stem):
            return None
        text = match[1]
    try:
        return Version(text)
    except InvalidVersion:
        return None


def kind_of(filename):
    """How gladly a file is taken: the lower the better."""
    if filename.endswith("-none-any.whl"):
        return 0
    if filename.endswith(".whl"):
        return 1 if "manylinux" in filename and "x86_64" in filename else 2
    return 3


def releases_of(collector, distribution):
    """{Version: the best file (Link)} of everything final that was not withdrawn."""
    best = {}
    for url in collector.search_scope.get_index_urls_locations(distribution):
        page = collector.fetch_response(Link(url))
        if page is None:
            continue
        sizes = {}
        if "json" in page.content_type.lower():
            sizes = {f["filename"]: f.get("size") or 0 for f in json.loads(page.content)["files"]}
        for link in parse_links(page):
            version = version_of(link.filename, distribution)
            if version is None or version.is_prerelease or link.is_yanked:
                continue
            rank = (kind_of(link.filename), sizes.get(link.filename, 0))
            if version not in best or rank < best[version][0]:
                best[version] = (rank, link)
    return {version: link for version, (_, link) in best.items()}


def unpack(archive, folder):
    """Writes the readable files of an archive below a folder."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as opened:
            for entry in opened.infolist():
                if not entry.is_dir():
                    write_entry(folder, entry.filename, entry.file_size, lambda: opened.open(entry))
        return
    with tarfile.open(archive) as opened:
        for entry in opened:
            if entry.isfile():
                write_entry(folder, entry.name, entry.size, lambda: opened.extractfile(entry))


def write_entry(folder, name, size, open_entry):
    path = PurePosixPath(name)
    bundled = any(part.endswith(".libs") for part in path.parts)  # foreign libraries: OpenBLAS and the like
    if bundled or not name.endswith(READABLE) or size > LARGEST_FILE or path.is_absolute() or ".." in path.parts:
        return
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_entry() as source, open(target, "wb") as out:
        shutil.copyfileobj(source, out)


def fetch(link, cache, download):
    """The folder with what is readable in a file of the index; downloads it where it is not in the cache.

    Raises ValueError where the file is not what the index said.
    """
    folder = cache / link.filename
    if folder.is_dir():
        return folder
    with tempfile.TemporaryDirectory(dir=cache) as work:
        path, _ = download(link, work)
        if link.hash is not None:
            digest = hashlib.new(link.hash_name, Path(path).read_bytes()).hexdigest()
            if digest != link.hash:
                raise ValueError(f"{link.filename}: hash is {digest}, the index says {link.hash}")
        unpacked = Path(work) / "unpacked"
        unpacked.mkdir()
        unpack(Path(path), unpacked)
        try:
            unpacked.rename(folder)
        except OSError:  # another run was faster
            if not folder.is_dir():
                raise
    return folder


def main(cache, distribution, *bounds):
    cache = Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    result = {}
    with pip_tools() as (collector, download):
        releases = releases_of(collector, distribution)
        for bound in bounds:
            sides = {
                "before": max((v for v in releases if v < Version(bound)), default=None),
                "after": min((v for v in releases if v >= Version(bound)), default=None),
            }
            result[bound] = {
                side: version and {"version": str(version), "folder": str(fetch(releases[version], cache, download))}
                for side, version in sides.items()
            }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
