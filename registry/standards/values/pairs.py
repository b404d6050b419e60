"""Latitude and longitude of a row together."""

from collections import Counter

from registry.standards.cells import Cells
from registry.standards.findings import Report
from registry.standards.values.coordinates import LATITUDE, LONGITUDE, number_of
from registry.standards.values.defects import quoted

_SAMPLE = 64
_FREQUENT = 0.25
"""Share of a sample from which a point is counted."""
_COUNTED_POINTS = 16
_FEWEST_ROWS = 10


class PairCheck:
    """Positions of which one half is missing, and one position for most rows."""

    def __init__(
        self, latitude_heading: str, latitude_number: int, longitude_heading: str, longitude_number: int
    ) -> None:
        self._latitude = (latitude_heading, latitude_number)
        self._longitude = (longitude_heading, longitude_number)
        self._points: Counter[tuple[str, str]] = Counter()
        self._rows = 0

    def feed(self, latitudes: Cells, longitudes: Cells, report: Report) -> None:
        """Look at the two columns of a chunk."""
        north, east = latitudes.values, longitudes.values
        if "" in north or "" in east or " " in north or " " in east:
            self._halves(latitudes, longitudes, report)
        self._rows += len(north) - north.count("")
        step = max(1, len(north) // _SAMPLE)
        sample = Counter(zip(north[::step], east[::step], strict=True))
        for point, times in sample.most_common(2):
            known = point in self._points
            if point[0] and (
                known or (times >= _FREQUENT * sample.total() and len(self._points) < _COUNTED_POINTS)
            ):
                self._points.setdefault(point, 0)
        for point in self._points:
            if times := north.count(point[0]):
                self._points[point] += min(times, east.count(point[1]))

    def _halves(self, latitudes: Cells, longitudes: Cells, report: Report) -> None:
        for row, north, east in zip(latitudes.numbers, latitudes.values, longitudes.values, strict=True):
            if bool(north.strip()) != bool(east.strip()):
                (heading, number), there = (
                    (self._longitude, "緯度") if north.strip() else (self._latitude, "経度")
                )
                missing = "経度" if there == "緯度" else "緯度"
                report.add(
                    "V55",
                    f"{there}だけがあり（{quoted(north.strip() or east.strip())}）、{missing}がありません",
                    row=row,
                    column=heading,
                    number=number,
                )

    def finish(self, report: Report) -> None:
        """Tell a point that more than half of the rows share."""
        for (north, east), rows in self._points.items():
            if self._rows >= _FEWEST_ROWS and rows * 2 > self._rows and self._is_position(north, east):
                heading, number = self._latitude
                report.add(
                    "V56",
                    f"{self._rows:,} 行のうち {rows:,} 行が同じ位置（{north}, {east}）です",
                    column=heading,
                    number=number,
                    value=f"{north}, {east}",
                    count=rows,
                )

    @staticmethod
    def _is_position(north: str, east: str) -> bool:
        latitude, longitude = number_of(north), number_of(east)
        if latitude is None or longitude is None:
            return False
        return (
            LATITUDE.lowest <= latitude <= LATITUDE.highest
            and LONGITUDE.lowest <= longitude <= LONGITUDE.highest
        )
