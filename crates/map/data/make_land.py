#!/usr/bin/env python3
"""Writes land.txt, the outline of the land behind all maps, from Natural Earth 1:50m (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 crates/map/data/make_land.py package/land-50m.json > crates/map/data/land.txt

Only land is taken, no boundary of any state: whose land it is, is not said. A line of land.txt is one ring: the first point in hundredths
of a degree east and north, then the steps to each next point. Points are thinned by Douglas and Peucker's rule to TOLERANCE degrees, rings
smaller than SMALLEST degrees across are left out.
"""
import json
import sys

TOLERANCE = 0.02
SMALLEST = 0.08


def arcs_of(topology):
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def ring_of(indices, arcs):
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return points


def thinned(points):
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        (ax, ay), (bx, by) = points[a], points[b]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        worst, at = 0.0, None
        for i in range(a + 1, b):
            px, py = points[i]
            off = abs(dy * (px - ax) - dx * (py - ay)) / length if length else ((px - ax) ** 2 + (py - ay) ** 2) ** 0.5
            if off > worst:
                worst, at = off, i
        if worst > TOLERANCE:
            keep[at] = True
            stack += [(a, at), (at, b)]
    return [p for p, k in zip(points, keep) if k]


def main():
    topology = json.load(open(sys.argv[1], encoding="utf-8"))
    arcs = list(arcs_of(topology))
    print("# Outline of the land, Natural Earth 1:50m (public domain, naturalearthdata.com) by way of world-atlas 2.0.2; made by make_land.py.")
    polygons = [p for g in topology["objects"]["land"]["geometries"] for p in ([g["arcs"]] if g["type"] == "Polygon" else g["arcs"])]
    for polygon in polygons:
        for indices in polygon:
            ring = ring_of(indices, arcs)
            across = max(max(p[i] for p in ring) - min(p[i] for p in ring) for i in (0, 1))
            if across < SMALLEST:
                continue
            hundredths = [(round(x * 100), round(y * 100)) for x, y in thinned(ring)]
            points = [p for i, p in enumerate(hundredths) if i == 0 or p != hundredths[i - 1]]
            if len(points) < 4:
                continue
            steps = [points[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:])]
            print(" ".join(f"{x},{y}" for x, y in steps))


if __name__ == "__main__":
    main()
