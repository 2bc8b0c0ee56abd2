"""The folder that results are committed to, on a disk or in object storage: a file is there whole, or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, StoreError


def storage(url: str) -> tuple[Any, str]:
    """The file system that an address lies in, and the path there. Raises ValueError, ImportError or OSError."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise DragomanError(
            "this needs fsspec and pyarrow; install them with: pip install 'dragoman[cluster]'"
        ) from error
    system, path = url_to_fs(url)
    return system, str(path)


def is_local(system: Any) -> bool:
    """Whether a file system is this machine's own."""
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(system, LocalFileSystem)


class Output:
    """Files by their path below a root. All raise StoreError where the storage will not."""

    def __init__(self, url: str) -> None:
        try:
            self.system, self.root = storage(url)
        except (ValueError, ImportError, OSError) as error:
            raise StoreError(f"{url}: cannot be reached ({error}); check the address") from error
        self.is_local = is_local(self.system)
        self.url = self.root if self.is_local else url  # what other processes, in other folders, know it by

    def put(self, path: str, data: bytes) -> None:
        """A file, all at once: object storage shows it when it is whole, a disk by a rename."""
        where = self.at(path)
        try:
            if not self.is_local:
                self.system.pipe_file(where, data)
                return
            file = Path(where)
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
        except OSError as error:
            raise StoreError(f"{where}: cannot be written ({error.strerror or error})") from error

    def get(self, path: str) -> bytes | None:
        """A file's bytes; ``None`` where there is none."""
        try:
            data: bytes = self.system.cat_file(self.at(path))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self.at(path)}: cannot be read ({error.strerror or error})") from error
        return data

    def names(self, folder: str) -> list[str]:
        """The names of the files of a folder, sorted; none where it is missing. What is not whole yet is left out."""
        return self._below(folder, "file")

    def folders(self, folder: str) -> list[str]:
        """The names of the folders of a folder, sorted; none where it is missing."""
        return self._below(folder, "directory")

    def _below(self, folder: str, kind: str) -> list[str]:
        where = self.at(folder)
        try:
            self.system.invalidate_cache()
            found = self.system.ls(where, detail=True)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"{where}: cannot be looked into ({error.strerror or error})") from error
        names = (str(one["name"]).rstrip("/").rsplit("/", 1)[-1] for one in found if one["type"] == kind)
        return sorted(name for name in names if not name.startswith("."))

    def remove(self, folder: str) -> None:
        """A folder with all that is in it."""
        try:
            self.system.rm(self.at(folder), recursive=True)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"{self.at(folder)}: cannot be removed ({error.strerror or error})") from error

    def open(self, path: str) -> Any:
        """A file to read from."""
        return self.system.open(self.at(path), "rb")

    def at(self, path: str) -> str:
        """A path below the root, as its file system names it."""
        return f"{self.root.rstrip('/')}/{path}" if path else str(self.root)
