// Every screen: nothing loaded from elsewhere, no serious finding of axe in light and dark, 320 px without sideways scrolling, print.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AXE, DESK, browser, json, open, screens } from './desk.mjs';

const all = await screens();

/** Sheets that a printed screen may take at the most. */
const SHEETS = { today: 6, 'at a glance': 4, incident: 9, article: 6, contradictions: 14, claim: 3, report: 8, help: 6 };

describe('every screen', () => {
  let chromium;
  before(async () => (chromium = await browser()));
  after(() => chromium.close());

  for (const colorScheme of ['light', 'dark']) {
    test(`axe has no serious finding, ${colorScheme}`, async () => {
      const { page, context, quiet } = await open(chromium, { colorScheme });
      const found = [];
      for (const [name, path] of all) {
        await page.goto(DESK + path);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }),
        );
        for (const { id, impact, nodes } of violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
          found.push(`${name}: ${impact} ${id}: ${nodes.slice(0, 3).map((n) => `${n.html.slice(0, 160)} (${n.any[0]?.message ?? n.all[0]?.message ?? ''})`).join(' | ')}`);
        }
      }
      assert.deepEqual(found, []);
      quiet();
      await context.close();
    });
  }

  test('320 px need no sideways scrolling', async () => {
    const { page, context, quiet } = await open(chromium, { viewport: { width: 320, height: 640 } });
    const wide = [];
    for (const [name, path] of all) {
      await page.goto(DESK + path);
      const over = await page.evaluate(() => {
        if (document.documentElement.scrollWidth <= 320) return null;
        const beyond = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > 321);
        return beyond.slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
      });
      if (over) wide.push([name, over]);
    }
    assert.deepEqual(wide, []);
    quiet();
    await context.close();
  });

  test('a screen prints on few sheets, with their numbers and without menus', async () => {
    const { page, context, quiet } = await open(chromium);
    for (const [name, most] of Object.entries(SHEETS)) {
      const [, path] = all.find(([n]) => n === name);
      await page.goto(DESK + path);
      await page.emulateMedia({ media: 'print' });
      assert.ok(!(await page.locator('.top nav').isVisible()), `${name}: the menu is not printed`);
      const sheets = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
      assert.ok(sheets >= 1 && sheets <= most, `${name} takes ${sheets} sheets, at most ${most} are expected`);
      await page.emulateMedia({ media: null });
    }
    quiet();
    await context.close();
  });

  test('links lead to pages that are there', async () => {
    const { page, context, quiet } = await open(chromium);
    const seen = new Map();
    for (const [name, path] of all) {
      await page.goto(DESK + path);
      for (const href of await page.locator('main a[href^="/"]').evaluateAll((links) => links.slice(0, 40).map((a) => a.getAttribute('href').split('#')[0]))) {
        if (!seen.has(href)) seen.set(href, name);
      }
    }
    const broken = [];
    for (const [href, from] of seen) {
      const { status } = await fetch(DESK + href);
      if (status !== 200) broken.push(`${from}: ${href} is ${status}`);
    }
    assert.ok(seen.size > 100, `${seen.size} links`);
    assert.deepEqual(broken, []);
    quiet();
    await context.close();
  });
});

const MODES = [
  ['GL', [], {}],
  ['no GL', ['--disable-3d-apis'], {}],
  ['no JavaScript', [], { javaScriptEnabled: false }],
];

for (const [mode, flags, options] of MODES) {
  describe(`with ${mode}`, () => {
    let chromium;
    before(async () => (chromium = await browser(...flags)));
    after(() => chromium.close());

    test('every screen has its content and does nothing it should not', async () => {
      const { page, context, quiet } = await open(chromium, options);
      for (const [name, path] of all) {
        await page.goto(DESK + path);
        assert.match((await page.locator('main h1').first().textContent()).trim(), /\S/, name);
        assert.ok((await page.locator('main').textContent()).trim().length > 40, name);
      }
      quiet();
      await context.close();
    });

    test('the map says what it shows, where it is unsure and what it leaves out', async () => {
      const { page, context, quiet } = await open(chromium, options);
      await page.goto(`${DESK}/incidents?view=map`);
      const { items } = await json('/api/v1/incidents?limit=1000');
      const nowhere = items.filter((i) => !i.place).length;
      const said = await page.locator('figure.map figcaption').textContent();
      assert.match(said, new RegExp(`${nowhere} without a place`));
      const rows = await page.locator('main table tbody tr').count();
      assert.ok(rows > 5, 'the same as a list');
      quiet();
      await context.close();
    });
  });
}
