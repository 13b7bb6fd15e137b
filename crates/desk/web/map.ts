// Lays a map that can be moved and zoomed (MapLibre GL) over the drawn one, where the browser has WebGL 2. Where it has none, or anything
// fails, the drawing stays. Everything comes from the desk: the places of the same result, land and lines between states as the drawing
// has them, and the basemap file if the desk has one. No fonts are fetched: names are drawn with those of the machine.

import { Map as GlMap, ScaleControl, addProtocol, setWorkerUrl, type GeoJSONSource, type LayerSpecification, type StyleSpecification } from 'maplibre-gl';
import { PMTiles, Protocol, TileType } from 'pmtiles';
import bordersText from '../../map/data/borders.txt';
import landText from '../../map/data/land.txt';

type Point = [number, number];

/** A place as `/api/v1/map` has it. */
interface Spot {
  key: string;
  label: string;
  name: string;
  incidents: number;
  corroborated: number;
  disputed: number;
  radius_km: number;
  is_point: boolean;
}

type Feature<G, P> = { type: 'Feature'; geometry: G; properties: P };
type Spots = Feature<{ type: 'Point'; coordinates: Point }, Spot>[];

/** More places than this are gathered into counts until the map is close enough to tell them apart. */
const GATHERED_ABOVE = 500;
/** Zoom from which none is gathered any more. */
const TOLD_APART = 9;
/** Areas whose reach is drawn from afar, those with most incidents; a thousand over each other would hide the map and say nothing. */
const AREAS_FROM_AFAR = 100;
/** Zoom from which the reach of a town is worth drawing. */
const REACH_OF_TOWNS = 8;
/** Signs of the centres of areas: their edge, and whether they are filled with it. */
const DIAMONDS = ['diamond ink', 'diamond ink solid', 'diamond odd', 'diamond odd solid'];
const METRES_A_DEGREE = 111_195;
/** Metres of one pixel at the equator at zoom 0, with tiles of 512 pixels. */
const METRES_A_PIXEL = 78_271.517;

function main(): void {
  const box = document.querySelector<HTMLElement>('.gl');
  const drawing = box?.parentElement?.querySelector<SVGElement>('svg');
  if (!box || !drawing || !document.createElement('canvas').getContext('webgl2')) return;
  start(box, drawing).catch((error) => {
    box.hidden = true;
    console.warn(`the map stays a drawing: ${error}`);
  });
}

