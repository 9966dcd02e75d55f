"""The only room that knows the order of the rooms."""

from paperkg.pipeline.cache import open_index
from paperkg.pipeline.project import Project, locate
from paperkg.pipeline.run import Collection, collect

__all__ = ["Collection", "Project", "collect", "locate", "open_index"]
