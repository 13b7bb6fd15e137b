// The twelve main flows, by keyboard alone: once with scripts and once without. No test here touches a mouse.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, browser, enter, fill, follow, json, open, tabTo } from './desk.mjs';

for (const javaScriptEnabled of [true, false]) {
  describe(`by keyboard alone, ${javaScriptEnabled ? 'with scripts' : 'without scripts'}`, () => {
    let chromium;
    before(async () => (chromium = await browser()));
    after(() => chromium.close());

    /** A flow that starts at `path`. */
    function flow(name, path, walk) {
      test(name, async () => {
        const { page, context, quiet } = await open(chromium, { javaScriptEnabled });
        await page.goto(DESK + path);
        await walk(page);
        quiet();
        await context.close();
      });
    }

    const heading = (page) => page.locator('main h1').first().textContent();
    const path = (page) => new URL(page.url()).pathname + new URL(page.url()).search;

    flow('1. past the menu to the content', '/', async (page) => {
      await tabTo(page, (e) => e.matches('.skip'), null, 1);
      await page.keyboard.press('Enter');
      await tabTo(page, (e) => e.closest('main') !== null, null, 1);
    });

    flow('2. what is new: from a counter of Today to its incidents', '/', async (page) => {
      const told = await page.locator('.counters a', { hasText: 'two or more origins' }).locator('b').textContent();
      await tabTo(page, (e) => e.matches('.counters a') && e.textContent.includes('two or more origins'));
      await enter(page);
      assert.equal(path(page), '/incidents?min_origins=2');
      assert.equal((await page.locator('.total b').textContent()).split(' ')[0], told);
    });

    flow('3. search, and open what was found', '/', async (page) => {
      await fill(page, 'q', 'Halvaro market', '.search');
      await enter(page);
      assert.match(path(page), /^\/search\?q=Halvaro\+market/);
      await tabTo(page, (e) => /^\/(articles|claims|incidents)\//.test(e.getAttribute('href') ?? '') && e.closest('main') !== null);
      await enter(page);
      assert.match(await page.locator('main').textContent(), /Halvaro/);
    });

    flow('4. narrow down by a facet, and drop the condition again', '/incidents', async (page) => {
      const all = await page.locator('.total b').textContent();
      await tabTo(page, (e) => e.getAttribute('href')?.match(/type=assault/i) && e.closest('.facet') !== null);
      await enter(page);
      const some = await page.locator('.total b').textContent();
      assert.notEqual(some, all);
      await tabTo(page, (e) => e.closest('.chips') !== null);
      await enter(page);
      assert.equal(await page.locator('.total b').textContent(), all);
    });

    flow('5. narrow down by actor and days', '/incidents', async (page) => {
      await fill(page, 'actor', 'Dorrin Liberation Front', '.facets');
      // A field of days takes day, month and year one after the other.
      await tabTo(page, (e) => e.name === 'since');
      await page.keyboard.type('03102019');
      await page.keyboard.press('Enter');
      await page.waitForURL(/since=2019-03-10/);
      assert.match(path(page), /actor=Dorrin\+Liberation\+Front/);
      assert.ok(parseInt(await page.locator('.total b').textContent(), 10) > 0);
    });

    flow('6. one result as list, table, timeline and map, and from the map to a place', '/incidents?type=ASSAULT', async (page) => {
      const total = await page.locator('.total b').textContent();
      for (const name of ['table', 'timeline', 'map']) {
        await follow(page, name, '.tabs');
        assert.equal(await page.locator('.total b').textContent(), total, name);
        assert.equal(await page.locator('.tabs [aria-current]').textContent(), name);
      }
      await tabTo(page, (e) => e.getAttribute('href')?.startsWith('/places/') && e.closest('table') !== null);
      await enter(page);
      assert.match(path(page), /^\/places\//);
    });

    flow('7. from an incident to the words that it rests on', '/incidents?min_origins=2', async (page) => {
      await tabTo(page, (e) => /^\/incidents\/i-/.test(e.getAttribute('href') ?? ''));
      await enter(page);
      assert.match(await heading(page), /\S/);
      await tabTo(page, (e) => /^\/articles\/a-/.test(e.getAttribute('href') ?? ''));
      await enter(page);
      assert.ok((await page.locator('.words mark').count()) > 0, 'the article marks the words of its claims');
    });

    flow('8. why copies count once', '/articles', async (page) => {
      const { items } = await json('/api/v1/articles?limit=1000');
      const copy = items.find((a) => a.copy_kind === 'syndicated');
      await tabTo(page, (e, id) => e.getAttribute('href')?.endsWith(id), copy.id);
      await enter(page);
      assert.match(await page.locator('.copy').textContent(), /counts nothing beside the original/);
      await tabTo(page, (e) => e.closest('.copy') !== null && e.matches('a'));
      await enter(page);
      assert.match(await page.locator('.copy').textContent(), /Taken for the original/);
    });

    flow('9. a contradiction: both sides, and the incident behind it', '/contradictions', async (page) => {
      assert.ok((await page.locator('.pair-of').first().locator('.side blockquote').count()) >= 2, 'two quotations side by side');
      await tabTo(page, (e) => /^\/(incidents|claims)\//.test(e.getAttribute('href') ?? '') && e.closest('.pair-of') !== null);
      await enter(page);
      assert.match(path(page), /^\/(incidents|claims)\//);
    });

    flow('10. from a mark in an article to its card, and from the card to the reasons', '/articles', async (page) => {
      await tabTo(page, (e) => /^\/articles\/a-/.test(e.getAttribute('href') ?? ''));
      await enter(page);
      await tabTo(page, (e) => e.closest('.key') !== null);
      await page.keyboard.press('Enter');
      await tabTo(page, (e) => e.closest('.card:target') !== null && e.matches('a'), null, 1);
      await enter(page);
      assert.match(path(page), /^\/claims\/c-/);
    });

    flow('11. the ledger as it was, and back to now', '/incidents', async (page) => {
      const now = await page.locator('.total b').textContent();
      await fill(page, 'as_of', '1', '.asof');
      await enter(page);
      assert.match(await page.locator('.state.past').textContent(), /The ledger as it was/);
      await follow(page, 'Return to now', '.state');
      assert.equal(await page.locator('.total b').textContent(), now);
    });

    flow('12. take away exactly what the list shows', '/incidents?disputed=true', async (page) => {
      const shown = parseInt(await page.locator('.total b').textContent(), 10);
      await tabTo(page, (e) => e.matches('.download summary'));
      await page.keyboard.press('Enter');
      await tabTo(page, (e) => e.textContent === 'jsonl' && e.closest('.download') !== null);
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      const { readFileSync } = await import('node:fs');
      const lines = readFileSync(await download.path(), 'utf8').trim().split('\n');
      assert.equal(lines.length, shown);
    });

    flow('and: every item of the menu is a page', '/', async (page) => {
      const names = await page.locator('.top nav a').allTextContents();
      assert.ok(names.length >= 8);
      for (const name of names) {
        await follow(page, name, '.top nav');
        assert.equal(await page.locator('.top nav [aria-current]').textContent(), name);
      }
    });
  });
}
