// Holds pages against the rules of axe-core (WCAG 2.2 A and AA, and its best
// practices), in a document that scripts cannot touch. What needs a layout,
// as contrast, is not seen here; two rules that end without a verdict in it
// are looked at here. Usage: pages.js PAGE... -- MISTAKEN...
"use strict";
const fs = require("fs");
const axe = require("axe-core");
const { JSDOM, VirtualConsole } = require("jsdom");

const files = process.argv.slice(2);
const cut = files.indexOf("--");
let passed = 0;
let failed = 0;

async function faults(file) {
  const html = fs.readFileSync(file, "utf8");
  const { window } = new JSDOM(html, {
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(),
  });
  window.eval(axe.source);
  const options = { rules: { "color-contrast": { enabled: false } } };
  const found = await window.axe.run(window.document, options);
  const said = found.violations.map(
    (rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 120)}`
  );
  for (const name of ["main", "h1"])
    if (window.document.querySelectorAll(name).length !== 1)
      said.push(`not one ${name}`);
  window.close();
  return said;
}

async function expect(file, good) {
  const said = await faults(file);
  if ((said.length === 0) === good) {
    passed++;
    return;
  }
  failed++;
  console.error(`${file}: ${said.join("; ") || "no fault is seen"}`);
}

(async () => {
  for (const file of files.slice(0, cut)) await expect(file, true);
  for (const file of files.slice(cut + 1)) await expect(file, false);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
})();