async function start(box: HTMLElement, drawing: SVGElement): Promise<void> {
  const answer = await fetch(box.dataset.points ?? '');
  if (!answer.ok) throw new Error(`the places could not be had (${answer.status})`);
  const spots: Spots = (await answer.json()).features;
  if (spots.length === 0) return;
  setWorkerUrl('/assets/map-worker.js');
  box.hidden = false;
  const canvas = box.querySelector<HTMLElement>('.canvas')!;
  const base = box.dataset.basemap ? await basemap(box.dataset.basemap) : undefined;
  const map = new GlMap({
    container: canvas,
    style: style(spots, base),
    bounds: boundsOf(spots),
    fitBoundsOptions: { padding: 36, maxZoom: 8 },
    hash: 'map',
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 17,
    renderWorldCopies: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('style.load', () => {
    for (const id of DIAMONDS) if (!map.hasImage(id)) map.addImage(id, diamond(id), { pixelRatio: 2 });
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    // Without comparing it with the one before, so that the signs are drawn anew, too.
    map.setStyle(style(spots, base), { diff: false });
  });
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
  controls(box, map, spots);
  telling(box, map, spots);
  map.once('idle', () => {
    // The drawing keeps the room that it takes, but its links are no second list any more.
    drawing.setAttribute('inert', '');
    drawing.classList.add('covered');
    box.dataset.state = 'drawn';
  });
}

/** What the palette of the page calls that colour, in the theme that holds. */
function colour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Lines of the desk's files: the first point, then steps, in hundredths of a degree. */
function lineOf(text: string): Point[] {
  let [x, y] = [0, 0];
  return text.split(' ').map((step) => {
    const [dx, dy] = step.split(',').map(Number);
    x += dx!;
    y += dy!;
    return [x / 100, y / 100];
  });
}

function land() {
  const turns = (ring: Point[]) => ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * y, 0) > 0;
  const polygons: Point[][][] = [];
  let outer: boolean | undefined;
  for (const line of landText.split('\n')) {
    if (!line || line.startsWith('#')) continue;
    const ring = lineOf(line);
    if (ring.length > 1 && ring[0]!.join() !== ring.at(-1)!.join()) ring.push(ring[0]!);
    outer ??= turns(ring);
    // A lake goes round the other way and follows the land around it.
    if (turns(ring) === outer) polygons.push([ring]);
    else polygons.at(-1)!.push(ring);
  }
  return { type: 'MultiPolygon' as const, coordinates: polygons };
}

function borders(word: 'settled' | 'disputed') {
  const lines = bordersText.split('\n').filter((line) => line.startsWith(word)).map((line) => lineOf(line.slice(word.length + 1)));
  return { type: 'MultiLineString' as const, coordinates: lines };
}

/** What lies within that many kilometres of a point. */
function reach(spot: Spots[number]) {
  const [lon, lat] = spot.geometry.coordinates;
  const up = (spot.properties.radius_km * 1000) / METRES_A_DEGREE;
  const across = up / Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
  const ring: Point[] = [];
  for (let i = 0; i <= 64; i += 1) {
    const turn = (i / 64) * 2 * Math.PI;
    ring.push([lon + across * Math.cos(turn), Math.max(-85, Math.min(85, lat + up * Math.sin(turn)))]);
  }
  return { type: 'Feature' as const, geometry: { type: 'Polygon' as const, coordinates: [ring] }, properties: {} };
}

/** What holds all places, with how far areas reach; a country is as wide as it is and need not fit whole. */
function boundsOf(spots: Spots): [Point, Point] {
  const [least, most]: [Point, Point] = [[180, 85], [-180, -85]];
  for (const { geometry, properties } of spots) {
    const up = properties.is_point ? 0 : Math.min(6, (properties.radius_km * 1000) / METRES_A_DEGREE);
    const far: Point = [up / Math.max(Math.cos((geometry.coordinates[1] * Math.PI) / 180), 0.2), up];
    for (const side of [0, 1] as const) {
      least[side] = Math.min(least[side], geometry.coordinates[side] - far[side]);
      most[side] = Math.max(most[side], geometry.coordinates[side] + far[side]);
    }
  }
  return [least, most];
}

const geojson = (data: object) => ({ type: 'geojson' as const, data: data as never });
const feature = (geometry: object) => geojson({ type: 'Feature', geometry, properties: {} });
const features = (list: object[]) => ({ type: 'FeatureCollection', features: list });

interface Base {
  source: StyleSpecification['sources'][string];
  layers: LayerSpecification[];
}

function style(spots: Spots, base?: Base): StyleSpecification {
  const [ink, quiet, odd, paper] = ['ink', 'quiet', 'odd', 'paper'].map(colour) as [string, string, string, string];
  const areas = spots.filter((s) => !s.properties.is_point && s.properties.radius_km > 0).sort((a, b) => b.properties.incidents - a.properties.incidents);
  const isGathered = spots.length > GATHERED_ABOVE;
  // As in the drawing: grows slowly, so that many incidents do not hide the map.
  const size = (count: string) => ['+', 3.5, ['*', 2.2, ['ln', ['max', 1, ['get', count]]]]];
  const isDisputed = ['>', ['get', 'disputed'], 0];
  const stroke = ['case', isDisputed, odd, ink];
  const fill = ['case', ['>', ['get', 'corroborated'], 0], stroke, paper];
  const isOne = ['!', ['has', 'point_count']];
  const isPoint = ['all', isOne, ['get', 'is_point']];
  const radius = (zoom: number) => ['/', ['*', ['get', 'radius_km'], (1000 * 2 ** zoom) / METRES_A_PIXEL], ['max', 0.05, ['cos', ['*', ['get', 'lat'], Math.PI / 180]]]];
  const text = { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.5 };
  const layers = [
    { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('land'), 'fill-outline-color': colour('rule') } },
    ...(base?.layers ?? []),
    { id: 'settled', type: 'line', source: 'settled', paint: { 'line-color': quiet, 'line-width': 0.8, 'line-opacity': 0.6 } },
    { id: 'disputed', type: 'line', source: 'disputed', paint: { 'line-color': quiet, 'line-width': 0.8, 'line-opacity': 0.6, 'line-dasharray': [4, 4] } },
    ...['areas', 'areas-near'].flatMap((source) => [
      { id: source, type: 'fill', source, minzoom: source === 'areas' ? 0 : TOLD_APART, paint: { 'fill-color': ink, 'fill-opacity': 0.06 } },
      { id: `${source}-edge`, type: 'line', source, minzoom: source === 'areas' ? 0 : TOLD_APART, paint: { 'line-color': quiet, 'line-dasharray': [4, 3] } },
    ]),
    {
      id: 'town-reach', type: 'circle', source: 'spots', minzoom: REACH_OF_TOWNS, filter: isPoint,
      paint: { 'circle-color': ink, 'circle-opacity': 0.06, 'circle-stroke-color': quiet, 'circle-stroke-width': 0.6, 'circle-pitch-alignment': 'map',
        'circle-radius': ['interpolate', ['exponential', 2], ['zoom'], 0, radius(0), 20, radius(20)] },
    },
    { id: 'points', type: 'circle', source: 'spots', filter: isPoint, paint: { 'circle-radius': size('incidents'), 'circle-color': fill, 'circle-stroke-color': stroke, 'circle-stroke-width': 1.6 } },
    {
      id: 'centres', type: 'symbol', source: 'spots', filter: ['all', isOne, ['!', ['get', 'is_point']]],
      layout: { 'icon-allow-overlap': true, 'icon-size': ['/', size('incidents'), 12],
        'icon-image': ['concat', 'diamond ', ['case', isDisputed, 'odd', 'ink'], ['case', ['>', ['get', 'corroborated'], 0], ' solid', '']] },
    },
    {
      id: 'gathered', type: 'circle', source: 'spots', filter: ['has', 'point_count'],
      paint: { 'circle-radius': ['+', 6, size('incidents')], 'circle-color': paper, 'circle-opacity': 0.9, 'circle-stroke-color': stroke, 'circle-stroke-width': 1 },
    },
    { id: 'counts', type: 'symbol', source: 'spots', filter: ['has', 'point_count'], layout: { 'text-field': ['to-string', ['get', 'incidents']], 'text-size': 11, 'text-font': ['sans-serif'], 'text-allow-overlap': true }, paint: text },
    {
      id: 'names', type: 'symbol', source: 'spots', filter: isOne,
      layout: { 'text-field': ['case', ['>', ['get', 'incidents'], 1], ['concat', ['get', 'name'], ' ', ['to-string', ['get', 'incidents']]], ['get', 'name']], 'text-size': 11.5, 'text-font': ['sans-serif'],
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.9, 'text-justify': 'auto', 'text-max-width': 30, 'symbol-sort-key': ['-', 0, ['get', 'incidents']] },
      paint: text,
    },
  ] as unknown as LayerSpecification[];
  const gathered = { cluster: true, clusterMaxZoom: TOLD_APART - 1, clusterRadius: 44, clusterProperties: Object.fromEntries(['incidents', 'corroborated', 'disputed'].map((n) => [n, ['+', ['get', n]]])) };
  const located = spots.map((s) => ({ ...s, properties: { ...s.properties, lat: s.geometry.coordinates[1] } }));
  return {
    version: 8,
    sources: {
      land: feature(land()),
      settled: feature(borders('settled')),
      disputed: feature(borders('disputed')),
      areas: geojson(features(areas.slice(0, AREAS_FROM_AFAR).map(reach))),
      'areas-near': geojson(features(areas.slice(AREAS_FROM_AFAR).map(reach))),
      spots: { ...geojson(features(located)), ...(isGathered ? gathered : {}) } as StyleSpecification['sources'][string],
      ...(base ? { base: base.source } : {}),
    },
    layers,
  };
}

