// What every page test needs: a browser that tells of everything it should not do, the addresses of all screens, and a keyboard.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const DESK = process.env.DESK;
export const HOSTILE_DESK = process.env.HOSTILE_DESK;
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A browser; `flags` are Chromium's own. It may call no address but this machine's. */
export function browser(...flags) {
  return chromium.launch({
    executablePath: PROGRAM,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', ...flags],
  });
}

/**
 * A page with a list of what went wrong on it: requests to another host, dialogs, errors on the console. `options` are those of
 * Playwright's contexts. Call `quiet()` at the end.
 */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.hostname !== '127.0.0.1' && !['data:', 'blob:'].includes(url.protocol)) faults.push(`asks ${request.url()}`);
  });
  page.on('dialog', async (dialog) => {
    faults.push(`opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`throws ${error.message}`));
  page.on('console', (message) => {
    // A page that is not there is asked for on purpose.
    const isMissing = message.text().includes('status of 404') && message.location().url.endsWith('/nothing-here');
    if (message.type() === 'error' && !isMissing) faults.push(`says on the console: ${message.text()}`);
  });
  const quiet = () => assert.deepEqual(faults, [], page.url());
  return { page, context, faults, quiet };
}

export async function json(path, base = DESK) {
  const answer = await fetch(base + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** One address of every screen of the demo: name and path. */
export async function screens() {
  const { items: incidents } = await json('/api/v1/incidents?limit=1000');
  const best = incidents.reduce((a, b) => (b.origins > a.origins ? b : a));
  const disputed = incidents.find((i) => i.disagreements.length > 0);
  const { items: articles } = await json('/api/v1/articles?limit=1000');
  const copy = articles.find((a) => !['original', null].includes(a.copy_kind));
  const { items: actors } = await json('/api/v1/actors');
  const place = incidents.find((i) => i.place?.lat !== undefined && i.place)?.place;
  const part = encodeURIComponent;
  return [
    ['today', '/'],
    ['at a glance', '/glance'],
    ['incidents', '/incidents'],
    ['incidents as table', '/incidents?view=table'],
    ['incidents as map', '/incidents?view=map'],
    ['incidents as timeline', '/incidents?view=timeline'],
    ['narrowed down', '/incidents?type=ASSAULT&disputed=true&since=2019-03-01'],
    ['nothing found', '/incidents?q=nonexistentword'],
    ['incident', `/incidents/${best.id}`],
    ['disputed incident', `/incidents/${disputed.id}`],
    ['claim', `/claims/${best.headline}`],
    ['origin', `/origins/${copy.origin}`],
    ['articles', '/articles'],
    ['article', `/articles/${copy.id}`],
    ['contradictions', '/contradictions'],
    ['actors', '/actors'],
    ['actor', `/actors/${part(actors[0].key)}`],
    ['places', '/places'],
    ...(place ? [['place', `/places/${part(place.gazetteer_id ?? place.name)}`]] : []),
    ['sources', '/sources'],
    ['source', `/sources/${part(copy.outlet)}`],
    ['search', '/search?q=market'],
    ['report composer', '/report'],
    ['report', '/report?since=2019-03-04&until=2019-03-10'],
    ['help', '/help'],
    ['codebook', '/help/codebook'],
    ['the API', '/help/api'],
    ['the past', '/?as_of=1'],
    ['a missing page', '/nothing-here'],
  ];
}

/** What has the focus, in words. */
const focused = () => {
  const e = document.activeElement;
  return `${e.tagName} ${e.getAttribute('href') ?? e.name ?? ''} ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 60)}`;
};

/** Whether it shows that it has the focus. */
const isSeen = (e) => {
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return e === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0);
};

/**
 * Presses Tab until `is` (a function run in the page with the focused element and `argument`) holds. Every stop on the way must show that
 * it has the focus.
 */
export async function tabTo(page, is, argument, most = 400) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    // As text: the desk's policy lets no page make functions of words.
    const [found, seen] = await page.evaluate(`[(${is})(document.activeElement, ${JSON.stringify(argument)}), (${isSeen})(document.activeElement)]`);
    if (!seen) assert.fail(`${page.url()}: the focus cannot be seen on ${await page.evaluate(focused)}`);
    if (found) return;
  }
  assert.fail(`${page.url()}: ${most} steps of Tab lead nowhere for ${is} with ${argument}`);
}

/** Tab to the first link with that text or name within `scope`, then Enter, then the next page. */
export async function follow(page, text, scope = 'main') {
  await tabTo(page, (e, [text, scope]) => e.matches('a') && e.closest(scope) !== null && e.textContent.trim().startsWith(text), [text, scope]);
  await enter(page);
}

/** Tab to the field of that name within `scope`, then type. */
export async function fill(page, name, text, scope = 'body') {
  await tabTo(page, (e, [name, scope]) => e.name === name && e.closest(scope) !== null, [name, scope]);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Enter, and the page it leads to. */
export async function enter(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
