// Somebody without a pointer: Tab and Shift+Tab to move, Enter, Space and the arrows of a choice to act.

import assert from "node:assert/strict";
import { Visitor } from "./visitor.mjs";

/** More stops than any page has. */
const MOST_STOPS = 60;

export class KeyboardVisitor extends Visitor {
  async opens(path) {
    await super.opens(path);
    await this.startsWhereThePageSays();
  }

  async types(field, text) {
    await this.reaches(field);
    // What a field holds is selected when it is entered by Tab, so typing replaces it.
    await this.page.keyboard.type(text);
    assert.equal(await field.inputValue(), text, "what was typed stands in the field");
    assert.ok(await hasFocus(field), "the focus stays in the field while typing");
  }

  async chooses(box) {
    const isRadio = (await box.getAttribute("type")) === "radio";
    if (!isRadio) {
      await this.reaches(box);
      await this.page.keyboard.press("Space");
    } else {
      const group = this.page.locator(`input[type=radio][name="${await box.getAttribute("name")}"]`);
      await this.reaches(group.and(this.page.locator(":checked")));
      for (let left = await group.count(); left > 0 && !(await box.isChecked()); left -= 1) await this.page.keyboard.press("ArrowDown");
    }
    assert.ok(await box.isChecked(), "the box is ticked");
    assert.ok(await hasFocus(box), "the focus stays on the box");
  }

  async activates(control) {
    await this.reaches(control);
    const arrives = this.page.waitForEvent("load");
    await this.page.keyboard.press("Enter");
    await arrives;
    await this.startsWhereThePageSays();
  }

  /** Tabs forward until the control has the focus, then back and forth once: it is no trap. */
  async reaches(control) {
    assert.equal(await control.count(), 1, `one control: ${control}`);
    const stops = [];
    while (!(await hasFocus(control))) {
      await this.page.keyboard.press("Tab");
      stops.push(await this.page.evaluate(() => document.activeElement.id || document.activeElement.outerHTML.slice(0, 80)));
      assert.ok(stops.length < MOST_STOPS, `no Tab leads to ${control} at ${this.page.url()}: ${stops.join(" | ")}`);
    }
    await this.page.keyboard.press("Shift+Tab");
    assert.ok(!(await hasFocus(control)), "Shift+Tab leaves it");
    await this.page.keyboard.press("Tab");
    assert.ok(await hasFocus(control), "Tab comes back to it");
  }

  /** What a page offers first has the focus; without such a thing, the first Tab finds the way past the header. */
  async startsWhereThePageSays() {
    const first = this.page.locator("[autofocus]");
    if (await first.count()) {
      await first.first().evaluate((node) => node.matches(":focus") || new Promise((resolve) => node.addEventListener("focus", resolve, { once: true })));
      return;
    }
    await this.page.keyboard.press("Tab");
    assert.ok(await hasFocus(this.page.locator(".skip-link")), `the first Tab at ${this.page.url()} finds the skip link`);
  }
}

function hasFocus(control) {
  return control.evaluate((node) => node === document.activeElement);
}