/** The sign of an area's centre, named by what it is filled with. */
function diamond(id: string): { width: number; height: number; data: Uint8ClampedArray } {
  const side = 64;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [side, side];
  const pen = canvas.getContext('2d')!;
  const edge = colour(id.includes('odd') ? 'odd' : 'ink');
  pen.beginPath();
  for (const [x, y] of [[32, 8], [56, 32], [32, 56], [8, 32]] as Point[]) pen.lineTo(x, y);
  pen.closePath();
  pen.fillStyle = id.includes('solid') ? edge : colour('paper');
  pen.strokeStyle = edge;
  pen.lineWidth = 5;
  pen.fill();
  pen.stroke();
  return { width: side, height: side, data: pen.getImageData(0, 0, side, side).data };
}

/** The user's own tiles, as ground below everything: no lines between states and no names are taken from them, since whose they are is not ours to say. */
async function basemap(address: string): Promise<Base> {
  const whole = new URL(address, location.href).href;
  const [protocol, file] = [new Protocol(), new PMTiles(whole)];
  protocol.add(file);
  addProtocol('pmtiles', protocol.tile);
  const url = `pmtiles://${whole}`;
  const isVector = (await file.getHeader()).tileType === TileType.Mvt;
  if (!isVector) return { source: { type: 'raster', url, tileSize: 256 }, layers: [{ id: 'base', type: 'raster', source: 'base', paint: { 'raster-saturation': -0.6 } }] };
  const layer = (id: string, type: 'fill' | 'line', from: string, paint: object, filter?: unknown[]) =>
    ({ id: `base-${id}`, type, source: 'base', 'source-layer': from, paint, ...(filter ? { filter } : {}) }) as unknown as LayerSpecification;
  const [sea, rule, sunk] = ['sea', 'rule', 'sunk'].map(colour);
  const isFilled = ['==', ['geometry-type'], 'Polygon'];
  return {
    source: { type: 'vector', url },
    // Names of layers as in the Protomaps basemap and in OpenMapTiles.
    layers: [
      layer('landuse', 'fill', 'landuse', { 'fill-color': sunk, 'fill-opacity': 0.4 }, isFilled),
      layer('water', 'fill', 'water', { 'fill-color': sea }, isFilled),
      layer('rivers', 'line', 'water', { 'line-color': sea }, ['!', isFilled]),
      layer('waterways', 'line', 'waterway', { 'line-color': sea }),
      layer('buildings', 'fill', 'buildings', { 'fill-color': rule }, isFilled),
      layer('building', 'fill', 'building', { 'fill-color': rule }, isFilled),
      layer('roads', 'line', 'roads', { 'line-color': rule }),
      layer('transportation', 'line', 'transportation', { 'line-color': rule }),
    ],
  };
}

