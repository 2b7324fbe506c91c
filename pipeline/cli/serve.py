"""`tiaoli serve`: the workbench, a folder of documents in the browser."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp

    from pipeline.web.guard import Doors

LOCAL = "127.0.0.1"
PASSWORD = "TIAOLI_PASSWORD"
SHORTEST = 8
PACKAGES = {
    "starlette": "starlette",
    "uvicorn": "uvicorn",
    "jinja2": "jinja2",
    "multipart": "python-multipart",
}


class Lang(StrEnum):
    """The languages of the pages."""

    en = "en"
    zh = "zh"


def serve(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="A folder of documents, of records of `tiaoli read`, or a dataset.",
        ),
    ] = Path("."),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes one that is free.")] = 8642,
    host: Annotated[
        str | None,
        typer.Option(
            help=f"Serve other machines too, at this address; needs a password, from {PASSWORD} "
            "or asked for.",
            show_default="this machine only",
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    memory: Annotated[
        Path | None,
        typer.Option(help="The translation memory.", show_default="one beside the documents"),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(help="Where the work is kept.", show_default=".tiaoli in the folder"),
    ] = None,
    lang: Annotated[
        Lang | None,
        typer.Option(help="Language of the pages.", show_default="the browser's"),
    ] = None,
    largest: Annotated[
        int | None,
        typer.Option("--largest", min=1, help="Megabytes that a file may have.", show_default="50"),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds that reading a file may take.")
    ] = 60.0,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Serve the workbench: read, search, correct, translate and compare in the browser.

    Only this machine is served unless --host names an address. Ctrl-C stops it.
    """
    _need_extra()
    from pipeline.batch.pool import Limits
    from pipeline.settings import Settings
    from pipeline.web.app import create_app
    from pipeline.web.workbench import Plan, Workbench

    plan = Plan(folder, state, memory, Settings.load(settings), Limits(seconds=timeout))
    workbench = Workbench.open(plan)
    doors = _doors(host)
    bound = _bound(host or LOCAL, port)
    doors.cookie = f"tiaoli-{bound.getsockname()[1]}"
    app = create_app(
        workbench,
        doors,
        largest=largest * 1_000_000 if largest else None,
        language=lang.value if lang else "",
    )
    address = _told(doors, host or LOCAL, bound.getsockname()[1])
    if open_:
        import webbrowser

        webbrowser.open(address)
    _run(app, bound)
    typer.echo("stopped", err=True)


def _need_extra() -> None:
    """Name the install line when a package of the extra `web` is not there."""
    from importlib.util import find_spec

    from pipeline.errors import ExtraError

    for module, package in PACKAGES.items():
        if find_spec(module) is None:
            raise ExtraError.missing(package, "web")


def _doors(host: str | None) -> Doors:
    """Who is let in: on this machine who has the printed address, from others the password."""
    import socket

    from pipeline.errors import SettingsError
    from pipeline.web.guard import Doors

    doors = Doors()
    if host is None:
        return doors
    password = os.environ.get(PASSWORD, "")
    if not password and sys.stdin.isatty():
        password = typer.prompt("Password for the workbench", hide_input=True, err=True)
    if len(password) < SHORTEST:
        raise SettingsError(
            f"--host {host} opens the workbench to other machines and needs a password of "
            f"{SHORTEST} characters or more; put it into {PASSWORD}."
        )
    doors.password, doors.any_address = password, True
    doors.hosts |= {host.lower(), socket.gethostname().lower()}
    return doors


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the address, taken before anything is said about it."""
    import socket

    from pipeline.errors import SettingsError

    bound = None
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()  # who opens the address at once waits, and is not refused
    except OSError as error:
        if bound is not None:
            bound.close()
        raise SettingsError(
            f"cannot serve at {host}:{port}: {error.strerror}; choose another --port."
        ) from error
    return bound


def _told(doors: Doors, host: str, port: int) -> str:
    """Print where the workbench is; the address on this machine holds the token."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if doors.password:
        typer.echo("what is sent is not encrypted; use a network that you trust", err=True)
    else:
        address += f"?token={doors.secret}"
    typer.echo(address)
    typer.echo("Ctrl-C stops it", err=True)
    sys.stdout.flush()
    return address


def _run(app: ASGIApp, bound: socket.socket) -> None:
    """Serve until Ctrl-C. Nothing is logged: addresses hold what was looked for."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        pass
    finally:
        bound.close()
