// What a person sees of a page, as questions that gates ask inside it. `page.evaluate(OPEN_EYES)` puts
// them there as `eyes`, with scripts of the page on or off.

/** For `page.evaluate`: leaves `globalThis.eyes` on the page. */
export const OPEN_EYES = `globalThis.eyes ??= (${eyes})()`;

/* Runs on the page. */
function eyes() {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";

  /** Whether it is drawn at all. */
  const isDrawn = (node) => {
    const { width, height } = node.getBoundingClientRect();
    return width > 0 && height > 0 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };

  /** Whether it, or what it stands in, is kept for screen readers: cut down to nothing. */
  const isForEars = (node) => {
    for (let at = node; at instanceof Element; at = at.parentElement) {
      const { width, height } = at.getBoundingClientRect();
      if (getComputedStyle(at).clipPath === "inset(50%)" && (width <= 2 || height <= 2)) return true;
    }
    return false;
  };

  const isSeen = (node) => isDrawn(node) && !isForEars(node);

  /** Where to look: the tag with its id or class, and the first words. */
  const named = (node) => {
    const mark = node.id ? `#${node.id}` : node.classList.length ? `.${node.classList[0]}` : "";
    const words = (node.innerText ?? node.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${node.localName}${mark}${words ? ` "${words}"` : ""}`;
  };

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /** Elements that hold words of their own, with the boxes of these words. */
  const texts = () =>
    all("body, body *").filter(isSeen).flatMap((node) => {
      const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
      const boxes = own.flatMap((child) => {
        const range = document.createRange();
        range.selectNodeContents(child);
        return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
      });
      return boxes.length ? [{ node, boxes }] : [];
    });

  /** A colour as the screen shows it: red, green, blue and opacity, each of 255. */
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const colour = (css) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };

  /** The relative luminance of WCAG, 0 for black and 1 for white. */
  const luminance = (css) => {
    const [red, green, blue] = colour(css).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  /** The colour that lies behind a node: its own ground, or that of what it stands in. */
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (colour(backgroundColor)[3] > 127) return backgroundColor;
    }
    return "Canvas";
  };

  return {
    all,
    colour,
    ground,
    isForEars,
    isSeen,
    luminance,
    named,
    texts,
    /** Everything that can be pressed, followed or filled in. */
    controls: () => all(CONTROLS).filter((node) => isSeen(node) && !node.disabled),
    contrast: (one, other) => {
      const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    },
    /** How far two boxes cover each other, in both directions. */
    overlap: (one, other) => [
      Math.min(one.right, other.right) - Math.max(one.left, other.left),
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
    ],
  };
}
