"""Pictures of every page from the record of the examples, into docs/screenshots: python scripts/take_screenshots.py"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

HOME = Path(__file__).resolve().parent.parent
PICTURES = HOME / "docs" / "screenshots"
PORT = 8391
SITE = f"http://127.0.0.1:{PORT}"
PAGES = {
    "first-page": "/",
    "relation": "/relations/IN-US",
    "state": "/states/IN",
    "person": "/persons/in-rajnath-singh",
    "office": "/offices/US/defence",
    "area": "/areas/defence",
    "engagements": "/engagements",
    "undertakings": "/undertakings",
    "map": "/map",
    "forum": "/forums/quad",
    "review": "/review",
    "check": "/check?written=2025-07-02&text=It+was+the+third+call+between+Rajnath+Singh+and+Pete+Hegseth+this+year.",
    "api": "/api",
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


def main() -> None:
    """Make the record, serve it, and photograph its pages wide, narrow and dark."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "demo.db")
        run = _command()
        subprocess.run([*run, "add", "--record", record, str(HOME / "examples")], check=True)  # noqa: S603
        server = subprocess.Popen([*run, "serve", "--record", record, "--port", str(PORT)])  # noqa: S603
        try:
            _wait()
            photograph()
        finally:
            server.terminate()
            server.wait()


def _command() -> list[str]:
    return [str(Path(sys.executable).with_name("communique"))]


def _wait() -> None:
    for _ in range(100):
        try:
            httpx.get(SITE)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def photograph() -> None:
    """Every page wide; the relation page also dark and on a narrow screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = {**PAGES, **_told_in_most_reports(), **_closest_pair()}
    with sync_playwright() as playwright:
        path = next(found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, address in pages.items():
            _picture(browser, name, address, 1200)
        _picture(browser, "relation-dark", PAGES["relation"], 1200, dark=True)
        _picture(browser, "relation-narrow", PAGES["relation"], 360)
        browser.close()


def _told_in_most_reports() -> dict[str, str]:
    found = httpx.get(f"{SITE}/api/v1/engagements?between=IN-US&limit=100").json()["items"]
    best = max(found, key=lambda item: (bool(item["contradictions"]), len(item["reports"]), len(item["areas"])))
    article = best["reports"][0]["article"]
    span = best["reports"][0]["evidence"][0]
    place = f"at={span['start']}-{span['end']}"
    return {"engagement": f"/engagements/{best['id']}", "article": f"/articles/{article}?{place}"}


def _closest_pair() -> dict[str, str]:
    found = re.search(r'href="(/review/pairs/[^"]+)"', httpx.get(f"{SITE}/review").text)
    return {"review-pair": found[1]} if found else {}


def _picture(browser: Browser, name: str, address: str, width: int, *, dark: bool = False) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(SITE + address, wait_until="networkidle")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(
        path=PICTURES / f"{name}.png", clip={"x": 0, "y": 0, "width": width, "height": 1100}, full_page=True
    )
    context.close()


if __name__ == "__main__":
    main()
