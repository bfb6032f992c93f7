"""Whether readers may be sent here: the data are those that were read, and a page is drawn without an error."""

from __future__ import annotations

from collections.abc import Mapping

from anyio import to_thread
from streamlit import runtime

from stpdash import package
from stpdash.guard.health import Check
from stpdash.ui import atlas


class Readiness:
    """Hashes the data package anew each time; has a page drawn at the start, and again after an error on any page.

    An error alone does not make a replica unfit: else one address that fails would take all of them out of service.
    """

    def __init__(self) -> None:
        self.doubted = True

    def checks(self) -> Mapping[str, Check]:
        """What is looked at, each under the words for its being wrong."""
        return {"the data are not those that were read": self.data_unchanged, "no page can be drawn": self.page_drawn}

    def doubt(self) -> None:
        """Have a page drawn again before saying that readers may come."""
        self.doubted = True

    async def data_unchanged(self) -> bool:
        """Whether the package on disk is whole and still that which was read. Raises DataError when it is not whole."""
        return await to_thread.run_sync(package.whole, package.home()) == atlas.read().fingerprint

    async def page_drawn(self) -> bool:
        """Whether the first page is drawn without an error, for a reader of our own."""
        if self.doubted:
            self.doubted = False
            drawn, _ = await runtime.get_instance().does_script_run_without_error()
            self.doubted = not drawn
        return not self.doubted
