"""An Apache on this machine that reads a .htaccess as w3id.org does, for tests of redirects."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["apache"]

_PROGRAMS = ("apache2", "httpd")
_PLACES = ("/usr/sbin", "/usr/local/sbin")
_MODULES = (
    "/usr/lib/apache2/modules",
    "/usr/lib64/httpd/modules",
    "/usr/lib/httpd/modules",
    "/usr/libexec/apache2",
)
_CONFIGURATION = """
ServerRoot "{folder}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile "{folder}/pid"
ErrorLog "{folder}/errors"
{modules}
{user}
DocumentRoot "{folder}/documents"
<Directory "{folder}/documents">
  AllowOverride All
  Require all granted
</Directory>
"""
_NEEDED = ("mpm_event", "unixd", "authz_core", "dir", "headers", "rewrite")


@contextmanager
def apache(folder_of_rules: str, rules: str) -> Iterator[str]:
    """The address below which the rules hold, while the server runs; skips the test where there is no Apache."""
    program = next(filter(None, (shutil.which(one, path=_search_path()) for one in _PROGRAMS)), None)
    modules = next((Path(one) for one in _MODULES if (Path(one) / "mod_rewrite.so").is_file()), None)
    if program is None or modules is None:
        missing = (
            "Apache with mod_rewrite is not installed (Debian: apt-get install apache2); the redirects are not run"
        )
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    # Not in the folder of pytest, which the user that Apache runs as may not enter.
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        documents = folder / "documents" / folder_of_rules
        documents.mkdir(parents=True)
        (documents / ".htaccess").write_text(rules)
        port = _free_port()
        configuration = folder / "configuration"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder,
                port=port,
                modules="\n".join(
                    f'LoadModule {one}_module "{modules}/mod_{one}.so"'
                    for one in _NEEDED
                    if (modules / f"mod_{one}.so").is_file()
                ),
                user=f"User {_other_user()}" if os.getuid() == 0 else "",
            )
        )
        running = subprocess.Popen([program, "-X", "-f", str(configuration)], stderr=subprocess.PIPE, text=True)
        try:
            _wait_for(port, running, folder / "errors")
            yield f"http://127.0.0.1:{port}/{folder_of_rules}/"
        finally:
            running.terminate()
            running.communicate()


def _search_path() -> str:
    return os.pathsep.join((os.environ.get("PATH", ""), *_PLACES))


def _other_user() -> str:
    """Apache does not serve as root."""
    import pwd

    names = {one.pw_name for one in pwd.getpwall()}
    return next(one for one in ("www-data", "apache", "nobody") if one in names)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        assert isinstance(port, int)
        return port


def _wait_for(port: int, running: subprocess.Popen[str], errors: Path) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and running.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    _, said = running.communicate() if running.poll() is not None else ("", "")
    logged = errors.read_text() if errors.is_file() else ""
    pytest.fail(f"Apache did not start: {said} {logged}")
