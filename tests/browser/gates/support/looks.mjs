// How a page looks, kept as one picture of all its views, and what has changed since it was kept.
//
// Pictures are kept small and packed with losses. Both sides of a comparison are packed the same way, so
// the same pixels are the same picture again.

import pixelmatch from "pixelmatch";
import sharp from "sharp";

/** Light and dark differ in colours alone, which show at a smaller size than what stands where. */
const SCALES = { light: 2 / 5, dark: 1 / 5 };
const PACKED = { quality: 40, effort: 5 };
/** What stands beside each other starts at the blocks of the packing, so that nothing bleeds over. */
const BLOCK = 16;
const GROUND = { r: 128, g: 128, b: 128 };
/** How large a part of the pixels of a view may differ, and at which size they are compared. */
const NEAR = { mostChanged: 0.001, scale: 1 };
/**
 * Another Chromium may draw the edges of letters otherwise. From further away that does not show, but what
 * has moved, is missing or has another colour does; single words and hairlines do not.
 */
const FAR = { mostChanged: 0.003, scale: 1 / 4 };

/** Photographs the page in each size and scheme: a list of rows of views. */
export async function photograph(page, { schemes, widths, height = 640 }) {
  const rows = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const row = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      const shot = sharp(await page.screenshot({ fullPage: true, animations: "disabled", caret: "hide" }));
      const size = await shot.metadata();
      const [scaledWidth, scaledHeight] = [size.width, size.height].map((length) => Math.round(length * SCALES[colorScheme]));
      const { data, info } = await shot.removeAlpha().resize(scaledWidth, scaledHeight, { fit: "fill" }).raw().toBuffer({ resolveWithObject: true });
      row.push({ name: `${colorScheme} ${width}`, data, width: info.width, height: info.height });
    }
    rows.push(row);
  }
  return rows;
}

/** All views as one packed picture (WebP), and where each stands in it. */
export async function sheet(rows) {
  const views = [];
  let top = 0;
  for (const row of rows) {
    let left = 0;
    for (const view of row) {
      views.push({ ...view, left, top });
      left += blocks(view.width) + BLOCK;
    }
    top += Math.max(...row.map(({ height }) => blocks(height))) + BLOCK;
  }
  const width = Math.max(...views.map((view) => view.left + blocks(view.width)));
  const picture = await canvas(width, top - BLOCK)
    .composite(views.map(({ data, width, height, left, top }) => ({ input: data, raw: { width, height, channels: 3 }, left, top })))
    .webp(PACKED)
    .toBuffer();
  return { picture, views: views.map(({ name, left, top, width, height }) => ({ name, left, top, width, height })) };
}

/** What looks different now, and a picture with the differences in red. */
export async function compare(kept, { picture, views }, { isFar = false } = {}) {
  if (kept.equals(picture)) return { faults: [] };
  const [before, now] = await Promise.all([kept, picture].map((image) => sharp(image).metadata()));
  if (before.width !== now.width || before.height !== now.height) {
    return { faults: [`the size is ${now.width} × ${now.height}, it was ${before.width} × ${before.height}`] };
  }
  const { mostChanged, scale } = isFar ? FAR : NEAR;
  const faults = [];
  const changes = [];
  for (const view of views) {
    const [one, other] = await Promise.all([kept, picture].map((image) => part(image, view, scale)));
    const { width, height } = one.info;
    const marked = new Uint8Array(width * height * 4);
    const changed = pixelmatch(one.data, other.data, marked, width, height, { threshold: 0.1 });
    const share = changed / (width * height);
    if (share > mostChanged) faults.push(`${view.name}: ${(100 * share).toFixed(2)} % of the pixels changed`);
    const marks = sharp(marked, { raw: { width, height, channels: 4 } }).resize(view.width, view.height, { fit: "fill" });
    changes.push({ input: await marks.png().toBuffer(), left: view.left, top: view.top });
  }
  return { faults, difference: await canvas(now.width, now.height).composite(changes).png().toBuffer() };
}

async function part(image, { left, top, width, height }, scale) {
  const cut = sharp(image).extract({ left, top, width, height }).ensureAlpha();
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), fit: "fill" };
  return sharp(await cut.png().toBuffer()).resize(size).raw().toBuffer({ resolveWithObject: true });
}

function canvas(width, height) {
  return sharp({ create: { width, height, channels: 3, background: GROUND } });
}

function blocks(length) {
  return Math.ceil(length / BLOCK) * BLOCK;
}
