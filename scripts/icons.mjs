// @ts-check
// Draws assets/icons/icon.svg in the sizes and containers that the systems want. Run it after a change of the drawing:
//   node scripts/private-world.mjs node scripts/icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { findRuntime, launcherFlags } from './electron-runtime.mjs';
import { root, runIfMain } from './run.mjs';

const icons = join(root, 'assets/icons');

/** @param {readonly number[]} sizes @returns {Promise<Map<number, Buffer>>} PNG files by size */
async function draw(sizes) {
  const svg = readFileSync(join(icons, 'icon.svg')).toString('base64');
  const { executable } = await findRuntime();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...launcherFlags(), join(root, 'test/bench/bare-app')],
  });
  try {
    const page = await app.firstWindow();
    /** @type {Map<number, Buffer>} */
    const drawn = new Map();
    for (const size of sizes) {
      // The page has a DOM, this file does not: so the code for the page is text.
      const data = await page.evaluate(`(async () => {
        const image = new Image(${size}, ${size});
        image.src = 'data:image/svg+xml;base64,${svg}';
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} });
        canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size});
        return canvas.toDataURL('image/png').split(',')[1];
      })()`);
      drawn.set(size, Buffer.from(String(data), 'base64'));
    }
    return drawn;
  } finally {
    await app.close();
  }
}

/** Windows: a directory of images, each a PNG. @param {Buffer[]} images @param {readonly number[]} sizes */
function ico(images, sizes) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach((image, index) => {
    const at = 6 + 16 * index;
    // One byte for the size; 256 is written as 0.
    head.writeUInt8((sizes[index] ?? 0) % 256, at);
    head.writeUInt8((sizes[index] ?? 0) % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(image.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += image.length;
  });
  return Buffer.concat([head, ...images]);
}

/** macOS: chunks with a type that stands for the size. @param {[type: string, image: Buffer][]} chunks */
function icns(chunks) {
  const box = (/** @type {string} */ type, /** @type {Buffer} */ body) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return box('icns', Buffer.concat(chunks.map(([type, image]) => box(type, image))));
}

await runIfMain(import.meta.url, async () => {
  const windows = [16, 24, 32, 48, 64, 128, 256];
  const drawn = await draw([...windows, 512]);
  const get = (/** @type {number} */ size) => drawn.get(size) ?? Buffer.alloc(0);
  writeFileSync(join(icons, 'icon.png'), get(512));
  writeFileSync(join(icons, 'icon.ico'), ico(windows.map(get), windows));
  const mac = /** @type {const} */ ([
    ['ic11', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic09', 512],
  ]);
  writeFileSync(join(icons, 'icon.icns'), icns(mac.map(([type, size]) => [type, get(size)])));
  return 0;
});
