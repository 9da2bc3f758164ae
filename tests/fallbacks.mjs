// Makes the fallback pictures of the example story out of the story itself, in a real browser: node tests/fallbacks.mjs URL
// (URL: where `cargo run` serves it). A picture holds the whole chart, heading to source, as SVG text and shapes.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../www/story/coca');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
await page.goto(process.argv[2]);
const pictures = await page.evaluate(async () => {
  const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  /** The lines of an element's text, each with its place. */
  function lines(element, origin) {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const { left, bottom, height } = range.getBoundingClientRect();
        const last = found.at(-1);
        if (last && Math.abs(last.bottom - bottom) < 2) last.words += node.data[i];
        else if (height) found.push({ x: left - origin.left, bottom, y: bottom - origin.top - height * 0.26, words: node.data[i] });
      }
    }
    const style = getComputedStyle(element);
    const of = ({ x, y, words }) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="Inter, Helvetica Neue, Arial, sans-serif" ` +
      `font-size="${parseFloat(style.fontSize)}" font-weight="${style.fontWeight}" fill="${element.part?.contains('heading') ? '#16191d' : '#585a5d'}">${escape(words.trim())}</text>`;
    return found.map(of).join('');
  }
  const out = [];
  for (const graph of document.querySelectorAll('nut-graph')) {
    await graph.ready;
    const origin = graph.getBoundingClientRect(), root = graph.shadowRoot;
    const plot = root.querySelector('[part~=plot]').getBoundingClientRect();
    const inner = (await graph.toSVG()).replace('<svg ', `<svg x="0" y="${(plot.top - origin.top).toFixed(1)}" `);
    const words = ['heading', 'subheading', 'note', 'source'].map(part => lines(root.querySelector(`[part~=${part}]`), origin)).join('');
    const bottom = Math.ceil(root.querySelector('[part~=source]').getBoundingClientRect().bottom - origin.top + 8);
    const size = `width="${origin.width}" height="${bottom}" viewBox="0 0 ${origin.width} ${bottom}"`;
    out.push([graph.id, bottom, `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="#fff"/><path d="M0 .5h${origin.width}" stroke="#16191d"/>${words}${inner}</svg>\n`]);
  }
  return out;
});
for (const [id, height, svg] of pictures) {
  writeFileSync(join(folder, `${id}.svg`), svg);
  console.log(id, height, svg.length);
}
await browser.close();
