// A Chromium that draws the same pixels on every machine: fonts of the package lock instead of the
// machine's, no hinting, no colours on the edges of letters, one colour profile.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openChromium } from "../../support/chromium.mjs";

const FONTS = fileURLToPath(new URL("../../node_modules/@expo-google-fonts/", import.meta.url));
const SANS = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"];
const MONO = ["Noto Sans Mono", ...SANS];

/** Opens it. Its fonts are gone from the disk when it is closed. */
export async function openStudio() {
  const folder = mkdtempSync(join(tmpdir(), "doorward-fonts-"));
  const file = join(folder, "fonts.conf");
  writeFileSync(file, fontConfiguration(folder));
  const chromium = await openChromium({
    args: ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--hide-scrollbars"],
    env: { ...process.env, FONTCONFIG_FILE: file },
  });
  chromium.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return chromium;
}

function fontConfiguration(folder) {
  const alias = (name, families) =>
    `<alias binding="same"><family>${name}</family><prefer>${families.map((family) => `<family>${family}</family>`).join("")}</prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${FONTS}</dir>
<cachedir>${folder}</cachedir>
${["system-ui", "sans-serif", "serif"].map((name) => alias(name, SANS)).join("\n")}
${["ui-monospace", "monospace"].map((name) => alias(name, MONO)).join("\n")}
</fontconfig>
`;
}

/** What a person with another clock, place or taste would see otherwise. */
export const STILL = { timezoneId: "UTC", locale: "en-GB", reducedMotion: "reduce", deviceScaleFactor: 1 };

/** Nothing counts down while it is photographed. */
export async function stopClock(page) {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
}
