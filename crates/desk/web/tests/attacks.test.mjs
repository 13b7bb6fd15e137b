// The desk over a ledger whose every field is an attack (`examples/hostile_ledger.rs`, `tests/attacks.txt`): nothing runs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOSTILE_DESK, browser, json, open } from './desk.mjs';

/** Claims and incidents of which the own page is opened; every article is. */
const OPENED = 25;

async function every(list) {
  const items = [];
  for (let path = `/api/v1/${list}?limit=1000`; path; ) {
    const portion = await json(path, HOSTILE_DESK);
    items.push(...portion.items);
    path = portion.next;
  }
  return items;
}

describe('a ledger full of attacks', () => {
  let chromium;
  before(async () => (chromium = await browser()));
  after(() => chromium.close());

  test('nothing of it runs, opens a dialog, asks another host or breaks a policy', async () => {
    const { page, context, faults } = await open(chromium);
    const part = encodeURIComponent;
    const articles = await every('articles');
    assert.ok(articles.length > 60, `${articles.length} attacks`);
    const addresses = [
      ...['/', '/incidents?limit=1000', '/incidents?view=table&limit=1000', '/incidents?view=map', '/incidents?view=timeline'],
      ...['/articles?limit=1000', '/actors?limit=1000', '/places?limit=1000', '/sources', '/contradictions?limit=1000', '/search?q=reports'],
      ...articles.map((a) => `/articles/${a.id}`),
      ...(await every('claims')).slice(0, OPENED).map((c) => `/claims/${c.id}`),
      ...(await every('incidents')).slice(0, OPENED).map((i) => `/incidents/${i.id}`),
      ...(await every('actors')).slice(0, OPENED).map((a) => `/actors/${part(a.key)}`),
      ...articles.slice(0, OPENED).map((a) => `/sources/${part(a.outlet)}`),
      // What is asked for is shown again, too.
      ...articles.slice(0, OPENED).map((a) => `/search?q=${part(a.title.slice(0, 90))}`),
    ];
    let shown = 0;
    for (const address of addresses) {
      const before = faults.length;
      await page.goto(HOSTILE_DESK + address);
      // A list goes on with its next page.
      const more = await page.evaluate(() => document.querySelector('a[rel=next]')?.getAttribute('href'));
      if (more) addresses.push(more);
      const strange = await page.evaluate(() => {
        const strange = [];
        for (const e of document.querySelectorAll('*')) {
          // What the desk's own map puts on its sheet.
          if (e.closest('.gl .canvas')) continue;
          const name = e.localName;
          if (['img', 'iframe', 'object', 'embed', 'base', 'style', 'foreignobject', 'video', 'audio'].includes(name) || e.matches('meta[http-equiv], form[action^="http"]')) strange.push(e.outerHTML.slice(0, 200));
          if (name === 'script' && !e.src.startsWith(`${location.origin}/assets/`)) strange.push(e.outerHTML.slice(0, 200));
          if (name === 'link' && e.rel === 'stylesheet' && !e.href.startsWith(`${location.origin}/assets/`)) strange.push(e.outerHTML.slice(0, 200));
          for (const { name: key, value } of e.attributes) {
            if (/^on|^style$|^srcdoc$/i.test(key)) strange.push(e.outerHTML.slice(0, 200));
            if (/^(href|src|action|formaction)$/i.test(key) && /^\s*(javascript|data|vbscript):/i.test(value)) strange.push(e.outerHTML.slice(0, 200));
          }
        }
        if (globalThis.attacked) strange.push('what an attack has set');
        return { strange, isShown: /alert|attacked/.test(document.body.innerText) };
      });
      shown += Number(strange.isShown);
      faults.push(...strange.strange.map((s) => `has ${s}`));
      if (faults.length > before) faults.push(`… at ${address}`);
    }
    assert.ok(shown > 100, `the attacks are shown as what they are, on ${shown} pages`);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