/** Buttons for those who have no wheel: closer, farther, everything. */
function controls(box: HTMLElement, map: GlMap, spots: Spots): void {
  const act: Record<string, () => void> = {
    closer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    all: () => map.fitBounds(boundsOf(spots), { padding: 36, maxZoom: 8 }),
  };
  for (const button of box.querySelectorAll<HTMLButtonElement>('button[data-act]')) button.addEventListener('click', () => act[button.dataset.act!]!());
}

/** Says what lies under the pointer, and leads to it. */
function telling(box: HTMLElement, map: GlMap, spots: Spots): void {
  const said = box.querySelector<HTMLElement>('output')!;
  const layers = ['points', 'centres', 'gathered'];
  const whole = spots.length > GATHERED_ABOVE ? `${spots.length.toLocaleString('en')} places, gathered until you come closer; from afar, only the ${AREAS_FROM_AFAR} areas with most incidents show their reach` : '';
  said.textContent = whole;
  const place = (spot: Spot) => `${spot.label}: ${spot.incidents} ${spot.incidents === 1 ? 'incident' : 'incidents'}${spot.disputed ? `, ${spot.disputed} disputed` : ''}`;
  map.on('mousemove', ({ point }) => {
    const hit = map.queryRenderedFeatures(point, { layers })[0];
    map.getCanvas().style.cursor = hit ? 'pointer' : '';
    const found = hit?.properties as (Spot & { point_count?: number }) | undefined;
    said.textContent = !found ? whole : found.point_count ? `${found.point_count} places, ${found.incidents} incidents: closer tells them apart` : place(found);
  });
  map.on('click', async ({ point }) => {
    const around: [Point, Point] = [[point.x - 6, point.y - 6], [point.x + 6, point.y + 6]];
    const hit = map.queryRenderedFeatures(around, { layers })[0];
    if (!hit) return;
    if (hit.properties.cluster_id !== undefined) {
      const zoom = await (map.getSource('spots') as GeoJSONSource).getClusterExpansionZoom(hit.properties.cluster_id);
      map.easeTo({ center: (hit.geometry as unknown as { coordinates: Point }).coordinates, zoom });
      return;
    }
    const asked = new URLSearchParams(location.search);
    asked.delete('view');
    asked.set('place', (hit.properties as Spot).key);
    location.assign(`/incidents?${asked}`);
  });
}

main();
